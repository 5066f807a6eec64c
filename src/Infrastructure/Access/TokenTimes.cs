using Microsoft.Extensions.DependencyInjection;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>How long what signs people in holds, on the machine's clock.</summary>
internal sealed class TokenTimes(AuthOptions options, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock)
{
    private static readonly TimeSpan LongestToken = TimeSpan.FromDays(1);

    public DateTimeOffset Now => machineClock.GetUtcNow();

    public TimeSpan Token => TimeSpan.FromMinutes(options.TokenMinutes);

    public TimeSpan Session => TimeSpan.FromDays(options.SessionDays);

    /// <summary>How long a key signs.</summary>
    public TimeSpan Key => TimeSpan.FromDays(options.KeyDays);

    /// <summary>
    /// What was ended before has no living token any more, whatever this process gives: another one on the database may give tokens for as
    /// long as a day, and did so before the setting was changed.
    /// </summary>
    public DateTimeOffset OldestTokenOfAny => Now - LongestToken - TimeSpan.FromMinutes(1);

    /// <summary>What was retired or ended before has no living token any more; a minute for processes whose clocks differ.</summary>
    public DateTimeOffset OldestToken => Now - Token - TimeSpan.FromMinutes(1);
}

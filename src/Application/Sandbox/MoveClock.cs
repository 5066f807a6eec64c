using FluentValidation;
using MediatR;
using OneStop.Application.Calendar;
using OneStop.Domain.Calendar;
using OneStop.Domain.Shared;

namespace OneStop.Application.Sandbox;

/// <summary>What the sandbox's clock shows — xem đồng hồ thử nghiệm.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record GetClock : IQuery<SandboxTime>;

internal sealed class GetClockHandler(ISandbox sandbox) : IRequestHandler<GetClock, SandboxTime>
{
    public Task<SandboxTime> Handle(GetClock query, CancellationToken ct) => sandbox.Enabled
        ? Task.FromResult(sandbox.Now)
        : throw new Domain.Shared.NotFoundException(SandboxRules.Enabled);
}

/// <summary>Set the sandbox's clock, or move it on — chỉnh đồng hồ thử nghiệm.</summary>
/// <param name="Now">The instant to go to, or</param>
/// <param name="Advance">how far to go on, an ISO 8601 duration such as <c>P1DT2H</c>.</param>
/// <param name="Frozen">Whether it stands still afterwards; it does unless told otherwise.</param>
/// <remarks>Not a command of one transaction: the jobs that fall due on the way each have their own.</remarks>
[Allows(Permission.AdministerSystem)]
public sealed record MoveClock(DateTimeOffset? Now, string? Advance, bool Frozen = true) : IQuery<SandboxTime>;

internal sealed class MoveClockValidator : AbstractValidator<MoveClock>
{
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(20 * 366);

    public MoveClockValidator()
    {
        RuleFor(c => c.Now).Must((c, _) => (c.Now is null) != (c.Advance is null)).WithState(_ => SandboxRules.OneTarget);
        RuleFor(c => c.Advance).Must(text => text is null || (MoveClockHandler.Duration(text) is { } length && length >= TimeSpan.Zero && length <= Farthest));
    }
}

internal sealed class MoveClockHandler(ISandbox sandbox, ICalendars calendars) : IRequestHandler<MoveClock, SandboxTime>
{
    public async Task<SandboxTime> Handle(MoveClock command, CancellationToken ct)
    {
        if (!sandbox.Enabled)
        {
            throw new NotFoundException(SandboxRules.Enabled);
        }
        var to = command.Now ?? sandbox.Now.Now + Duration(command.Advance!)!.Value;
        if (!(await calendars.National(ct)).Years.ContainsKey(VietnamTime.DateOf(to).Year))
        {
            throw new InvalidInputException(command.Now is null ? "advance" : "now", CalendarRules.YearIsKnown);
        }
        // Once begun it is not given up half way: jobs on the way are stamped with instants the clock must reach.
        return await sandbox.Move(to, command.Frozen, CancellationToken.None);
    }

    internal static TimeSpan? Duration(string text)
    {
        try
        {
            return System.Xml.XmlConvert.ToTimeSpan(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }
}

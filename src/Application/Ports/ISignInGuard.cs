namespace OneStop.Application.Ports;

/// <summary>
/// Slows down who guesses passwords: from the fifth failure on a name is locked for a second, then for twice as long each time, whether
/// anybody has the name or not.
/// </summary>
public interface ISignInGuard
{
    /// <summary>Waits until nobody else tries the name in this process, so that guesses sent at once are counted one by one.</summary>
    Task<IDisposable> Turn(string name, CancellationToken ct);

    /// <summary>How long the name stays locked; null where it is not.</summary>
    Task<TimeSpan?> LockedFor(string name, CancellationToken ct);

    /// <summary>Counts a failure; inside a running transaction.</summary>
    Task Failed(string name, CancellationToken ct);

    /// <summary>Forgets the failures; inside a running transaction.</summary>
    Task Succeeded(string name, CancellationToken ct);
}

namespace OneStop.Infrastructure.Persistence;

/// <summary>
/// Two clocks: the unkeyed <see cref="TimeProvider"/> is that of deadlines, codes, events and reports (it can be moved in a sandbox);
/// the keyed one is the machine's, for tokens, limits, leases and the retention of idempotency keys.
/// </summary>
public static class Clocks
{
    public const string Machine = "machine";
}

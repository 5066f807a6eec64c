namespace OneStop.Infrastructure.Sandbox;

/// <summary>
/// The clock of a sandbox: the machine's moved by an offset, or standing still. The setting is in the database, so that every process has
/// it; each request takes over the newest before it begins.
/// </summary>
internal sealed class SandboxClock(TimeProvider machineClock) : TimeProvider
{
    private volatile ClockSetting setting = new(0, null);

    public ClockSetting Setting
    {
        get => setting;
        set => setting = value;
    }

    public override DateTimeOffset GetUtcNow() => setting.Apply(machineClock.GetUtcNow());
}

/// <summary>How the clock of a sandbox stands.</summary>
/// <param name="OffsetMilliseconds">Ahead of the machine's clock, or behind it.</param>
/// <param name="FrozenAt">Where it stands still.</param>
internal sealed record ClockSetting(long OffsetMilliseconds, DateTimeOffset? FrozenAt)
{
    public DateTimeOffset Apply(DateTimeOffset machineNow) => FrozenAt ?? machineNow.AddMilliseconds(OffsetMilliseconds);
}

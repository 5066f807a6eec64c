namespace OneStop.Application.Ports;

/// <summary>The machine's clock, by which messages are received, questions are noted and documents are sent; the engine's own is the <see cref="TimeProvider"/>.</summary>
public sealed record MachineClock(TimeProvider Machine)
{
    public DateTimeOffset Now => Machine.GetUtcNow();
}

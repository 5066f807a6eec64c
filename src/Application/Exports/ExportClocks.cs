using OneStop.Domain.Exports;

namespace OneStop.Application.Exports;

/// <summary>The two clocks of exports: what happened is noted by the engine's, how long something is kept or held goes by the machine's.</summary>
public sealed record ExportClocks(TimeProvider Engine, TimeProvider Machine)
{
    public ExportInstant Now => new(Engine.GetUtcNow(), Machine.GetUtcNow());
}

using OneStop.Domain.Shared;

namespace OneStop.Application.Sandbox;

/// <summary>The movable clock of a sandbox — đồng hồ môi trường thử nghiệm.</summary>
public interface ISandbox
{
    bool Enabled { get; }

    SandboxTime Now { get; }

    /// <summary>Takes over, at the beginning of a request, what another process set.</summary>
    ValueTask Refresh(IServiceProvider request, CancellationToken ct);

    /// <summary>Runs every job due up to the instant, each stamped with its own, then sets the clock.</summary>
    Task<SandboxTime> Move(DateTimeOffset to, bool frozen, CancellationToken ct);
}

/// <summary>What the clock shows.</summary>
/// <param name="Frozen">Whether it stands still.</param>
public sealed record SandboxTime(DateTimeOffset Now, bool Frozen);

public static class SandboxRules
{
    public static readonly Rule Enabled = new(
        "sandbox.enabled", "Hệ thống không chạy ở chế độ thử nghiệm.", "This is not a sandbox.");

    public static readonly Rule ClockMovesForward = new(
        "sandbox.clock-moves-forward",
        "Khi đã có hồ sơ, đồng hồ chỉ được chuyển về phía trước.",
        "Once a dossier exists the clock only moves forward.");

    public static readonly Rule OneTarget = new(
        "sandbox.one-target", "Nêu đúng một trong hai: now hoặc advance.", "Give either now or advance.");
}

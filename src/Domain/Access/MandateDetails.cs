namespace OneStop.Domain.Access;

/// <summary>What a mandate reaches — phạm vi đại diện.</summary>
public sealed record MandateDetails
{
    /// <summary>Codes of the procedures it is limited to; null for all.</summary>
    public IReadOnlyList<string>? Procedures { get; init; }

    /// <summary>Whether the representative may file and act, or only look.</summary>
    public bool MayAct { get; init; } = true;
}

using OneStop.Domain.Procedures;
using OneStop.Domain.Transfers;

namespace OneStop.Domain.Dossiers;

/// <summary>A transfer as its dossier knows it — chặng liên thông của hồ sơ.</summary>
public sealed record Leg
{
    public required TransferId Transfer { get; init; }

    public required TransferKind Kind { get; init; }

    /// <summary>The step of the route it is; null for one an official opened.</summary>
    public string? Step { get; init; }

    /// <summary>Index of the passage (<see cref="DossierDetails.Steps"/>) it was opened in.</summary>
    public required int Passage { get; init; }

    public string? ParallelGroup { get; init; }

    public bool Lead { get; init; }

    /// <summary>Who owns it.</summary>
    public required string Agency { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Whether the citizen may have to pay in it.</summary>
    public bool PausesForFinancialObligation { get; init; }

    public LegStanding Standing { get; init; }

    /// <summary>What came back from it, by reference: the legs after it get it too.</summary>
    public IReadOnlyList<Document> Returned { get; init; } = [];
}

/// <summary>How a leg stands for its dossier — tình trạng chặng đối với hồ sơ.</summary>
public enum LegStanding
{
    /// <summary>Another agency works on it.</summary>
    Open,

    /// <summary>It was declined or taken back, and waits for a new way.</summary>
    SetAside,

    /// <summary>The dossier waits for it no more.</summary>
    Ended,
}

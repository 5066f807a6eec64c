using OneStop.Application.Dossiers;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Reports;

/// <summary>When the transfers of a dossier were open, and at whom.</summary>
public interface ITransferTimes
{
    /// <summary>All transfers of a dossier, also those changed in the running transaction.</summary>
    Task<IReadOnlyList<ResponsibleLeg>> Of(DossierId dossier, CancellationToken ct);
}

/// <summary>The time each agency answered for, kept for dossiers whose clock closed.</summary>
public interface IResponsibilityTimes
{
    Task Keep(IReadOnlyList<KeptShare> shares, CancellationToken ct);

    /// <summary>The dossier's clock runs again: from then on its rows are not on record any more.</summary>
    Task Forget(DossierId dossier, DateTimeOffset closedAt, DateTimeOffset at, CancellationToken ct);

    /// <summary>Clocks that closed in a period, of dossiers within a reach.</summary>
    Task<IReadOnlyList<ResponsibilityCount>> Closed(FactPeriod period, DossierReach reach, CancellationToken ct);
}

/// <summary>What one agency answered for in one dossier: one row.</summary>
/// <param name="OriginAgency">The agency when the work came to it; the same where no other took its place.</param>
/// <param name="Parties">Number of rows of the dossier.</param>
public sealed record KeptShare(
    DateTimeOffset ClosedAt, DossierId DossierId, string AgencyCode, string OriginAgency, long Minutes, int Legs, int Parties, string ProcedureCode, string Field);

/// <summary>Time that agencies answered for.</summary>
public sealed record ResponsibilityCount
{
    public required string Agency { get; init; }

    public required string Origin { get; init; }

    public required string Procedure { get; init; }

    public required string Field { get; init; }

    /// <summary>The dossier, where several parties had it; null for all that this agency had alone.</summary>
    public DossierId? Dossier { get; init; }

    public required long Dossiers { get; init; }

    public required long Minutes { get; init; }
}

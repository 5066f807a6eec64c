using OneStop.Domain.Dossiers;
using OneStop.Domain.Transfers;

namespace OneStop.Infrastructure.Changes;

/// <summary>A dossier, as far as the reach asks for it.</summary>
internal sealed record DossierAgenciesRow
{
    public required DossierId Id { get; init; }

    public required string ReceivingAgency { get; init; }

    public required string CompetentAgency { get; init; }
}

/// <summary>A leg with the agencies of its dossier.</summary>
internal sealed record LegAgenciesRow
{
    public required TransferId Id { get; init; }

    public required string FromAgency { get; init; }

    public required string ToAgency { get; init; }

    public required string ReceivingAgency { get; init; }

    public required string CompetentAgency { get; init; }
}

using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Transfers;

/// <summary>Who acts on a transfer, when, and on behalf of which dossier — hoàn cảnh thực hiện.</summary>
/// <param name="Calendar">The term calendar of the transfer's clock.</param>
/// <param name="Dossier">The dossier as it stands now.</param>
public sealed record TransferCircumstances(Actor Actor, DateTimeOffset Now, WorkingCalendar Calendar, DossierState Dossier)
{
    public string ActorKey => Actor.Id.ToString();

    public DateOnly Today => VietnamTime.DateOf(Now);
}

/// <summary>What is sent to whom: the making of a transfer — nội dung chuyển liên thông.</summary>
public sealed record Dispatch
{
    public required TransferKind Kind { get; init; }

    public required string From { get; init; }

    /// <summary>The receiving agency, in force on the day.</summary>
    public required Agency To { get; init; }

    /// <summary>The term calendar of the receiving agency.</summary>
    public required WorkingCalendar Calendar { get; init; }

    public required string Task { get; init; }

    public required TimeLimit Limit { get; init; }

    /// <summary>In how much working time it is accepted or declined.</summary>
    public required TimeLimit AcceptanceTerm { get; init; }

    public string? StepKey { get; init; }

    public string? ParallelGroup { get; init; }

    public bool Lead { get; init; }

    public bool Decides { get; init; }

    public bool SilenceMeansConsent { get; init; }

    public bool PausesForFinancialObligation { get; init; }

    public IReadOnlyList<RouteStep> InnerSteps { get; init; } = [];

    public IReadOnlyList<Document> Documents { get; init; } = [];

    public string? Reason { get; init; }

    /// <summary>The leg it takes the place of.</summary>
    public TransferState? Replaces { get; init; }

    /// <summary>Law or decision the limit rests on.</summary>
    public string? LegalBasis { get; init; }
}

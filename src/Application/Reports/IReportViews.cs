using OneStop.Application.Dossiers;
using OneStop.Domain.Procedures;

namespace OneStop.Application.Reports;

/// <summary>What reports may ask of the database.</summary>
public interface IReportViews
{
    /// <summary>Receptions from an instant (included) to another (not included), by receiving agency, procedure and channel.</summary>
    Task<IReadOnlyList<ReceivedCount>> Received(DateTimeOffset from, DateTimeOffset to, DossierReach reach, CancellationToken ct);

    /// <summary>Dossiers to be handled in a period: received in it, or before and open at its start.</summary>
    /// <param name="by">What they are told apart by, beside their agency.</param>
    /// <param name="rootsOnly">Whether the dossiers of a group count as one.</param>
    Task<IReadOnlyList<HandledCount>> Handled(HandlingPeriod period, ReportGroup by, bool rootsOnly, DossierReach reach, CancellationToken ct);

    /// <summary>Transfers to be handled in a period, without those that came to nothing: sent in it, or before and open at its start.</summary>
    Task<IReadOnlyList<HandledCount>> HandledLegs(HandlingPeriod period, ReportGroup by, DossierReach reach, CancellationToken ct);
}

/// <summary>How many dossiers of a kind were received.</summary>
public sealed record ReceivedCount
{
    /// <summary>The receiving agency, as it is stored.</summary>
    public required string Agency { get; init; }

    /// <summary>The agency that received them.</summary>
    public required string Origin { get; init; }

    public required string Procedure { get; init; }

    public required Channel Channel { get; init; }

    public required long Received { get; init; }

    /// <summary>Those of them that somebody signed in filed.</summary>
    public required long Authenticated { get; init; }
}

/// <summary>How many dossiers or transfers of a kind were to be handled, and how they stand.</summary>
public sealed record HandledCount
{
    /// <summary>Whose work it is: the competent agency's, or the receiver's of a transfer.</summary>
    public required string Agency { get; init; }

    /// <summary>Whose it was, where another took its place since.</summary>
    public string? Origin { get; init; }

    /// <summary>The receiving agency, where they are told apart by its level; of a transfer its receiver is meant.</summary>
    public string? Receiving { get; init; }

    public string? ReceivingOrigin { get; init; }

    public string? Procedure { get; init; }

    public string? Field { get; init; }

    public Channel? Channel { get; init; }

    /// <summary>Whether they came in before the period.</summary>
    public bool CarriedOver { get; init; }

    public required long Items { get; init; }

    public required long Online { get; init; }

    public required long Early { get; init; }

    public required long OnTime { get; init; }

    public required long Late { get; init; }

    public required long InTime { get; init; }

    public required long Overdue { get; init; }

    /// <summary>How many of them a figure counts.</summary>
    public long Of(HandlingFigure figure) => figure switch
    {
        HandlingFigure.Received => Items,
        HandlingFigure.ReceivedOnline => CarriedOver ? 0 : Online,
        HandlingFigure.ReceivedDirect => CarriedOver ? 0 : Items - Online,
        HandlingFigure.CarriedOver => CarriedOver ? Items : 0,
        HandlingFigure.Resolved => Early + OnTime + Late,
        HandlingFigure.ResolvedEarly => Early,
        HandlingFigure.ResolvedOnTime => OnTime,
        HandlingFigure.ResolvedOverdue => Late,
        HandlingFigure.InProgress => InTime + Overdue,
        HandlingFigure.InProgressInTime => InTime,
        HandlingFigure.InProgressOverdue => Overdue,
    };
}

using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Domain.Agencies;

namespace OneStop.Application.Reports;

/// <summary>How long procedures really take — thời gian giải quyết thực tế.</summary>
/// <param name="Procedure">Code of one; all where absent.</param>
/// <param name="Agency">The agency that resolves them, with all below it; all where absent.</param>
[Allows(Permission.Public)]
public sealed record ProcessingTimes(string? Procedure, string? Agency) : IQuery<ProcessingTimesView>;

/// <summary>How long procedures really take, of the dossiers decided in the last quarter that is over.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="HiddenUnder">Numbers of fewer dossiers are hidden.</param>
public sealed record ProcessingTimesView(DateOnly From, DateOnly To, string? Agency, int HiddenUnder, IReadOnlyList<ProcessingTime> Rows);

/// <summary>How long one procedure really takes; a working day is 480 minutes.</summary>
/// <param name="Decided">Number of dossiers.</param>
/// <param name="MedianMinutes">Working minutes in which half of them were decided.</param>
/// <param name="P90Minutes">Working minutes in which nine of ten were decided.</param>
/// <param name="TermMinutes">The shortest term among them.</param>
/// <param name="OnTimeShare">By the current due date, in percent.</param>
public sealed record ProcessingTime(
    string Procedure, string Name, PublicFigure Decided, PublicFigure MedianMinutes, PublicFigure P90Minutes, PublicFigure TermMinutes, PublicFigure OnTimeShare)
{
    private const decimal MinutesOfDay = 480;

    public PublicFigure MedianDays => Days(MedianMinutes);

    public PublicFigure P90Days => Days(P90Minutes);

    public PublicFigure TermDays => Days(TermMinutes);

    private static PublicFigure Days(PublicFigure minutes) =>
        minutes with { Value = minutes.Value is { } value ? decimal.Round(value / MinutesOfDay, 2, MidpointRounding.AwayFromZero) : null };
}

internal sealed class ProcessingTimesValidator : AbstractValidator<ProcessingTimes>
{
    public ProcessingTimesValidator()
    {
        RuleFor(q => q.Procedure).MaximumLength(20);
        RuleFor(q => q.Agency).MaximumLength(60);
    }
}

internal sealed class ProcessingTimesHandler(PublishedFigures published, IFactCounts counts, IAgencies agencies, ReportCatalogue catalogue, TimeProvider clock)
    : IRequestHandler<ProcessingTimes, ProcessingTimesView>
{
    /// <summary>Whole quarters only: two of them have no dossier in common, so their difference says nothing about a few.</summary>
    public async Task<ProcessingTimesView> Handle(ProcessingTimes query, CancellationToken ct)
    {
        var tree = await agencies.Tree(ct);
        AgencyRules.Exists.DemandFound(query.Agency is null || tree.Find(query.Agency) is not null);
        await catalogue.DemandKnown(query.Procedure is { } code ? [code] : [], "procedure", ct);

        var period = PublishedPeriods.LastQuarter(clock.GetUtcNow());
        var times = await published.Of(period, drawing => Draw(period, drawing), ct);
        var rows = new List<ProcessingTime>();
        foreach (var (procedure, found) in times.Of(query.Procedure, query.Agency))
        {
            rows.Add(Row(procedure, await catalogue.NameOf(procedure, ct), found));
        }
        return new ProcessingTimesView(period.From, period.To, query.Agency, Hiding.Least, rows);
    }

    private async Task<PublishedTimes> Draw(FactPeriod period, CancellationToken ct)
    {
        var question = new FactQuestion(FactsAmong.Closed, period, [ReportGroup.Procedure], [Measure.Decided, Measure.DecidedInTime]) { ByTimes = true };
        return new PublishedTimes(await agencies.Tree(ct), period, await counts.Count(question, DossierReach.OfEverybody, ct));
    }

    private static ProcessingTime Row(string procedure, string name, TimesTaken times) => new(
        procedure, name, PublicFigure.Of(times.Shown, times.Decided), PublicFigure.Of(times.Shown, times.Median), PublicFigure.Of(times.Shown, times.P90),
        PublicFigure.Of(times.Shown, times.Term), PublicFigure.Of(times.ShareShown, ReportDesk.Percent(times.InTime, times.Decided)));
}

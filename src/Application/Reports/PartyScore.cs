using System.Diagnostics;
using OneStop.Application.Dossiers;
using OneStop.Domain.Agencies;
using OneStop.Domain.Reports;

namespace OneStop.Application.Reports;

/// <summary>What a unit as such earns points from.</summary>
internal sealed record EvaluatedUnit(AgencyLevel Level, IReadOnlyDictionary<string, Figure> Cells, ProcedureSheet Offered, CellScope Row)
{
    private const string Base = "procedures";

    /// <summary>The points of an indicator, null where it is left out, and what they follow from.</summary>
    public (int? Points, Dictionary<string, Figure> Figures) Of(string indicator)
    {
        switch (indicator)
        {
            case "wholeAtOneStop":
                var onTheSpot = Offered.Share(CountedProcedures.OnTheSpot, CountedProcedures.Offered, Base, Row);
                return (Evaluation.WholeAtOneStop(Level, Ratio(onTheSpot)), new() { ["onTheSpot"] = onTheSpot });
            case "publicity":
                // Whatever is in force stands in the public catalogue.
                var electronic = Offered.Share(CountedProcedures.Offered, CountedProcedures.Offered, Base, Row);
                return (Evaluation.Publicity(Ratio(electronic)), new() { ["electronic"] = electronic });
            case "online":
                var (services, dossiers, overdue) = (Offered.Share(CountedProcedures.Services, CountedProcedures.Offered, Base, Row), Cells["onlineShare"], Cells["overdueOnline"]);
                return (
                    Evaluation.Online(Ratio(services), Ratio(dossiers), (long)overdue.Value!),
                    new() { ["proceduresOnline"] = services, ["dossiersOnline"] = dossiers, ["overdueOnline"] = overdue });
            default:
                throw new UnreachableException($"no points of {indicator}");
        }
    }

    private static Ratio Ratio(Figure share) => new(share.Numerator!.Value, share.Denominator!.Value);
}

/// <summary>Makes the nine indicators of a party.</summary>
/// <param name="unit">Null of an official.</param>
internal sealed class PartyScore(IReadOnlyDictionary<string, Figure> cells, EvaluatedUnit? unit, bool english)
{
    private static readonly Words NothingToCount = new("Trong kỳ không có gì để tính.", "There was nothing to count in the period.");

    public EvaluatedParty Party(string key, string label)
    {
        var indicators = Evaluation.Indicators.Where(indicator => unit is not null || indicator.OfOfficials).Select(Indicator).ToList();
        var (points, counted) = (indicators.Sum(one => one.Score ?? 0), indicators.Count(one => one.Score is not null));
        return new EvaluatedParty(
            key, label, indicators, points, unit is null ? Evaluation.MaxOfOfficial : Evaluation.MaxOfUnit, counted * 2,
            unit is not null && counted > 0 ? Evaluation.ClassOfUnit(points) : null, unit is null && counted > 0 ? Evaluation.DutyOf(points) : null);
    }

    private EvaluatedIndicator Indicator(EvaluationIndicator indicator)
    {
        if (indicator.Gap is not null)
        {
            return Shown(indicator, null, null, null);
        }
        if (Earned(indicator.Key) is { } grades)
        {
            var sums = grades.Select(one => (long)one.Dossiers.Value! + (long)(one.Transfers?.Value ?? 0)).ToList();
            return Shown(indicator, grades, null, new Grades(sums[0], sums[1], sums[2]).Score);
        }
        var (points, figures) = unit!.Of(indicator.Key);
        return Shown(indicator, null, figures, points);
    }

    private EarnedPoints[]? Earned(string indicator) => indicator switch
    {
        "totalTime" => [new(2, cells["concludedEarly"], null), new(1, cells["concludedOnTime"], null), new(0, cells["concludedLate"], null)],
        "agencyTime" =>
        [
            new(2, cells["concludedEarly"], cells["legsResolvedEarly"]),
            new(1, cells["concludedOnTime"], cells["legsResolvedOnTime"]),
            new(0, cells["concludedLate"], cells["legsResolvedOverdue"]),
        ],
        "contacts" => [new(2, cells["concludedAtOnce"], null), new(1, cells["concludedAfterOne"], null), new(0, cells["concludedAfterMore"], null)],
        _ => null,
    };

    private EvaluatedIndicator Shown(EvaluationIndicator indicator, EarnedPoints[]? grades, Dictionary<string, Figure>? figures, decimal? score) => new(
        indicator.Number, indicator.Key, indicator.Name.In(english), grades, figures, score, indicator.Rule.In(english),
        score is null ? IndicatorStatus.NoData : IndicatorStatus.Counted,
        (indicator.Gap ?? (score is null ? NothingToCount : indicator.Remark))?.In(english));
}

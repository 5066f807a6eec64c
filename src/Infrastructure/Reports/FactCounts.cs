using System.Collections.Concurrent;
using Dapper;
using OneStop.Application.Dossiers;
using OneStop.Application.Reports;
using OneStop.Domain.Access;
using OneStop.Domain.Procedures;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Reports;

/// <summary>Counts the work on record: each part of what a report looks at is a range of an index.</summary>
internal sealed class FactCounts(DbSession db) : IFactCounts
{
    private static readonly ConcurrentDictionary<(string Question, string Part), string> Texts = [];

    public async Task<IReadOnlyList<FactCount>> Count(FactQuestion question, DossierReach reach, CancellationToken ct)
    {
        var parameters = new DynamicParameters(new { question.Kind, RootsOnly = question.RootsOnly ? 1 : 0 });
        FactConditions.Period(ReachConditions.Count(new Narrowing([], parameters), reach), question.Period);
        var counts = new List<FactCount>();
        foreach (var part in Parts(question.Among))
        {
            var rows = await db.Query<object>(Texts.GetOrAdd((question.Shape, part), _ => Text(question, part)), parameters, ct);
            counts.AddRange(rows.Cast<IDictionary<string, object?>>().Select(row => Read(row, question)));
        }
        return counts;
    }

    private static string[] Parts(FactsAmong among) => among switch
    {
        FactsAmong.Handled => [MeasureConditions.StartedWithin, MeasureConditions.CarriedOverClosed, MeasureConditions.CarriedOverOpen],
        FactsAmong.TakenIn => [MeasureConditions.StartedWithin],
        FactsAmong.Closed => [MeasureConditions.ClosedWithin],
    };

    /// <summary>A measure may look into other facts, which SQL Server does not allow within a sum: it is told of each fact first, then added up.</summary>
    private static string Text(FactQuestion question, string part)
    {
        var (columns, sums) = (Columns(question).ToList(), question.Measures.Select(measure => $"{measure}").Concat(question.Sums.Select(sum => $"{sum}")).ToList());
        var each = columns.Select(column => $"f.{column}")
            .Concat(question.Measures.Select(measure => $"CASE WHEN {MeasureConditions.Of(measure)} THEN 1 ELSE 0 END AS {measure}"))
            .Concat(question.Sums.Select(sum => $"{MeasureConditions.Of(sum)} AS {sum}"));
        return $"""
            SELECT {string.Join(", ", columns.Select(column => $"c.{column}").Concat(sums.Select(sum => $"SUM(c.{sum}) AS {sum}")))}
            FROM (
                SELECT {string.Join(", ", each)}
                FROM HandlingFacts f
                WHERE f.Kind = @Kind AND {part} AND {FactConditions.OnRecord} AND (@RootsOnly = 0 OR {FactConditions.StandsForItsGroup}) AND {ReachConditions.CountedFact}) c
            GROUP BY {string.Join(", ", columns.Select(column => $"c.{column}"))}
            """;
    }

    private static IEnumerable<string> Columns(FactQuestion question)
    {
        var receives = question.Side == ReportSide.Receiving;
        IEnumerable<string> columns = receives ? ["Receiving", "ReceivingOrigin"] : ["Agency", "AgencyOrigin"];
        if (question.By.Contains(ReportGroup.Level) && !receives)
        {
            columns = columns.Concat(["Receiving", "ReceivingOrigin"]);
        }
        if (question.ByTimes)
        {
            columns = columns.Concat(["TermMinutes", "UsedMinutes"]);
        }
        return columns.Concat(question.By.Order().SelectMany<ReportGroup, string>(by => by switch
        {
            ReportGroup.Field => ["Field"],
            ReportGroup.Procedure => ["ProcedureCode"],
            ReportGroup.Channel => ["Channel"],
            ReportGroup.Official => ["Official"],
            ReportGroup.Agency or ReportGroup.Level => [],
        }));
    }

    private static FactCount Read(IDictionary<string, object?> row, FactQuestion question)
    {
        string? Text(string column) => row.TryGetValue(column, out var value) ? (string?)value : null;
        long Number(string column) => Convert.ToInt64(row[column], System.Globalization.CultureInfo.InvariantCulture);

        long? NumberOrNull(string column) => row.TryGetValue(column, out var value) && value is not null ? Number(column) : null;

        var receives = question.Side == ReportSide.Receiving;
        return new FactCount
        {
            Agency = Text(receives ? "Receiving" : "Agency")!, Origin = Text(receives ? "ReceivingOrigin" : "AgencyOrigin")!,
            Receiving = Text("Receiving"), ReceivingOrigin = Text("ReceivingOrigin"), Procedure = Text("ProcedureCode"), Field = Text("Field"),
            Channel = row.ContainsKey("Channel") ? (Channel)Number("Channel") : null,
            Official = row.TryGetValue("Official", out var official) && official is byte[] bytes ? new AccountId(new Guid(bytes, bigEndian: true)) : null,
            TermMinutes = question.ByTimes ? NumberOrNull("TermMinutes") : null, UsedMinutes = question.ByTimes ? NumberOrNull("UsedMinutes") : null,
            Measures = question.Measures.ToDictionary(measure => measure, measure => Number(measure.ToString())),
            Sums = question.Sums.ToDictionary(sum => sum, sum => Number(sum.ToString())),
        };
    }
}

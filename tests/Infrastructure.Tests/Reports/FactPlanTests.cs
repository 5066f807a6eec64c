using OneStop.Application.Dossiers;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Tests.Reports;

/// <summary>What a figure looks at is a range of an index, never all that was ever recorded.</summary>
[TestFixture(Db.Sqlite)]
public sealed class FactPlanTests(Db engine) : ReportFixture(engine)
{
    [Test]
    public async Task Every_range_of_a_measure_is_a_range_of_an_index([Values] Measure measure)
    {
        var cell = new FactCell(measure, new FactPeriod(First, Last, At("04-01 00:00")), new CellScope { Structure = ReportStructure.Current, On = Last });
        var plan = await Read<DbSession, IReadOnlyList<string>>(async db => [.. (await db.Query<Step>(
            $"EXPLAIN QUERY PLAN SELECT f.ItemId FROM {FactConditions.Source(cell)}",
            new { CellKind = 0, CellFrom = 0L, CellTo = 1L, CellAsOf = 1L, CellAt = 1L }, default)).Select(step => step.Detail)]);

        var searches = plan.Where(step => step.Contains(" f", StringComparison.Ordinal) && !step.Contains("UNION", StringComparison.Ordinal)).ToList();
        Assert.That(searches, Has.Count.EqualTo(MeasureConditions.Ranges(measure).Count), string.Join('\n', plan));
        foreach (var (range, search) in MeasureConditions.Ranges(measure).Zip(searches))
        {
            Assert.That(search, Does.Contain(range.StartsWith("f.StartedAt", StringComparison.Ordinal) ? "StartedAt>? AND StartedAt<?" : "IX_HandlingFacts_ClosedAt"), search);
        }
    }

    private sealed record Step
    {
        public required string Detail { get; init; }
    }
}

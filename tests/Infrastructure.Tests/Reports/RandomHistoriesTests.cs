using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Ports;
using OneStop.Application.Reports;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Dossiers;

namespace OneStop.Infrastructure.Tests.Reports;

/// <summary>
/// Thousands of lives with corrections: reports equal what the states themselves say, drawn by a plain loop over them; every figure has
/// exactly its rows; what was drawn as of an instant stays what it was, whatever happened since.
/// </summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class RandomHistoriesTests(Db engine) : ReportFixture(engine)
{
    private const int AtOnce = 500;

    private static readonly DateOnly From = new(2026, 2, 1);

    private static readonly DateOnly To = new(2026, 2, 28);

    private static readonly Dictionary<string, AgencyLevel> Levels = new()
    {
        ["X.C"] = AgencyLevel.Commune, ["X.C.1"] = AgencyLevel.Commune, ["X.P"] = AgencyLevel.Province, ["X.T"] = AgencyLevel.Province,
    };

    private readonly Dictionary<DateTimeOffset, Dictionary<string, string>> drawn = [];

    private IReadOnlyList<Change> changes = [];

    private int Dossiers => Engine == Db.Sqlite ? 5_000 : 600;

    private static IEnumerable<DateTimeOffset> Marks => [At("02-10 12:00"), At("03-01 00:00"), At("03-20 09:30")];

    [OneTimeSetUp]
    public async Task Write_the_histories()
    {
        foreach (var (code, parent) in new[] { ("X", (string?)null), ("X.P", "X"), ("X.T", "X"), ("X.C", "X"), ("X.C.1", "X.C") })
        {
            await Agency(code, Levels.GetValueOrDefault(code, AgencyLevel.Province), parent);
        }
        changes = new RandomHistories(20260301, Office).Make(Dossiers);
        var done = 0;
        foreach (var mark in Marks.Append(At("06-01 00:00")))
        {
            var due = changes.Skip(done).TakeWhile(change => change.At <= mark).ToList();
            foreach (var chunk in due.Chunk(AtOnce))
            {
                await Write(chunk);
            }
            done += due.Count;
            Clock.Now = mark;
            drawn[mark] = await Draw(mark);
        }
        Assert.That(done, Is.EqualTo(changes.Count));
    }

    [Test]
    public async Task What_was_drawn_as_of_an_instant_stays_what_it_was()
    {
        foreach (var mark in Marks)
        {
            Assert.That(await Draw(mark), Is.EqualTo(drawn[mark]), $"{mark}");
        }
    }

    [Test]
    public async Task Every_cell_is_what_the_states_say_and_adds_up([Values] ReportGroup by, [Values] HandlingUnit unit)
    {
        foreach (var asOf in drawn.Keys)
        {
            var report = await Ask(by, unit, asOf);
            var expected = Expected(by, unit, asOf);
            Assert.That(expected, Is.Not.Empty);
            Assert.That(report.Rows.Select(row => row.Key), Is.EquivalentTo(expected.Keys), $"rows as of {asOf}");
            foreach (var row in report.Rows)
            {
                Assert.That(Values(row.Cells), Is.EqualTo(expected[row.Key]), $"{row.Key} as of {asOf}");
                AddsUp(row.Cells);
            }
            AddsUp(report.Totals);
            foreach (var name in report.Totals.Keys)
            {
                Assert.That(report.Rows.Sum(row => Count(row.Cells[name])), Is.EqualTo(Count(report.Totals[name])), name);
            }
        }
    }

    [Test]
    public async Task Every_figure_has_exactly_its_rows([Values] ReportGroup by)
    {
        var report = await Ask(by, HandlingUnit.Root, Clock.Now);
        foreach (var figure in report.Rows.SelectMany(row => row.Cells.Values).Concat(report.Totals.Values))
        {
            Assert.That(await Rows(figure), Is.EqualTo(Count(figure)), figure.DrillDown);
        }
        var then = await Ask(by, HandlingUnit.Leg, Marks.First());
        foreach (var figure in then.Totals.Where(cell => !cell.Key.StartsWith("legs", StringComparison.Ordinal)).Select(cell => cell.Value))
        {
            Assert.That(await Rows(figure), Is.EqualTo(Count(figure)), figure.DrillDown);
        }
    }

    private async Task Write(IReadOnlyList<Change> chunk)
    {
        await using var scope = Services.CreateAsyncScope();
        var (dossiers, facts) = (scope.ServiceProvider.GetRequiredService<IDossierRepository>(), scope.ServiceProvider.GetRequiredService<HandlingFacts>());
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(
            async () =>
            {
                foreach (var change in chunk)
                {
                    if (change.Before is null)
                    {
                        await dossiers.Add(new Dossier(change.After), default);
                        continue;
                    }
                    await dossiers.Save(new Dossier(change.After), default);
                    await facts.Keep(HandlingFact.Of(change.Before), HandlingFact.Of(change.After), change.At, default);
                }
                return true;
            },
            default);
    }

    private Task<Report> Ask(ReportGroup by, HandlingUnit unit, DateTimeOffset asOf) =>
        Ask(new HandlingReport(new ReportFrame(null, From, To, asOf, ReportStructure.Current), by, unit));

    private async Task<Dictionary<string, string>> Draw(DateTimeOffset asOf)
    {
        var reports = new Dictionary<string, string>();
        foreach (var by in Enum.GetValues<ReportGroup>())
        {
            reports[by.ToString()] = JsonSerializer.Serialize(await Ask(by, HandlingUnit.Root, asOf));
        }
        return reports;
    }

    private Task<long> Rows(Figure figure) => Read<IDossierLists, long>(async lists =>
    {
        var cell = ReportCell.Parse(figure.DrillDown[(figure.DrillDown.IndexOf("cell=", StringComparison.Ordinal) + 5)..]);
        var tree = await Read<Application.Agencies.IAgencies, AgencyTree>(async agencies => await agencies.Tree(default));
        var reach = DossierReach.Of(Asking.Actor!, tree, VietnamTime.DateOf(Clock.Now));
        var page = await lists.List(
            new ListDossiers(new DossierFilter { Cell = cell }, new PageRequest { Limit = 1, Count = CountMode.Exact }), reach, Clock.Now, tree, default);
        return page.Count!.Value;
    });

    private static long Count(Figure figure) => figure.Numerator ?? (long)figure.Value!;

    private static long[] Values(IReadOnlyDictionary<string, Figure> cells) =>
        [.. cells.Where(cell => !cell.Key.StartsWith("legs", StringComparison.Ordinal)).Select(cell => Count(cell.Value))];

    private static void AddsUp(IReadOnlyDictionary<string, Figure> cells)
    {
        long Of(string name) => Count(cells[name]);

        Assert.That(Of("received"), Is.EqualTo(Of("receivedOnline") + Of("receivedDirect") + Of("carriedOver")));
        Assert.That(Of("resolved"), Is.EqualTo(Of("resolvedEarly") + Of("resolvedOnTime") + Of("resolvedOverdue")));
        Assert.That(Of("inProgress"), Is.EqualTo(Of("inProgressInTime") + Of("inProgressOverdue")));
        Assert.That(Of("received"), Is.EqualTo(Of("resolved") + Of("inProgress")));
        Assert.That(Of("punctuality"), Is.EqualTo(Of("resolvedEarly") + Of("resolvedOnTime")));
    }

    /// <summary>The cells of every row by a plain loop over the states as they stood, in the order of the report's columns.</summary>
    private Dictionary<string, long[]> Expected(ReportGroup by, HandlingUnit unit, DateTimeOffset asOf)
    {
        var (start, end) = (VietnamTime.At(From, TimeOnly.MinValue), VietnamTime.At(To.AddDays(1), TimeOnly.MinValue));
        var at = asOf < end ? asOf : end.AddMilliseconds(-1);
        var states = changes.Where(change => change.At <= asOf).GroupBy(change => change.After.Id).Select(life => life.Last().After).ToList();
        var known = states.Select(state => state.Id).ToHashSet();
        return states
            .Where(s => unit == HandlingUnit.Leg || s.RootId is not { } root || !known.Contains(root))
            .Where(s => s.ReceivedAt < end && (s.ReceivedAt >= start || s.ClosedAt is null || s.ClosedAt >= start))
            .GroupBy(s => Key(by, s))
            .ToDictionary(group => group.Key, group => Cells([.. group], start, end, at));
    }

    private static string Key(ReportGroup by, DossierState s) => by switch
    {
        ReportGroup.Field => s.Field,
        ReportGroup.Procedure => s.ProcedureCode,
        ReportGroup.Agency => s.CompetentAgency,
        ReportGroup.Level => Levels[s.ReceivingAgency].ToString().ToLowerInvariant(),
        ReportGroup.Channel => s.Channel.ToString().ToLowerInvariant(),
        ReportGroup.Official => s.Details.Handler?.ToString() ?? "nobody",
    };

    private static long[] Cells(IReadOnlyList<DossierState> work, DateTimeOffset start, DateTimeOffset end, DateTimeOffset at)
    {
        var resolved = work.Where(s => s.ClosedAt < end).ToList();
        var open = work.Where(s => s.ClosedAt is null || s.ClosedAt >= end).ToList();
        bool Paused(DossierState s) => s.Status is DossierStatus.AwaitingSupplement or DossierStatus.AwaitingPayment;
        bool Overdue(DossierState s) => !Paused(s) && s.OverdueFrom <= at;
        bool Withdrawn(DossierState s) => s.Status == DossierStatus.Withdrawn;
        bool LateByFirst(DossierState s) => !Withdrawn(s) && VietnamTime.DateOf(s.ClosedAt!.Value) > VietnamTime.DateOf(s.FirstDueAt!.Value);
        var late = resolved.Count(s => !Withdrawn(s) && s.Closing == Timeliness.Late);
        var early = resolved.Count(s => !Withdrawn(s) && s.Closing == Timeliness.Early);
        return
        [
            work.Count, work.Count(s => s.ReceivedAt >= start && s.Channel == Channel.Online), work.Count(s => s.ReceivedAt >= start && s.Channel != Channel.Online),
            work.Count(s => s.ReceivedAt < start), resolved.Count, early, resolved.Count - early - late, late, open.Count, open.Count(s => !Overdue(s)), open.Count(Overdue),
            open.Count(Paused), resolved.Count(Withdrawn), resolved.Count(s => s.Status == DossierStatus.Stopped), resolved.Count(s => s.Outcome == Outcome.Refused),
            resolved.Count - late, resolved.Count(s => !LateByFirst(s)),
        ];
    }
}

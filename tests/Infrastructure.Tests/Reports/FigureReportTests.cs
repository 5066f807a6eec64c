using OneStop.Application.Dossiers;
using OneStop.Application.Reports;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;

namespace OneStop.Infrastructure.Tests.Reports;

/// <summary>
/// A province N with three communes and a department. Three procedures are resolved by the communes, a fourth by the department; of March:
/// <code>
/// commune  procedure  received            decided
/// N.1      000001     2, one online       one in 150 minutes, one in 1,800
/// N.1      000002     1                   —
/// N.2      000001     2, both online      one in 150 minutes
/// N.T      000004     1                   one in 2,790: late
/// </code>
/// Nothing comes for 000003, and nothing to N.3. The terms are 2,610 minutes of those that came at nine o'clock, 2,700 of the others.
/// </summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class FigureReportTests(Db engine) : ReportFixture(engine)
{
    private static readonly ReportFrame March = new(null, First, Last, null, ReportStructure.Current);

    [OneTimeSetUp]
    public async Task Write_the_dossiers()
    {
        Clock.Now = At("04-10 09:00");
        await Agency("N", AgencyLevel.Province, null);
        await Agency("N.T", AgencyLevel.Province, "N");
        foreach (var commune in new[] { "N.1", "N.2", "N.3" })
        {
            await Agency(commune, AgencyLevel.Commune, "N");
        }
        foreach (var (number, level, service) in new (string, AgencyLevel, ServiceLevel?)[]
        {
            ("000001", AgencyLevel.Commune, ServiceLevel.Full), ("000002", AgencyLevel.Commune, ServiceLevel.Partial), ("000003", AgencyLevel.Commune, null),
            ("000004", AgencyLevel.Province, ServiceLevel.Full),
        })
        {
            await Offered(number, level, service);
        }
        await Decided(await Received("N.1", "03-02 09:00", Channel.Online, field: "000001"), "03-02 11:30");
        await Decided(await Received("N.1", "03-02 07:30", field: "000001"), "03-05 17:00");
        await Received("N.1", "03-10 09:00", field: "000002");
        await Decided(await Received("N.2", "03-02 09:00", Channel.Online, field: "000001"), "03-02 11:30");
        await Received("N.2", "03-11 09:00", Channel.Online, field: "000001");
        await Decided(await Received("N.T", "03-02 07:30", field: "000004"), "03-10 09:00");
    }

    [Test]
    public async Task Procedures_without_dossiers_are_rows_and_the_counts_of_procedures_lead_to_them()
    {
        var report = await Usage(AgencyLevel.Commune, null);

        Assert.That(report.Rows.Select(row => (row.Key, row.Cells["received"].Value)), Is.EqualTo(new[] { ("1.000001", (decimal?)4), ("1.000002", 1), ("1.000003", 0) }));
        Assert.That(new[] { "procedures", "withDossiers", "withoutDossiers", "received" }.Select(name => report.Totals[name].Value), Is.EqualTo(new decimal?[] { 3, 2, 1, 5 }));
        Assert.That(report.Rows[0].Cells["share"], Is.EqualTo(new Figure(80, 4, 5, "received", report.Rows[0].Cells["received"].DrillDown)));
        foreach (var (used, name) in new (bool?, string)[] { (null, "procedures"), (true, "withDossiers"), (false, "withoutDossiers") })
        {
            Assert.That((await Usage(AgencyLevel.Commune, used)).Rows, Has.Count.EqualTo((int)report.Totals[name].Value!), name);
            Assert.That(report.Totals[name].DrillDown, Does.StartWith("/api/v1/reports/procedures-usage?").And.Contain("level=commune").And.Contain("groupBy=procedure"));
        }
        Assert.That(report.Totals["withoutDossiers"].DrillDown, Does.EndWith("used=false"));
    }

    [Test]
    public async Task Receptions_are_averaged_over_the_units_of_the_level_and_the_months()
    {
        var report = await Ask(new ProceduresUsage(March with { From = new DateOnly(2026, 2, 15) }, UsageGroup.Agency, AgencyLevel.Commune, null));
        Assert.That((report.Scope.Months, report.Scope.Units, report.Scope.Level), Is.EqualTo((2, 3, "commune")));
        Assert.That(report.Totals["monthlyPerUnit"], Is.EqualTo(new Figure(0.83m, 5, 6, "unitMonths", report.Totals["received"].DrillDown)));
        Assert.That(report.Rows.Select(row => row.Key), Is.EqualTo(new[] { "N.1", "N.2" }));
        var year = await Ask(new ProceduresUsage(March with { To = new DateOnly(2026, 12, 31), Structure = ReportStructure.Historical }, UsageGroup.Agency, AgencyLevel.Commune, null));
        Assert.That((year.Scope.Months, year.Scope.Units), Is.EqualTo((2, 3)), "March and April: the others have not begun");
    }

    [Test]
    public async Task The_base_of_procedures_filed_online_is_worked_out_again_behind_a_link()
    {
        var report = await Ask(new OnlineShare(March, ReportGroup.Agency, OnlineShareBase.ProceduresFiledOnline));
        var received = report.Totals["received"];
        Assert.That((received.Value, await Behind(received)), Is.EqualTo(((decimal?)4, 4)), "none of the two procedures that nothing came for online");
        var cell = ReportCell.Parse(received.DrillDown[(received.DrillDown.IndexOf("cell=", StringComparison.Ordinal) + 5)..]);
        Assert.That((cell.Facts!.Scope.FiledOnline, cell.Facts.Scope.Procedures), Is.EqualTo((true, (IReadOnlyList<string>?)null)));
    }

    [Test]
    public async Task Time_saved_is_counted_from_the_minutes_of_the_terms()
    {
        var report = await Ask(new TimeSaved(March, ReportGroup.Procedure, null));
        var (first, late) = (report.Rows[0].Cells, report.Rows[1].Cells);

        Assert.That(
            new[] { "decided", "shortened", "atHalfTime", "termMinutes", "usedMinutes" }.Select(name => first[name].Value), Is.EqualTo(new decimal?[] { 3, 3, 2, 7920, 2100 }));
        Assert.That(first["averageSaving"], Is.EqualTo(new Figure(73.48m, 5820, 7920, "termMinutes", first["decided"].DrillDown)));
        Assert.That(first["halfTimeShare"], Is.EqualTo(new Figure(66.67m, 2, 3, "decided", first["atHalfTime"].DrillDown)));
        Assert.That((late["shortened"].Value, late["averageSaving"].Value), Is.EqualTo(((decimal?)0, (decimal?)-3.33m)));
        Assert.That((await Ask(new TimeSaved(March, ReportGroup.Agency, ["1.000004"]))).Totals["decided"].Value, Is.EqualTo(1));
    }

    [Test]
    public async Task Every_count_leads_to_exactly_its_dossiers([Values] ReportGroup by, [Values] ReportStructure structure)
    {
        var frame = March with { Structure = structure };
        var reports = new List<Report>
        {
            await Ask(new OnlineShare(frame, by, OnlineShareBase.ProceduresFiledOnline)), await Ask(new TimeSaved(frame, by, null)), await Ask(new PaperReuse(frame, by)), await Ask(new TimeSaved(frame, by, ["1.000001", "1.000004"])),
        };
        if (Enum.TryParse<UsageGroup>(by.ToString(), out var usage))
        {
            reports.Add(await Ask(new ProceduresUsage(frame, usage, AgencyLevel.Commune, null)));
        }
        foreach (var cells in reports.SelectMany(report => report.Rows.Select(row => row.Cells).Append(report.Totals)))
        {
            foreach (var (name, figure) in cells.Where(cell => cell.Value.DrillDown.StartsWith("/api/v1/dossiers?", StringComparison.Ordinal)))
            {
                var wanted = name is "termMinutes" or "usedMinutes" or "averageSaving" ? cells["decided"].Value : figure.Numerator ?? figure.Value;
                Assert.That(await Behind(figure), Is.EqualTo((int)wanted!), name);
            }
        }
    }

    [TestCase(RankedFigure.OnlineShare, "1 N.2 2/2, 2 N.1 1/3, - N.3 0/0")]
    [TestCase(RankedFigure.TimeSaved, "1 N.2 2460/2610, 2 N.1 3360/5310, - N.3 0/0")]
    [TestCase(RankedFigure.Punctuality, "1 N.1 2/2, 1 N.2 1/1, - N.3 0/0")]
    [TestCase(RankedFigure.FirstPromisePunctuality, "1 N.1 2/2, 1 N.2 1/1, - N.3 0/0")]
    [TestCase(RankedFigure.Reuse, "- N.1 0/0, - N.2 0/0, - N.3 0/0")]
    public async Task Units_are_ranked(RankedFigure by, string places)
    {
        var report = await Ask(new Ranking(March, by, AgencyLevel.Commune, 1));
        var cells = report.Rows.Select(row => (row, Cell: row.Cells.First().Value)).ToList();
        Assert.That(string.Join(", ", cells.Select(one => $"{(one.row.Rank is { } rank ? $"{rank}" : "-")} {one.row.Key} {one.Cell.Numerator}/{one.Cell.Denominator}")), Is.EqualTo(places));
        Assert.That(report.Totals.First().Value.Denominator, Is.EqualTo(cells.Sum(one => one.Cell.Denominator)));
        foreach (var (_, cell) in cells.Where(_ => by != RankedFigure.TimeSaved))
        {
            Assert.That(await Behind(cell), Is.EqualTo(cell.Numerator));
        }
    }

    [Test]
    public async Task Equal_units_share_a_rank_the_next_one_is_free_and_small_ones_have_none()
    {
        var report = await Ask(new Ranking(March, RankedFigure.Punctuality, null, 1));
        Assert.That(report.Rows.Select(row => (row.Key, row.Rank)), Is.EqualTo(new[] { ("N.1", (int?)1), ("N.2", 1), ("N.T", 3), ("N", null), ("N.3", null) }));
        report = await Ask(new Ranking(March, RankedFigure.TimeSaved, AgencyLevel.Commune, 2));
        Assert.That(report.Rows.Select(row => (row.Key, row.Rank)), Is.EqualTo(new[] { ("N.1", (int?)1), ("N.2", null), ("N.3", null) }), "of two dossiers, not of two minutes");
        report = await Ask(new Ranking(March, RankedFigure.Punctuality, null, 2));
        Assert.That(report.Rows.Select(row => (row.Key, row.Rank)), Is.EqualTo(new[] { ("N.1", (int?)1), ("N", null), ("N.2", null), ("N.3", null), ("N.T", null) }));
    }

    [Test]
    public async Task Procedures_in_force_are_counted_by_their_online_service([Values] CatalogueGroup by)
    {
        var report = await Ask(new CatalogueReport(null, First, by));
        Assert.That(
            new[] { "procedures", "fullOnline", "partialOnline", "information", "notOnline", "level3", "level4" }.Select(name => report.Totals[name].Value),
            Is.EqualTo(new decimal?[] { 4, 2, 1, 0, 1, 4, 0 }));
        foreach (var cells in report.Rows.Select(row => row.Cells).Append(report.Totals))
        {
            Assert.That(cells["procedures"].Value, Is.EqualTo(cells["fullOnline"].Value + cells["partialOnline"].Value + cells["information"].Value + cells["notOnline"].Value));
        }
        if (by == CatalogueGroup.Procedure)
        {
            foreach (var row in report.Rows)
            {
                Assert.That(row.Cells["procedures"].DrillDown, Does.Contain($"&procedure={row.Key}&"));
                Assert.That((await Ask(new CatalogueReport(null, First, by) { Procedure = row.Key })).Rows.Select(one => one.Key), Is.EqualTo(new[] { row.Key }));
            }
        }
        var commune = await Ask(new CatalogueReport("N.1", First, CatalogueGroup.Procedure) { Level = AgencyLevel.Commune, Counted = [CatalogueColumn.FullOnline, CatalogueColumn.Level3] });
        Assert.That(commune.Rows.Select(row => row.Key), Is.EqualTo(new[] { "1.000001" }));
        Assert.That((await Ask(new CatalogueReport(null, First.AddYears(-10), by))).Rows, Is.Empty);
    }

    private Task<Report> Usage(AgencyLevel level, bool? used) => Ask(new ProceduresUsage(March, UsageGroup.Procedure, level, used));

    private Task<bool> Offered(string number, AgencyLevel level, ServiceLevel? service) => Write<IProcedureRepository, bool>(async procedures =>
    {
        await procedures.Add(
            Procedure.Import(
                new ProcedureState
                {
                    Code = $"1.{number}", Offerings = level == AgencyLevel.Commune ? new HashSet<string> { "N.1", "N.2", "N.3" } : new HashSet<string> { "N.T" },
                    Versions =
                    [
                        new ProcedureVersion
                        {
                            Number = 1, Status = VersionStatus.Published, Name = number, Field = number, Level = level, Service = service, OnlineLevel2018 = 3,
                            EffectiveFrom = new DateOnly(2025, 1, 1), Cases = [new ProcedureCase("plain", "plain", new TimeLimit(5, TimeUnit.WorkingDay))],
                        },
                    ],
                },
                Clock.Now),
            default);
        return true;
    });
}

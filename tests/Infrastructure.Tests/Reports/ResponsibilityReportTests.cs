using OneStop.Application.Dossiers;
using OneStop.Application.Reports;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;

namespace OneStop.Infrastructure.Tests.Reports;

/// <summary>
/// Two wards N.1 and N.2 that were merged into N.9 on 1 April, and the tax office N.T. The minutes of the clocks that closed in March:
/// <code>
/// a  competent N.1           03-02 09:00–14:00  150+30, then 03-03 08:30–09:30  60     N.1  240
///    leg to N.T              03-02 14:00–17:00  180,    then 03-03 07:30–08:30  60     N.T  240
/// b  competent N.2           03-04 08:00–10:00  120                                    N.2  120
/// c  competent N.9, was N.1  03-05 08:00–09:00, 10:00–11:00                            N.1  120
///    leg to N.9, was N.2     03-05 09:00–10:00                                         N.2   60
/// d  competent N.9           on the spot                                               N.9    0
/// e  competent N.T           03-09 08:00–10:00, reopened 14:00–15:00                   N.T  180
///                                                                                           960
/// </code>
/// </summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class ResponsibilityReportTests(Db engine) : ReportFixture(engine)
{
    [OneTimeSetUp]
    public async Task Write_the_dossiers()
    {
        Clock.Now = At("04-10 09:00");
        await Agency("N", AgencyLevel.Province, null);
        await Agency("N.T", AgencyLevel.Province, "N");
        await Agency("N.9", AgencyLevel.Commune, "N");
        await Agency("N.1", AgencyLevel.Commune, "N", "N.9");
        await Agency("N.2", AgencyLevel.Commune, "N", "N.9");

        var a = await Received("N.1", "03-02 09:00");
        await Leg(a, TransferKind.Horizontal, "N.T", "03-02 14:00", "03-03 08:30");
        await Closed(WithLegs(a), "03-03 09:30");
        await Closed(await Received("N.2", "03-04 08:00", field: "dat-dai"), "03-04 10:00");
        var c = await Received("N.9", "03-05 08:00", origin: "N.1");
        await Leg(c, TransferKind.Internal, "N.9", "03-05 09:00", "03-05 10:00", originTo: "N.2");
        await Closed(WithLegs(c), "03-05 11:00");
        await Closed(await Received("N.9", "03-06 09:00"), "03-06 09:00");
        var e = await Closed(await Received("N.T", "03-09 08:00", field: "thue"), "03-09 10:00");
        await Closed(await Reopened(e, "03-09 14:00"), "03-09 15:00");

        // Not in the report: taken up again and still open; withdrawn in April.
        await Reopened(await Closed(await Received("N.1", "03-10 08:00"), "03-10 10:00"), "03-11 08:00");
        await Closed(await Received("N.2", "03-31 08:00"), "04-01 10:00", DossierStatus.Withdrawn);
    }

    [TestCase(ResponsibilityGroup.Agency, ReportStructure.Current, "N.9: 540 of 4, N.T: 420 of 2", TestName = "The merged ward holds the work of both, and a dossier of both once")]
    [TestCase(ResponsibilityGroup.Agency, ReportStructure.Historical, "N.1: 360 of 2, N.2: 180 of 2, N.9: 0 of 1, N.T: 420 of 2", TestName = "As they were, the wards add up to the same minutes")]
    [TestCase(ResponsibilityGroup.Level, ReportStructure.Current, "commune: 540 of 4, province: 420 of 2", TestName = "By the level of who answered")]
    [TestCase(ResponsibilityGroup.Field, ReportStructure.Current, "dat-dai: 120 of 1, ho-tich: 660 of 3, thue: 180 of 1", TestName = "A dossier of two parties is one of its field")]
    [TestCase(ResponsibilityGroup.Procedure, ReportStructure.Historical, "1.dat-dai: 120 of 1, 1.ho-tich: 660 of 3, 1.thue: 180 of 1", TestName = "And of its procedure")]
    public async Task Minutes_are_added_up(ResponsibilityGroup by, ReportStructure structure, string rows)
    {
        var report = await Time(by, structure);

        Assert.That(string.Join(", ", report.Rows.Select(row => $"{row.Key}: {row.Cells["minutes"].Value} of {row.Cells["dossiers"].Value}")), Is.EqualTo(rows));
        Assert.That((report.Totals["minutes"].Value, report.Totals["dossiers"].Value), Is.EqualTo((960m, 5m)));
        Assert.That(report.Totals["averageMinutes"], Is.EqualTo(new Figure(192, 960, 5, "dossiers", report.Totals["minutes"].DrillDown)));
    }

    [Test]
    public async Task Every_figure_has_exactly_its_rows(
        [Values] ResponsibilityGroup by, [Values] ReportStructure structure, [Values(null, "N.9", "N.1", "leader", "head")] string? view)
    {
        Asking.Actor = view switch
        {
            "leader" => new Actor(AccountId.New(Clock.Now), "leader", [new Post(Role.Leader, "N", null)]),
            "head" => new Actor(AccountId.New(Clock.Now), "head", [new Post(Role.Head, "N.T", null)]),
            _ => Actor.System,
        };
        var report = await Time(by, structure, view is "leader" or "head" ? null : view);

        foreach (var (name, figure) in report.Rows.SelectMany(row => row.Cells).Concat(report.Totals))
        {
            Assert.That(await Behind(figure), Is.EqualTo((int)report.Rows.Select(row => row.Cells).Append(report.Totals).Single(cells => cells[name] == figure)["dossiers"].Value!.Value), name);
        }
        Assert.That(report.Rows.Sum(row => row.Cells["minutes"].Value), Is.EqualTo(report.Totals["minutes"].Value));
        Asking.Actor = Actor.System;
    }

    [Test]
    public async Task An_agency_sees_the_time_of_the_dossiers_it_may_see()
    {
        Asking.Actor = new Actor(AccountId.New(Clock.Now), "head", [new Post(Role.Head, "N.T", null)]);
        var report = await Time(ResponsibilityGroup.Agency, ReportStructure.Current);
        Asking.Actor = Actor.System;

        Assert.That(report.Rows.Select(row => (row.Key, row.Cells["minutes"].Value)), Is.EqualTo(new[] { ("N.T", (decimal?)180) }), "the dossier of the leg is another's");
        Assert.That(report.Scope.Agency, Is.EqualTo("N.T"));
    }

    [Test]
    public async Task The_old_wards_add_up_to_the_new_one_in_the_handling_report_too([Values] HandlingUnit unit)
    {
        var now = (await Handling(unit: unit)).Rows.Single(row => row.Key == "N.9").Cells;
        var then = (await Handling(unit: unit, structure: ReportStructure.Historical)).Rows.Where(row => row.Key is "N.1" or "N.2" or "N.9").Select(row => row.Cells).ToList();

        Assert.That(then, Has.Count.EqualTo(3));
        foreach (var (name, figure) in now)
        {
            Assert.That(then.Sum(cells => cells[name].Numerator ?? cells[name].Value), Is.EqualTo(figure.Numerator ?? figure.Value), name);
        }
    }

    private Task<Report> Time(ResponsibilityGroup by, ReportStructure structure, string? agency = null) =>
        Ask(new ResponsibilityReport(new ReportFrame(agency, First, Last, null, structure), by));
}

using OneStop.Application.Dossiers;
using OneStop.Application.Reports;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Transfers;

namespace OneStop.Infrastructure.Tests.Reports;

/// <summary>
/// The linked shapes of work, each written once, and what each counts as in March 2026, seen on 10 April:
/// <code>
///                                             root           leg: dossiers + transfers
/// 1 internal hand-over (ward to itself)       1 at X.C       1 at X.C + 1 at X.C
/// 2 vertical over three levels, two legs      1 at X.C       1 at X.C + 1 at X.P + 1 at M
/// 3 parallel legs with join                   1 at X.C       1 at X.C + 1 at X.T + 1 at X.L
/// 4 consultation that lapsed                  1 at X.P       1 at X.P + 1 at X.T (overdue)
/// 5 leg re-routed from X.T to X.L             1 at X.C       1 at X.C + 1 at X.L; the one at X.T came to nothing
/// 6 group of three under one root             1 at X.C       1 at X.C, 1 at X.P, 1 at X.T
/// 7 recalled leg, dossier withdrawn           1 at X.C       1 at X.C
/// 8 group of two whose root was not received  1 at X.C       2 at X.C
///                                             8              11 + 7
/// </code>
/// </summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class LinkedShapesTests(Db engine) : ReportFixture(engine)
{
    [OneTimeSetUp]
    public async Task Write_the_shapes()
    {
        Clock.Now = At("04-10 09:00");
        foreach (var (code, level, parent) in new[]
        {
            ("M", AgencyLevel.Ministry, (string?)null), ("X", AgencyLevel.Province, null), ("X.P", AgencyLevel.Province, "X"), ("X.T", AgencyLevel.Province, "X"),
            ("X.L", AgencyLevel.Province, "X"), ("X.C", AgencyLevel.Commune, "X"), ("X.C.1", AgencyLevel.Commune, "X.C"),
        })
        {
            await Agency(code, level, parent);
        }

        // 1: due 03-09, resolved before: early. The leg, due 03-05, on time.
        var one = await Received("X.C", "03-02 09:00");
        await Leg(one, TransferKind.Internal, "X.C", "03-03 09:00", "03-05 10:00");
        await Closed(WithLegs(one), "03-06 10:00");

        // 2: received in February, online, due 03-06, resolved that day. Legs: X.P early (due 03-05), M late (due 03-02).
        var two = await Received("X.C", "02-27 09:00", Channel.Online, "X.C.1");
        await Leg(two, TransferKind.Vertical, "M", "02-26 09:00", "03-04 10:00");
        await Leg(two, TransferKind.Vertical, "X.P", "03-03 09:00", "03-04 11:00");
        await Closed(WithLegs(two), "03-06 16:00");

        // 3: due 03-10, resolved after. Legs due 03-06: early and on time.
        var three = await Received("X.C", "03-03 09:00", Channel.Postal);
        await Leg(three, TransferKind.Horizontal, "X.T", "03-04 09:00", "03-05 09:00");
        await Leg(three, TransferKind.Horizontal, "X.L", "03-04 09:00", "03-06 15:00");
        await Closed(WithLegs(three), "03-12 09:00");

        // 4: due 03-27, open and overdue at the end; the consultation closed by silence.
        var four = await Received("X.P", "03-20 09:00", Channel.Online, "X", "dat-dai");
        await Leg(four, TransferKind.Consultation, "X.T", "03-23 09:00", "03-25 17:01", TransferStatus.Lapsed);

        // 5: due 04-07, open and in time at the end, resolved since; so its second leg, sent on 03-31, due 04-02.
        var five = await Received("X.C", "03-31 09:00", Channel.Online, "X.C.1");
        await Leg(five, TransferKind.NonTerritorial, "X.T", "03-31 10:00", "03-31 11:00", TransferStatus.Rerouted);
        await Leg(five, TransferKind.NonTerritorial, "X.L", "03-31 11:00", "04-01 09:00");
        await Closed(WithLegs(five), "04-07 09:00");

        // 6: the root awaits a supplement that came too late to stop its clock; one child is resolved, one stopped, both late.
        var six = await Received("X.C", "03-05 09:00", field: "khai-sinh", leads: true);
        await Received("X.P", "03-05 09:00", field: "cu-tru", root: six.Id);
        var child = await Received("X.T", "03-05 09:00", field: "bao-hiem", root: six.Id);
        await Changed(six, six with { Status = DossierStatus.AwaitingSupplement }, "03-20 09:00");
        await Closed(child, "03-20 09:00", DossierStatus.Stopped);

        // 7: withdrawn when it was late already, which form 06 counts as on time; its leg was recalled.
        var seven = await Received("X.C", "02-02 09:00");
        await Leg(seven, TransferKind.Vertical, "X.P", "02-03 09:00", "03-09 09:00", TransferStatus.Recalled);
        await Closed(WithLegs(seven), "03-09 09:00", DossierStatus.Withdrawn);

        // 8: the root was refused; due 04-06, open and in time at the end.
        var refused = DossierId.New(At("03-30 08:00"));
        await Received("X.C", "03-30 09:00", root: refused);
        await Received("X.C", "03-30 09:00", root: refused);

        // Outside the period: resolved before it, received after it, registered only.
        await Closed(await Received("X.C", "02-02 09:00"), "02-05 09:00");
        await Received("X.C", "04-01 09:00");
    }

    [Test]
    public async Task A_request_counts_once_however_many_work_on_it()
    {
        var report = await Handling();

        Assert.That(Lines(report), Is.EqualTo(new[]
        {
            "X.C: 7 = 1+4+2, 4 = 1+2+1, 3 = 3+0", // 1 early, 2 and 7 on time, 3 late; 5, 6 and one of 8 open; 2 and 7 carried over; 5 online
            "X.P: 1 = 1+0+0, 0 = 0+0+0, 1 = 0+1", // 4
        }));
        Assert.That(Line("all", report.Totals), Is.EqualTo("all: 8 = 2+4+2, 4 = 1+2+1, 4 = 3+1"));
        Assert.That(report.Totals, Has.Count.EqualTo(17), "no legs");
        Assert.That((report.Scope.CountBy, report.Scope.Structure, report.Scope.GroupBy, report.Scope.Agency), Is.EqualTo(("root", "current", "agency", (string?)null)));
    }

    [Test]
    public async Task Work_counts_wherever_it_is_done()
    {
        var report = await Handling(unit: HandlingUnit.Leg);

        Assert.That(Lines(report), Is.EqualTo(new[]
        {
            "M: 0 = 0+0+0, 0 = 0+0+0, 0 = 0+0",
            "X.C: 8 = 1+5+2, 4 = 1+2+1, 4 = 4+0", // both of 8
            "X.L: 0 = 0+0+0, 0 = 0+0+0, 0 = 0+0",
            "X.P: 2 = 1+1+0, 0 = 0+0+0, 2 = 0+2", // 4 and a child of 6, both overdue
            "X.T: 1 = 0+1+0, 1 = 0+0+1, 0 = 0+0", // a child of 6, stopped late
        }));
        Assert.That(Line("all", report.Totals), Is.EqualTo("all: 11 = 2+7+2, 5 = 1+2+2, 6 = 4+2"));
        Assert.That(Lines(report, "legs"), Is.EqualTo(new[]
        {
            "M: 1 = 0+0+1, 1 = 0+0+1, 0 = 0+0",
            "X.C: 1 = 0+1+0, 1 = 0+1+0, 0 = 0+0",
            "X.L: 2 = 1+1+0, 1 = 0+1+0, 1 = 1+0", // of 3 on time, of 5 open at the end
            "X.P: 1 = 1+0+0, 1 = 1+0+0, 0 = 0+0", // of 2, whose dossier came online; the recalled one came to nothing
            "X.T: 2 = 1+1+0, 2 = 1+0+1, 0 = 0+0", // of 3 early, of 4 lapsed
        }));
        Assert.That(Line("all", report.Totals, "legs"), Is.EqualTo("all: 7 = 3+3+1, 6 = 2+2+2, 1 = 1+0"));
    }

    [Test]
    public async Task Every_figure_has_exactly_its_rows(
        [Values] ReportGroup by, [Values] HandlingUnit unit, [Values] ReportStructure structure, [Values(null, "X.C", "leader")] string? view)
    {
        Asking.Actor = view == "leader" ? new Actor(AccountId.New(Clock.Now), "leader", [new Post(Role.Leader, "X", null)]) : Actor.System;
        var report = await Handling(by, unit, structure, view == "leader" ? null : view);

        Assert.That(report.Rows, Is.Not.Empty);
        foreach (var (name, figure) in report.Rows.SelectMany(row => row.Cells).Concat(report.Totals))
        {
            Assert.That(await Behind(figure), Is.EqualTo(figure.Numerator ?? figure.Value), name);
        }
        foreach (var name in report.Totals.Keys)
        {
            Assert.That(report.Rows.Sum(row => row.Cells[name].Numerator ?? row.Cells[name].Value), Is.EqualTo(report.Totals[name].Numerator ?? report.Totals[name].Value), name);
        }
        Asking.Actor = Actor.System;
    }

    [TestCase(ReportGroup.Field, "bao-hiem cu-tru dat-dai ho-tich khai-sinh")]
    [TestCase(ReportGroup.Procedure, "1.bao-hiem 1.cu-tru 1.dat-dai 1.ho-tich 1.khai-sinh")]
    [TestCase(ReportGroup.Agency, "M X.C X.L X.P X.T")]
    [TestCase(ReportGroup.Level, "commune ministry province")]
    [TestCase(ReportGroup.Channel, "counter online postal")]
    [TestCase(ReportGroup.Official, "nobody")]
    public async Task Rows_are_what_was_asked_for(ReportGroup by, string keys) =>
        Assert.That(string.Join(' ', (await Handling(by, HandlingUnit.Leg)).Rows.Select(row => row.Key)), Is.EqualTo(keys));

    private static string[] Lines(Report report, string prefix = "") => [.. report.Rows.Select(row => Line(row.Key, row.Cells, prefix))];

    /// <summary>Received = online + direct + carried over, resolved = early + on time + overdue, in progress = in time + overdue.</summary>
    private static string Line(string key, IReadOnlyDictionary<string, Figure> cells, string prefix = "")
    {
        decimal Of(string name) => cells[prefix.Length == 0 ? name : prefix + char.ToUpperInvariant(name[0]) + name[1..]].Value!.Value;

        Assert.That(Of("received"), Is.EqualTo(Of("receivedOnline") + Of("receivedDirect") + Of("carriedOver")));
        Assert.That(Of("resolved"), Is.EqualTo(Of("resolvedEarly") + Of("resolvedOnTime") + Of("resolvedOverdue")));
        Assert.That(Of("inProgress"), Is.EqualTo(Of("inProgressInTime") + Of("inProgressOverdue")));
        Assert.That(Of("received"), Is.EqualTo(Of("resolved") + Of("inProgress")));
        return $"{key}: {Of("received")} = {Of("receivedOnline")}+{Of("receivedDirect")}+{Of("carriedOver")}, "
            + $"{Of("resolved")} = {Of("resolvedEarly")}+{Of("resolvedOnTime")}+{Of("resolvedOverdue")}, {Of("inProgress")} = {Of("inProgressInTime")}+{Of("inProgressOverdue")}";
    }
}

using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Application.Reports;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Reports;

namespace OneStop.Infrastructure.Tests.Reports;

/// <summary>
/// Two wards Q.1 and Q.2, four procedures and six dossiers of five working days, as of March 2026:
/// <code>
///                     Q.1  Q.2                received      parts             ended           supplements  legs to Q.2
/// 1.000001 full        x    x   a  Q.1  online   03-02  one electronic  03-05 early, e-result      0        03-03–03-04 early
///                               b  Q.1  counter  03-03  one reused      03-20 late                 1        03-04–03-10 late
///                               e  Q.2  counter  03-10                  03-11 withdrawn
/// 1.000002 partial     x        c  Q.1  counter  03-04                  open, overdue, apologised
/// 1.000003 on the spot x        d  Q.1  counter  02-26                  03-05 on time              2
/// 1.000004                  x   f  Q.2  online   03-30                  open, in time
/// </code>
/// </summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class QualityReportTests(Db engine) : ReportFixture(engine)
{
    private static readonly AccountId Official = AccountId.New(At("01-01 00:00"));

    private static readonly Result Electronic = new()
    {
        TypeCode = "KQ.G15.000031", Number = "1", IssuedOn = new DateOnly(2026, 3, 5), Signer = "Trần Thị B",
        Document = new Document { Name = "ket-qua.pdf", MediaType = "application/pdf", Sha256 = new string('a', 64) },
    };

    [OneTimeSetUp]
    public async Task Write_the_work()
    {
        Clock.Now = At("04-10 09:00");
        await Agency("Q", AgencyLevel.Province, null);
        await Agency("Q.1", AgencyLevel.Commune, "Q");
        await Agency("Q.2", AgencyLevel.Commune, "Q");
        await Offered("1.000001", ServiceLevel.Full, TimeUnit.WorkingDay, "Q.1", "Q.2");
        await Offered("1.000002", ServiceLevel.Partial, TimeUnit.WorkingDay, "Q.1");
        await Offered("1.000003", ServiceLevel.Information, TimeUnit.SameDay, "Q.1");
        await Offered("1.000004", null, TimeUnit.WorkingDay, "Q.2");

        var a = await Received("Q.1", "03-02 09:00", Channel.Online, field: "000001");
        a = await Changed(a, WithLegs(With(a, [new Part { Component = "01", Electronic = 1 }], 0, Official)), "03-02 09:00");
        await Leg(a, TransferKind.Horizontal, "Q.2", "03-03 09:00", "03-04 09:00");
        await Closed(a with { Details = a.Details with { Result = Electronic } }, "03-05 09:00");

        var b = await Received("Q.1", "03-03 09:00", field: "000001");
        b = await Changed(b, WithLegs(With(b, [new Part { Component = "01", Originals = 1 }], 1, Official, "01")), "03-03 10:00");
        await Leg(b, TransferKind.Horizontal, "Q.2", "03-04 09:00", "03-10 09:00");
        await Closed(b, "03-20 09:00");

        var c = await Received("Q.1", "03-04 09:00", field: "000002");
        await Changed(c, c with { Details = c.Details with { Apologies = [new Apology(At("03-12 09:00"), "quá tải", new DateOnly(2026, 4, 30))] } }, "03-12 09:00");

        var d = await Received("Q.1", "02-26 09:00", field: "000003");
        await Closed(With(d, [], 2, null), "03-05 10:00");
        await Closed(await Received("Q.2", "03-10 09:00", field: "000001"), "03-11 09:00", DossierStatus.Withdrawn);
        await Received("Q.2", "03-30 09:00", Channel.Online, field: "000004");
    }

    [Test]
    public async Task The_index_is_what_one_reckons_by_hand()
    {
        var index = await Quality("Q");

        Assert.That(Scored(index.Groups), Is.EqualTo(new[]
        {
            "onTime 3/6 10", "electronicResults 1/3 2", "papersDigitized 1/2 2", "papersReused 1/2 1.25", "proceduresOnline 2/4 1.25", "servicesUsed 1/2 2", "dossiersOnline 2/5 4.8",
        }));
        Assert.That((index.Points, index.Max, index.MaxWithData, index.Class), Is.EqualTo((29.30m, 100m, 44m, WorkClass.Weak)), "23.30 and 6 for no petitions");
        Assert.That(index.Groups.Select(group => $"{group.Key} {group.Points:0.##} {group.Max}"), Is.EqualTo(new[] { "publicity 0 18", "progress 10 20", "digitization 5.25 22", "onlineServices 8.05 22", "satisfaction 6 18" }));
        Assert.That(index.Groups.SelectMany(group => group.Indicators).Where(one => one.Status == IndicatorStatus.NoData).Select(one => one.Reason), Is.All.Not.Null);
        Assert.That(index.Units, Is.Null);
        var link = index.Groups[1].Indicators.Single().Figure!.DrillDown;
        Assert.That(ReportCell.Parse(link[(link.IndexOf("cell=", StringComparison.Ordinal) + 5)..]).Facts!.RootsOnly, Is.True, "a group counts once, as in form 06");
    }

    [TestCase(Role.Head, "Q.1", true)]
    [TestCase(Role.Leader, "Q", true)]
    [TestCase(Role.ProcedureControl, "Q", true)]
    [TestCase(Role.Handler, "Q.1", false)]
    [TestCase(Role.Reception, "Q.1", false)]
    public async Task Points_of_others_are_for_those_who_lead_them(Role role, string agency, bool shown)
    {
        Asking.Actor = new Actor(AccountId.New(At("01-02 00:00")), "asking", [new Post(role, agency, null)]);
        var sheet = await Read<IMediator, EvaluationSheet>(mediator => mediator.Send(
            new EvaluationReport(new ReportFrame(agency, First, Last, null, ReportStructure.Current), EvaluatedKind.Official)));
        Asking.Actor = Actor.System;
        Assert.That(sheet.Rows.Select(row => row.Key), Is.EqualTo(shown ? new[] { Official.ToString() } : []));
    }

    [Test]
    public async Task Units_are_ranked_by_their_points()
    {
        var units = (await Quality("Q", ServiceQualityGroup.Agency)).Units!;

        Assert.That(units.Select(unit => $"{unit.Rank} {unit.Key} {unit.Points:0.##}"), Is.EqualTo(new[] { "1 Q.1 28.92", "2 Q.2 23.25" }));
        Assert.That(Scored(units[0].Groups), Is.EqualTo(new[]
        {
            "onTime 2/4 10", "electronicResults 1/3 2", "papersDigitized 1/2 2", "papersReused 1/2 1.25", "proceduresOnline 2/3 1.67", "servicesUsed 1/2 2", "dossiersOnline 1/3 4",
        }));
        Assert.That(Scored(units[1].Groups), Is.EqualTo(new[] { "onTime 1/2 10", "proceduresOnline 1/2 1.25", "servicesUsed 0/1 0", "dossiersOnline 1/2 6" }));
    }

    [Test]
    public async Task Every_share_of_the_index_has_exactly_its_rows([Values] ReportStructure structure, [Values("Q", "Q.1", "leader")] string view)
    {
        Asking.Actor = view == "leader" ? new Actor(AccountId.New(Clock.Now), "leader", [new Post(Role.Leader, "Q", null)]) : Actor.System;
        var index = await Quality(view == "leader" ? null : view, ServiceQualityGroup.Agency, structure);

        foreach (var one in index.Groups.Concat(index.Units!.SelectMany(unit => unit.Groups)).SelectMany(group => group.Indicators).Where(one => one.Figure is not null))
        {
            Assert.That(await Behind(one.Figure!), Is.EqualTo(one.Figure!.Numerator), one.Key);
        }
        Assert.That(index.Points, Is.EqualTo(view == "Q.1" ? 28.92m : 29.30m));
        Asking.Actor = Actor.System;
    }

    [Test]
    public async Task An_earlier_record_gives_an_earlier_index()
    {
        var index = await Read<IMediator, ServiceQualityReport>(mediator => mediator.Send(
            new ServiceQuality(new ReportFrame("Q.1", First, Last, At("03-05 12:00"), ReportStructure.Current), ServiceQualityGroup.Scope)));
        Assert.That(Scored(index.Groups)[..2], Is.EqualTo(new[] { "onTime 2/4 10", "electronicResults 1/2 3" }), "the late one was open");
    }

    [Test]
    public async Task Units_are_evaluated_by_what_is_on_record()
    {
        var rows = (await Evaluated(EvaluatedKind.Unit)).Rows;

        Assert.That(rows.Select(Line), Is.EqualTo(new[]
        {
            "Q.1: 1=1 2=1 3=1 4=- 5=1 6=1 7=- 8=- 9=2, 7.0 of 12, Average ",
            "Q.2: 1=- 2=1 3=- 4=- 5=1 6=1 7=- 8=- 9=2, 5.0 of 8, Weak ",
        }));
        Assert.That(rows[0].Indicators[0].Grades!.Select(grade => grade.Dossiers.Value), Is.EqualTo(new[] { 1m, 1, 1 }), "a, d, b");
        Assert.That(rows[0].Indicators[2].Grades!.Select(grade => grade.Dossiers.Value), Is.EqualTo(new[] { 1m, 1, 1 }), "a, b, d");
        Assert.That(rows[1].Indicators[1].Grades!.Select(grade => grade.Transfers!.Value), Is.EqualTo(new[] { 1m, 0, 1 }), "the legs of a and b");
        Assert.That(rows[0].Indicators[8].Figures!.Select(figure => $"{figure.Key} {figure.Value.Value}"), Is.EqualTo(new[] { "proceduresOnline 66.67", "dossiersOnline 33.33", "overdueOnline 0" }));
    }

    [Test]
    public async Task Officials_are_evaluated_by_what_they_handled()
    {
        var row = (await Evaluated(EvaluatedKind.Official)).Rows.Single();

        Assert.That(row.Key, Is.EqualTo(Official.ToString()));
        Assert.That(Line(row), Is.EqualTo($"{Official}: 1=1 2=1 3=1.5 4=- 7=-, 3.5 of 6,  Most"));
    }

    [Test]
    public async Task Every_figure_of_an_evaluation_has_exactly_its_rows([Values] EvaluatedKind kind)
    {
        foreach (var one in (await Evaluated(kind)).Rows.SelectMany(row => row.Indicators))
        {
            var figures = (one.Grades ?? []).SelectMany(grade => new[] { grade.Dossiers, grade.Transfers }).OfType<Figure>().Concat(one.Figures?.Values ?? []);
            foreach (var figure in figures)
            {
                Assert.That(await Behind(figure), Is.EqualTo(figure.Numerator ?? figure.Value), one.Key);
            }
        }
    }

    [Test]
    public async Task Overdue_is_at_a_transfer_or_at_the_agency([Values] ReportGroup by)
    {
        var report = await Ask(new OverdueCauses(new ReportFrame("Q", First, Last, null, ReportStructure.Current), by));

        Assert.That(
            report.Totals.Select(cell => $"{cell.Key} {cell.Value.Value}"),
            Is.EqualTo(new[] { "overdue 2", "atTransfer 1", "atAgency 1", "apologised 1", "atTransferShare 50", "atAgencyShare 50", "apologisedShare 50" }).AsCollection);
        foreach (var cells in report.Rows.Select(row => row.Cells).Append(report.Totals))
        {
            Assert.That(cells["overdue"].Value, Is.EqualTo(cells["atTransfer"].Value + cells["atAgency"].Value));
            foreach (var (name, figure) in cells)
            {
                Assert.That(await Behind(figure), Is.EqualTo(figure.Numerator ?? figure.Value), name);
            }
        }
    }

    /// <summary>In force since the year began.</summary>
    private Task<bool> Offered(string code, ServiceLevel? service, TimeUnit unit, params string[] agencies) => Write<IProcedureRepository, bool>(async procedures =>
    {
        var version = new ProcedureVersion
        {
            Number = 1, Status = VersionStatus.Published, Name = code, Field = code[2..], Level = AgencyLevel.Commune, Service = service,
            EffectiveFrom = new DateOnly(2026, 1, 1), Cases = [new ProcedureCase("mac-dinh", "mac-dinh", new TimeLimit(unit == TimeUnit.SameDay ? 0 : 5, unit))],
        };
        await procedures.Add(
            Procedure.Import(new ProcedureState { Code = code, CodeOfficial = true, Versions = [version], Offerings = agencies.ToHashSet() }, Clock.Now), default);
        return true;
    });

    /// <summary>The dossier with parts and so many requests for supplements, handled by somebody.</summary>
    private static DossierState With(DossierState dossier, Part[] parts, int supplements, AccountId? handler, params string[] reused) => dossier with
    {
        Details = dossier.Details with
        {
            Parts = parts,
            Handler = handler,
            Reused = reused,
            Supplements =
            [
                .. Enumerable.Range(1, supplements).Select(round => new Supplement
                {
                    Round = round, RequestedAt = dossier.SubmittedAt, RequestedBy = "handler", From = DossierStatus.InProgress, AnswerBy = dossier.SubmittedAt, Defects = [],
                }),
            ],
        },
    };

    private Task<ServiceQualityReport> Quality(string? agency, ServiceQualityGroup by = ServiceQualityGroup.Scope, ReportStructure structure = ReportStructure.Current) =>
        Read<IMediator, ServiceQualityReport>(mediator => mediator.Send(new ServiceQuality(new ReportFrame(agency, First, Last, null, structure), by)));

    private Task<EvaluationSheet> Evaluated(EvaluatedKind kind) => Read<IMediator, EvaluationSheet>(mediator => mediator.Send(
        new EvaluationReport(new ReportFrame("Q", First, Last, null, ReportStructure.Current), kind)));

    /// <summary>What was counted: key, share, points.</summary>
    private static string[] Scored(IEnumerable<ScoredGroup> groups) =>
    [
        .. groups.SelectMany(group => group.Indicators).Where(one => one.Status == IndicatorStatus.Counted)
            .Select(one => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{one.Key} {one.Figure!.Numerator}/{one.Figure.Denominator} {one.Points:0.##}")),
    ];

    private static string Line(EvaluatedParty party) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{party.Key}: {string.Join(' ', party.Indicators.Select(one => $"{one.Number}={one.Score?.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture) ?? "-"}"))}, {party.Points:0.0} of {party.MaxWithData}, {party.Class} {party.Duty}");
}

using MediatR;
using OneStop.Application.Reports;
using OneStop.Domain.Agencies;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Infrastructure.Tests.Reports;

/// <summary>
/// Decided in March in 150 minutes each, but for one of N.1 in 450 and one of N.3 late:
/// <code>
/// N.1  6    N.2  2    N.3  7    N.4  9, and confidential ones that nobody counts
/// </code>
/// P.1 decided five of another procedure, and P took its place at the midnight after March.
/// </summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class PublicStatisticsTests(Db engine) : ReportFixture(engine)
{
    [OneTimeSetUp]
    public async Task Write_the_dossiers()
    {
        Clock.Now = At("04-10 09:00");
        await Agency("N", AgencyLevel.Province, null);
        foreach (var (commune, count) in new[] { ("N.1", 5), ("N.2", 2), ("N.3", 6), ("N.4", 9) })
        {
            await Agency(commune, AgencyLevel.Commune, "N");
            for (var i = 0; i < count; i++)
            {
                await Decided(await Received(commune, "03-02 09:00", i < 5 ? Channel.Online : Channel.Counter, field: "000001"), "03-02 11:30");
            }
        }
        await Decided(await Received("N.1", "03-02 07:30", field: "000001"), "03-02 17:00");
        await Decided(await Received("N.3", "03-02 07:30", field: "000001"), "03-12 17:00");
        for (var i = 0; i < 6; i++)
        {
            await Decided(await Received("N.4", "03-02 09:00", field: "000001", confidential: true), "03-02 11:30");
        }
        await Agency("P", AgencyLevel.Province, null);
        await Agency("P.1", AgencyLevel.Commune, "P", successor: "P");
        for (var i = 0; i < 5; i++)
        {
            var decided = await Decided(await Received("P.1", "03-31 09:00", field: "000002"), "03-31 11:30");
            await Changed(decided, decided with { ReceivingAgency = "P", CompetentAgency = "P", OriginCompetent = "P.1", OriginReceiving = "P.1" }, "04-01 00:00");
        }
        await Write<IProcedureRepository, bool>(async procedures =>
        {
            await procedures.Add(Procedure.Import(new ProcedureState { Code = "1.000001", Versions = [] }, Clock.Now), default);
            return true;
        });
    }

    [Test]
    public async Task Real_times_are_published_of_all_agencies_together()
    {
        var view = await Times(null);
        var row = view.Rows.Single();

        Assert.That((view.From, view.To), Is.EqualTo((new DateOnly(2026, 1, 1), new DateOnly(2026, 3, 31))));
        Assert.That((row.Decided.Value, row.MedianMinutes.Value, row.P90Minutes.Value), Is.EqualTo(((decimal?)24, (decimal?)150, (decimal?)150)));
        Assert.That(row.MedianDays.Value, Is.EqualTo(0.31m));
        Assert.That(row.OnTimeShare, Is.EqualTo(PublicFigure.Concealed), "beside the count it would say that one was late");
    }

    [TestCase("N.1", null, TestName = "Hidden, because beside the whole it would give the hidden one away")]
    [TestCase("N.2", null, TestName = "Hidden, of fewer than five")]
    [TestCase("N.3", 7, TestName = "Shown: what is hidden beside it is enough")]
    [TestCase("N.4", 9, TestName = "Shown, without confidential ones")]
    [TestCase("N", 24, TestName = "Shown, with all below it")]
    public async Task Counts_under_five_cannot_be_worked_out(string agency, int? shown)
    {
        var row = (await Times(agency)).Rows.Single();
        Assert.That(row.Decided, Is.EqualTo(new PublicFigure(shown, shown is null)));
        Assert.That(new[] { row.MedianMinutes, row.P90Minutes, row.TermMinutes, row.MedianDays }.Select(figure => figure.Hidden), Is.All.EqualTo(shown is null));
    }

    [Test]
    public async Task A_share_is_shown_where_nobody_was_late()
    {
        var row = (await Times("N.4")).Rows.Single();
        Assert.That(row.OnTimeShare, Is.EqualTo(PublicFigure.Of(true, 100)));
        Assert.That((await Times("N.3")).Rows.Single().OnTimeShare.Hidden, Is.True);
    }

    [Test]
    public async Task A_month_is_published_per_province_and_level()
    {
        var view = await Read<IMediator, HandlingStatisticsView>(mediator => mediator.Send(new HandlingStatistics("2026-03")));
        Assert.That(view.Rows.Select(one => (one.Province.Code, one.Level, one.Resolved.Value)), Is.EqualTo(new[] { ("N", AgencyLevel.Commune, (decimal?)24), ("P", AgencyLevel.Commune, 5) }));
        var row = view.Rows[0];
        Assert.That((row.Received.Value, row.Resolved.Value), Is.EqualTo(((decimal?)24, (decimal?)24)));
        Assert.That(row.Punctuality.Hidden, Is.True, "one was late");
        Assert.That(row.OnlineShare, Is.EqualTo(PublicFigure.Of(true, 70.83m)), "17 of 24");
        Assert.That((await Read<IMediator, HandlingStatisticsView>(mediator => mediator.Send(new HandlingStatistics("2026-02")))).Rows, Is.Empty);
    }

    [TestCase("2026-04-01 23:00", "2025-12-31", TestName = "A quarter is published from the second day after it")]
    [TestCase("2026-04-02 00:00", "2026-03-31", TestName = "From then on all see it")]
    [TestCase("2026-06-30 12:00", "2026-03-31", TestName = "And nothing else for three months")]
    public void Whole_quarters_are_published(string now, string last) => Assert.That(
        PublishedPeriods.LastQuarter(new DateTimeOffset(DateTime.Parse(now, System.Globalization.CultureInfo.InvariantCulture), VietnamTime.Offset)).To,
        Is.EqualTo(DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture)));

    [Test]
    public async Task The_work_of_a_closed_agency_is_its_own_until_the_end_of_the_period()
    {
        async Task<decimal?> Decided(string agency) => (await Read<IMediator, ProcessingTimesView>(mediator => mediator.Send(new ProcessingTimes(null, agency))))
            .Rows.SingleOrDefault(row => row.Procedure == "1.000002")?.Decided.Value;

        Assert.That((await Decided("P.1"), await Decided("P"), await Decided("N")), Is.EqualTo(((decimal?)5, (decimal?)5, (decimal?)null)));
    }

    [TestCase("2026-04", "statistics.period-is-over")]
    [TestCase("2024-03", "statistics.period-is-recent")]
    [TestCase("2026-Q1", "statistics.period-is-month")]
    [TestCase("2026-03-02", "statistics.period-is-month")]
    public void Only_months_that_are_over_are_published(string period, string code) => Assert.That(
        Assert.ThrowsAsync<InvalidInputException>(() => Read<IMediator, HandlingStatisticsView>(mediator => mediator.Send(new HandlingStatistics(period))))!
            .Faults.Select(fault => fault.Rule.Code),
        Is.EqualTo(new[] { code }));

    private Task<ProcessingTimesView> Times(string? agency) =>
        Read<IMediator, ProcessingTimesView>(mediator => mediator.Send(new ProcessingTimes("1.000001", agency)));
}

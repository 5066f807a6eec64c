using OneStop.Application.Agencies;
using OneStop.Application.Calendar;
using OneStop.Application.Procedures;
using OneStop.Domain.Agencies;
using OneStop.Domain.Procedures;
using OneStop.Infrastructure.Persistence;
using OneStop.Infrastructure.Samples;

namespace OneStop.Infrastructure.Tests.Samples;

[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class SampleDataTests(Db engine) : DatabaseFixture(engine)
{
    private static readonly DateOnly Summer2018 = new(2018, 6, 1);

    protected override bool WithSamples => true;

    [TestCase("SELECT COUNT(*) FROM Agencies", 204)]
    [TestCase("SELECT COUNT(*) FROM Procedures", 114)]
    [TestCase("SELECT COUNT(*) FROM ProcedureVersions", 118)]
    [TestCase("SELECT COUNT(*) FROM Fields", 30)]
    [TestCase("SELECT COUNT(*) FROM CalendarYears", 10)]
    [TestCase("SELECT COUNT(*) FROM WeeklyTemplates", 5)]
    public async Task Everything_in_the_files_is_loaded(string count, int rows)
    {
        Assert.That(await Read<DbSession, long>(db => db.QueryOne<long>(count, null, default)), Is.EqualTo(rows));
    }

    [Test]
    public async Task A_second_start_loads_nothing()
    {
        var before = await Read<DbSession, long>(db => db.QueryOne<long>("SELECT COUNT(*) FROM Events", null, default));

        await SampleData.Load(Services, default);

        Assert.That(await Read<DbSession, long>(db => db.QueryOne<long>("SELECT COUNT(*) FROM Events", null, default)), Is.EqualTo(before));
    }

    [TestCase("9.000001")]
    [TestCase("1.009995")]
    [TestCase("1.009997")]
    [TestCase("1.009994")]
    [TestCase("2.001885")]
    [TestCase("9.000003")]
    [TestCase("2.000720")]
    [TestCase("1.001612")]
    [TestCase("2.002123")]
    [TestCase("1.001266")]
    [TestCase("2.000635")]
    [TestCase("2.000815")]
    public async Task What_Lien_Chieu_handled_in_2018_is_in_force_and_offered_there(string code)
    {
        var procedure = await Read<IProcedureRepository, Procedure?>(async procedures => await procedures.Find(code, default));
        var version = procedure?.InForceOn(Summer2018);

        Assert.That(version, Is.Not.Null);
        Assert.That(procedure!.IsOfferedBy("H17.25"));
        Assert.That(version!.RouteFor("H17.25", version.Cases[0].Key, Summer2018).DecidingIndex, Is.GreaterThanOrEqualTo(0));
    }

    [Test]
    public async Task The_one_stop_office_of_a_district_receives_for_it()
    {
        var tree = await Read<IAgencies, AgencyTree>(async agencies => await agencies.Tree(default));

        Assert.That(tree.CompetentFor("H17.25.40"), Is.EqualTo("H17.25"));
        Assert.That(tree.FilingPlaces("H17.25", Summer2018).Select(agency => agency.Code), Is.EquivalentTo(new[] { "H17.25", "H17.25.40" }));
    }

    [TestCase("2018-06-01", "nguoi-co-cong-3-cap")]
    [TestCase("2025-06-30", "nguoi-co-cong-3-cap")]
    [TestCase("2025-07-01", "nguoi-co-cong-2-cap")]
    public async Task The_gap_between_two_routes_of_a_version_is_closed(string day, string route)
    {
        var procedure = await Read<IProcedureRepository, Procedure?>(async procedures => await procedures.Find("1.010833", default));
        var on = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);

        Assert.That(procedure!.InForceOn(on)!.RouteFor("H40.26.01", procedure.InForceOn(on)!.Cases[0].Key, on).Key, Is.EqualTo(route));
    }

    [Test]
    public async Task Every_sample_version_passes_the_check_before_publication()
    {
        var tree = await Read<IAgencies, AgencyTree>(async agencies => await agencies.Tree(default));
        var calendar = await Read<ICalendars, Domain.Calendar.WorkingCalendar>(async calendars => await calendars.Of("office", default));
        var fields = await Read<IFields, IReadOnlyDictionary<string, Field>>(async all => await all.All(default));
        var around = new PublishSurroundings(tree, calendar, fields.Keys.ToHashSet(), new DateOnly(2026, 3, 2));
        var faults = new SampleCatalogue(tree).Procedures()
            .Select(state => new Procedure(state))
            .SelectMany(procedure => procedure.State.Versions.SelectMany(version => procedure.Validate(version.Number, around)
                .Select(fault => $"{procedure.Key} v{version.Number} {fault.Path} {fault.Rule.Code}")));

        Assert.That(faults, Is.Empty);
    }

    [Test]
    public async Task The_calendar_has_no_faults()
    {
        var national = await Read<ICalendars, Domain.Calendar.NationalCalendar>(async calendars => await calendars.National(default));

        Assert.That(national.Faults(), Is.Empty);
        Assert.That(national.DayOffOn(new DateOnly(2026, 11, 24)), Is.Not.Null);
    }
}

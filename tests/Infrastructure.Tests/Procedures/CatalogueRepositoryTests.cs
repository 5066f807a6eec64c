using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Agencies;
using OneStop.Application.Calendar;
using OneStop.Application.Ports;
using OneStop.Application.Procedures;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Infrastructure.Tests.Procedures;

[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class CatalogueRepositoryTests(Db engine) : DatabaseFixture(engine)
{
    private static readonly DateOnly Spring = new(2026, 3, 2);

    [Test]
    public async Task A_procedure_comes_back_as_it_went()
    {
        var stored = await Store(State("8.000001") with { CodeOfficial = false, Offerings = await Agency("Z01") });
        var found = await Find("8.000001");

        Assert.That(found!.State.Versions[0], Is.EqualTo(stored.Versions[0]).UsingPropertiesComparer());
        Assert.That(found.State.Offerings, Is.EquivalentTo(stored.Offerings));
        Assert.That((found.State.CodeOfficial, found.State.Version, found.State.Versions[0].FeePolicy), Is.EqualTo((false, 1, FeePolicy.Free)));
        Assert.That(await Events("procedure", "8.000001"), Is.EqualTo(new[] { "procedureImported" }));
    }

    [Test]
    public async Task What_is_handed_out_is_fresh_each_time()
    {
        await Store(State("8.000002"));
        var first = await Find("8.000002");
        first!.Repeal(Spring, Clock.Now);

        var second = await Find("8.000002");

        Assert.That(second!.State.Versions[0].EffectiveTo, Is.Null);
        Assert.That(second.Recorded, Is.Empty);
    }

    [Test]
    public async Task A_change_is_seen_by_every_later_request_and_a_stale_one_is_refused()
    {
        await Store(State("8.000003"));
        var stale = await Find("8.000003");
        await Repeal("8.000003", Spring);

        Assert.That((await Find("8.000003"))!.State.Versions[0].EffectiveTo, Is.EqualTo(Spring));
        Assert.That((await Find("8.000003"))!.Version, Is.EqualTo(2));
        stale!.Repeal(Spring.AddDays(9), Clock.Now);
        Assert.That(async () => await Write<IProcedureRepository, bool>(async procedures => { await procedures.Save(stale, default); return true; }), Throws.TypeOf<StaleException>());
    }

    [Test]
    public async Task A_change_that_is_taken_back_leaves_nothing_in_memory()
    {
        await Store(State("8.000004"));
        await Find("8.000004");
        Assert.That(
            async () => await Write<IProcedureRepository, bool>(async procedures =>
            {
                var procedure = (await procedures.Find("8.000004", default))!;
                procedure.Repeal(Spring, Clock.Now);
                await procedures.Save(procedure, default);
                Assert.That((await procedures.Find("8.000004", default))!.State.Versions[0].EffectiveTo, Is.EqualTo(Spring));
                throw new RuleBrokenException(ProcedureRules.Exists);
            }),
            Throws.TypeOf<RuleBrokenException>());

        Assert.That((await Find("8.000004"))!.State.Versions[0].EffectiveTo, Is.Null);
    }

    [Test]
    public async Task A_code_is_given_once()
    {
        await Store(State("8.000005"));

        Assert.That(async () => await Store(State("8.000005")), Throws.TypeOf<RuleBrokenException>());
        Assert.That(await Find("8.999999"), Is.Null);
    }

    [TestCase("tim theo tu", "8.000006")]
    [TestCase("TỪ tìm", "8.000006")]
    [TestCase("theo khong", null)]
    public async Task A_search_wants_every_word(string words, string? code)
    {
        if (await Find("8.000006") is null)
        {
            await Store(State("8.000006", "Tìm theo từ"));
        }
        var found = await Read<IProcedureViews, IReadOnlyList<FoundVersion>>(views => views.Find(
            new ProcedureSearch { Words = FoldedText.Of(words).Split(' '), On = Spring, Take = 10 }, default));

        Assert.That(found.Select(row => row.Code), Is.EqualTo(code is null ? Array.Empty<string>() : [code]));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Pages_follow_each_other(bool byName)
    {
        foreach (var (code, name) in new[] { ("8.000011", "Cấp giấy trang"), ("8.000012", "An táng trang"), ("8.000013", "Bán trang") })
        {
            if (await Find(code) is null)
            {
                await Store(State(code, name));
            }
        }
        var search = new ProcedureSearch { Words = ["trang"], On = Spring, ByName = byName, Take = 1 };
        var seen = new List<string>();
        while (await Read<IProcedureViews, IReadOnlyList<FoundVersion>>(views => views.Find(search, default)) is [var row, ..])
        {
            seen.Add(row.Code);
            search = search with { AfterCode = row.Code, AfterName = row.SortName };
        }

        Assert.That(seen, Is.EqualTo(byName ? new[] { "8.000012", "8.000013", "8.000011" } : ["8.000011", "8.000012", "8.000013"]));
        Assert.That(await Read<IProcedureViews, long>(views => views.Count(search with { AfterCode = null, AfterName = null, Take = 2 }, default)), Is.EqualTo(2));
    }

    [Test]
    public async Task An_agency_changes_under_its_version()
    {
        await Agency("Z02");
        await Write<IAgencyRepository, bool>(async agencies =>
        {
            var agency = (await agencies.Find("Z02", default))!;
            agency.Succeed([], new DateOnly(2026, 7, 1), Clock.Now);
            await agencies.Save(agency, default);
            return true;
        });
        var agency = (await Read<IAgencies, AgencyTree>(async agencies => await agencies.Tree(default))).Find("Z02");

        Assert.That((agency!.Version, agency.EffectiveTo, agency.Level), Is.EqualTo((2, new DateOnly(2026, 6, 30), AgencyLevel.Ministry)));
        Assert.That(await Events("agency", "Z02"), Is.EqualTo(new[] { "agencyRegistered", "agencySucceeded" }));
    }

    [Test]
    public async Task A_changed_calendar_makes_new_working_calendars()
    {
        await Write<ICalendarRepository, bool>(async calendars =>
        {
            await calendars.Save(CalendarYearBook.Lay(new CalendarYear { Year = 2030, DaysOff = [] }, Clock.Now), default);
            await calendars.Save(WeeklyTemplateBook.Lay(Week("plain"), Clock.Now), default);
            return true;
        });
        var before = await Calendar();
        Assert.That(await Calendar(), Is.SameAs(before));
        await Write<ICalendarRepository, bool>(async calendars =>
        {
            var year = (await calendars.FindYear(2030, default))!;
            year.Change(year.State with { DaysOff = [new DayOff(new DateOnly(2030, 1, 1), "Tết", DayOffKind.Holiday, null, null, null, false)] }, Clock.Now);
            await calendars.Save(year, default);
            return true;
        });

        Assert.That(before.IsWorkingDay(new DateOnly(2030, 1, 1)));
        Assert.That((await Calendar()).IsWorkingDay(new DateOnly(2030, 1, 1)), Is.False);
        Assert.That(await Events("calendar", "2030"), Is.EqualTo(new[] { "calendarChanged", "calendarChanged" }));
    }

    private Task<WorkingCalendar> Calendar() => Read<ICalendars, WorkingCalendar>(async calendars => await calendars.Of("plain", default));

    private Task<Procedure?> Find(string code) => Read<IProcedureRepository, Procedure?>(async procedures => await procedures.Find(code, default));

    private Task<ProcedureState> Store(ProcedureState state) => Write<IProcedureRepository, ProcedureState>(async procedures =>
    {
        await procedures.Add(Procedure.Import(state, Clock.Now), default);
        return state;
    });

    private Task<bool> Repeal(string code, DateOnly on) => Write<IProcedureRepository, bool>(async procedures =>
    {
        var procedure = (await procedures.Find(code, default))!;
        procedure.Repeal(on, Clock.Now);
        await procedures.Save(procedure, default);
        return true;
    });

    private async Task<IReadOnlySet<string>> Agency(string code)
    {
        var agency = new Agency { Code = code, Name = code, Kind = AgencyKind.Ministry, Level = AgencyLevel.Ministry, WorkingHours = "plain" };
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(
            async () =>
            {
                await scope.ServiceProvider.GetRequiredService<IAgencyRepository>().Add(RegisteredAgency.Import(agency, Clock.Now), default);
                return true;
            },
            default);
        return new HashSet<string> { code };
    }

    private static ProcedureState State(string code, string name = "Thủ tục") => new()
    {
        Code = code,
        Versions =
        [
            new ProcedureVersion
            {
                Number = 1, Status = VersionStatus.Published, Name = name, Field = "ho-tich", Level = AgencyLevel.Ministry, FeePolicy = FeePolicy.Free,
                EffectiveFrom = new DateOnly(2020, 1, 1), SupplementRounds = 0, CutOff = new TimeOnly(15, 0), Routes = [Route.Standard],
                Cases = [new ProcedureCase("mac-dinh", "Mặc định", new TimeLimit(30, TimeUnit.Minute))],
            },
        ],
    };

    private static WeeklyTemplate Week(string name) => new()
    {
        Name = name,
        Days = Enum.GetValues<DayOfWeek>().Where(day => day is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .ToDictionary(day => day, _ => (IReadOnlyList<Session>)[new Session(new TimeOnly(7, 30), new TimeOnly(17, 0))]),
    };
}

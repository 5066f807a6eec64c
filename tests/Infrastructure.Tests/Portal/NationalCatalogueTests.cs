using OneStop.Application.Lists;
using OneStop.Application.Portal;
using OneStop.Domain.Access;
using OneStop.Domain.Portal;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;
using OneStop.Infrastructure.Portal;

namespace OneStop.Infrastructure.Tests.Portal;

/// <summary>The statements of the national catalogue on both engines.</summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class NationalCatalogueTests(Db engine) : DatabaseFixture(engine)
{
    private static readonly PageRequest Ten = new() { Limit = 10 };

    [Test]
    public async Task Procedures_are_kept_searched_and_paged()
    {
        await Meet("5.000001", "Đăng ký khai sinh");
        await Meet("5.000002", "Đăng ký khai tử");
        await Meet("5.000003", "Cấp phép");
        var first = await Read<INationalCatalogue, Page<NationalProcedureLine>>(c => c.List(NationalStanding.Unmapped, ["dang", "khai"], Ten with { Limit = 1 }, default));
        var second = await Read<INationalCatalogue, Page<NationalProcedureLine>>(
            c => c.List(NationalStanding.Unmapped, ["dang", "khai"], Ten with { Limit = 1, Cursor = first.Next }, default));
        Assert.Multiple(() =>
        {
            Assert.That((first.Items[0].Code, first.Count!.Value, second.Items[0].Code, second.Next), Is.EqualTo(("5.000001", 2L, "5.000002", (string?)null)));
            Assert.That(first.Items[0].FirstSeenAt, Is.EqualTo(Clock.Now));
        });
        Assert.That(await Read<NationalProcedureRows, IReadOnlyList<string>>(rows => rows.Present("5.000001", 1, default)), Is.EqualTo(new[] { "5.000002" }));
    }

    [Test]
    public async Task One_of_ours_is_mapped_once_and_everything_of_it_comes_back()
    {
        await Meet("6.000001", "Một");
        await Meet("6.000002", "Hai");
        await Change("6.000001", procedure => procedure.Map("1.1", AccountId.System, Clock.Now));
        await Change("6.000001", procedure => procedure.Read(Content("6.000001", "Một, sửa"), Clock.Now));
        var state = (await Read<INationalCatalogue, NationalProcedure?>(c => c.Find("6.000001", default)))!.State;
        Assert.Multiple(() =>
        {
            Assert.That((state.Version, state.Standing, state.OurCode, state.Name, state.ByHand), Is.EqualTo((2, NationalStanding.Changed, "1.1", "Một, sửa", true)));
            Assert.That((state.AcknowledgedAt, state.ChangedAt, state.AcknowledgedBy), Is.EqualTo(((DateTimeOffset?)Clock.Now, (DateTimeOffset?)Clock.Now, (AccountId?)AccountId.System)));
            Assert.That(() => Change("6.000002", procedure => procedure.Map("1.1", AccountId.System, Clock.Now)), Throws.TypeOf<RuleBrokenException>().With.Message.EqualTo("portal.mapped-once"));
        });
        Assert.That(await Events("nationalProcedure", "6.000001"), Is.EqualTo(new[] { "nationalProcedureMapped", "nationalProcedureChanged" }));
        Assert.That(await Read<IPortalNames, string?>(names => names.ProcedureOf("6.000001", default)), Is.EqualTo("1.1"));
        Assert.That(await Read<DbSession, string?>(db => PortalNames.NationalOf(db, "1.1", default)), Is.EqualTo("6.000001"));
        await Change("6.000001", procedure => procedure.Withdraw(Clock.Now));
        Assert.That(
            await Read<DbSession, string?>(db => PortalNames.NationalOf(db, "1.1", default)), Is.EqualTo("6.000001"), "what was sent under it is known there by it");
    }

    [Test]
    public async Task Agencies_are_kept_and_mapped()
    {
        await Write<NationalAgencyRows, bool>(async rows =>
        {
            await rows.Add(new NationalAgency(new NationalAgencyState { Code = "G1", Name = "Bộ Một", FirstSeenAt = Clock.Now, LastSeenAt = Clock.Now }), default);
            return true;
        });
        await Write<INationalCatalogue, bool>(async c =>
        {
            var agency = (await c.FindAgency("G1", default))!;
            agency.Map("H1", Clock.Now);
            await c.Save(agency, default);
            return true;
        });
        await Write<NationalAgencyRows, int>(rows => rows.Withdraw(["G1"], Clock.Now, default));
        var line = (await Read<INationalCatalogue, Page<NationalAgencyLine>>(c => c.ListAgencies(mapped: true, ["bo"], Ten, default))).Items.Single();
        Assert.That((line.Agency, line.Version, line.ByHand, line.WithdrawnAt), Is.EqualTo(("H1", 3, true, (DateTimeOffset?)Clock.Now)));
        Assert.That(await Read<IPortalNames, string?>(names => names.AgencyOf("G1", default)), Is.EqualTo("H1"));
    }

    [Test]
    public async Task A_reading_is_one_at_a_time_in_one_hand_and_forgotten_at_last()
    {
        var sync = CatalogueSync();
        await Write<ICatalogueSyncs, bool>(async syncs =>
        {
            await syncs.Begin(sync, default);
            return true;
        });
        Assert.That(
            () => Write<ICatalogueSyncs, bool>(async syncs =>
            {
                await syncs.Begin(CatalogueSync(), default);
                return true;
            }),
            Throws.TypeOf<RuleBrokenException>().With.Message.EqualTo("portal.one-catalogue-sync"));
        var row = (await Read<CatalogueSyncTable, CatalogueSyncRow?>(table => table.Next(Clock.Now, default)))!;
        var mine = (await Write<CatalogueSyncTable, CatalogueSyncRow?>(table => table.Lease(row, Clock.Now, Clock.Now.AddMinutes(1), default)))!;
        Assert.That(await Write<CatalogueSyncTable, CatalogueSyncRow?>(table => table.Lease(row, Clock.Now, Clock.Now.AddMinutes(1), default)), Is.Null);
        Assert.That(await Write<CatalogueSyncTable, bool>(table => table.Keep(row, default)), Is.False, "whoever lost it writes nothing");
        var ended = mine.Refuse([new NationalRefusal("x", "twice")]) with { State = CatalogueSyncStanding.Finished, FinishedAt = Clock.Now, SweepAt = Clock.Now };
        Assert.That(await Write<CatalogueSyncTable, bool>(table => table.Keep(ended, default)), Is.True);
        var last = (await Read<ICatalogueSyncs, CatalogueSyncView?>(syncs => syncs.Last(default)))!;
        Assert.That((last.State, last.Refused, last.Refusals[0].Reason), Is.EqualTo((CatalogueSyncStanding.Finished, 1, "twice")));
        var old = await Read<CatalogueSyncTable, CatalogueSyncId?>(table => table.NextToSweep(Clock.Now, default));
        Assert.That(old, Is.EqualTo(sync.Id));
        await Write<CatalogueSyncTable, bool>(async table =>
        {
            await table.Sweep(old!.Value, default);
            return true;
        });
        Assert.That(await Read<ICatalogueSyncs, CatalogueSyncView?>(syncs => syncs.Last(default)), Is.Null);
    }

    [Test]
    public async Task What_a_second_reading_misses_is_named_and_what_changed_meanwhile_is_not_overwritten()
    {
        await Meet("7.000001", "Một");
        await Meet("7.000002", "Hai");
        var (first, second) = (CatalogueSyncId.New(Clock.Now), CatalogueSyncId.New(Clock.Now));
        Task<IReadOnlyList<string>> Miss(CatalogueSyncId sync) => Write<NationalProcedureRows, IReadOnlyList<string>>(rows => rows.Miss(["7.000001", "7.000002"], sync, default));
        Assert.That(await Miss(first), Is.Empty);
        Assert.That(await Miss(first), Is.Empty, "the same reading that goes on is no second one");
        await Write<NationalProcedureRows, bool>(async rows =>
        {
            await rows.Seen(["7.000002"], Clock.Now, default);
            return true;
        });
        Assert.That(await Miss(second), Is.EqualTo(new[] { "7.000001" }));

        var stale = (await Read<INationalCatalogue, NationalProcedure?>(c => c.Find("7.000001", default)))!;
        await Change("7.000001", procedure => procedure.Read(Content("7.000001", "Khác"), Clock.Now));
        stale.Read(Content("7.000001", "Cũ hơn"), Clock.Now);
        Assert.That(
            () => Write<NationalProcedureRows, bool>(async rows =>
            {
                await rows.Save(stale, default);
                return true;
            }),
            Throws.TypeOf<StaleException>());
    }

    private CatalogueSyncView CatalogueSync() => new(CatalogueSyncId.New(Clock.Now), CatalogueSyncStanding.UnderWay, Clock.Now, null, 0, 0, 0, 0, 0, [], null, null);

    private static NationalContent Content(string code, string name) => new(code, name, null, "Cấp xã", PortalText.Digest(name), $$"""{"TENTTHC":"{{name}}"}""");

    private Task<bool> Meet(string code, string name) => Write<NationalProcedureRows, bool>(async rows =>
    {
        await rows.Add(NationalProcedure.Meet(Content(code, name), Clock.Now), default);
        await rows.Seen([code], Clock.Now, default);
        return (await rows.Mapped([code], default)).Count == 0;
    });

    private Task<bool> Change(string code, Action<NationalProcedure> change) => Write<INationalCatalogue, bool>(async c =>
    {
        var procedure = (await c.Find(code, default))!;
        change(procedure);
        await c.Save(procedure, default);
        return true;
    });
}

using OneStop.Application.Agencies;
using OneStop.Application.Jobs;
using OneStop.Application.Lists;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Transfers;
using OneStop.Infrastructure.Agencies;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Persistence;
using OneStop.Infrastructure.Transfers;

namespace OneStop.Infrastructure.Tests.Agencies;

/// <summary>Rows that change hands, slice by slice.</summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class TakeoverTests(Db engine) : DatabaseFixture(engine)
{
    private int made;

    [Test]
    public async Task Open_dossiers_move_in_slices_and_nothing_but_their_agencies_changes()
    {
        var before = new List<DossierState>();
        for (var i = 0; i < 5; i++)
        {
            before.Add(await Dossier("A", "A"));
        }
        var both = await Dossier("A", "B");
        var slices = new List<int>();
        while (await MoveOpen<DossierTakeover>("A", "B", 2) is { Dossiers: > 0 } moved)
        {
            slices.Add(moved.Dossiers);
        }

        Assert.That(slices, Is.EqualTo(new[] { 2, 2, 2 }));
        Assert.That(await Rows("A"), Is.Empty);
        Assert.That(await Rows("B"), Is.EquivalentTo(before.Append(both).Select(dossier => dossier.Id)), "each once");
        foreach (var dossier in before)
        {
            var after = await Stored(dossier.Id);
            Assert.Multiple(() =>
            {
                Assert.That((after.ReceivingAgency, after.CompetentAgency, after.OriginReceiving, after.OriginCompetent), Is.EqualTo(("B", "B", "A", "A")));
                Assert.That((after.Version, after.UpdatedAt, after.DueAt), Is.EqualTo((dossier.Version + 1, dossier.UpdatedAt, dossier.DueAt)));
            });
            Assert.That(await Events("dossier", dossier.Id.ToString()), Is.EqualTo(new[] { "dossierTakenOver" }));
        }
        Assert.That((await Stored(both.Id)).OriginCompetent, Is.Null, "only what changed has an origin");
    }

    [Test]
    public async Task The_first_origin_stays_through_a_second_succession()
    {
        var dossier = await Dossier("C", "C");
        await MoveOpen<DossierTakeover>("C", "D", 10);
        await MoveOpen<DossierTakeover>("D", "E", 10);

        var after = await Stored(dossier.Id);
        Assert.That((after.CompetentAgency, after.OriginCompetent, after.Version), Is.EqualTo(("E", "C", 2)));
    }

    [Test]
    public async Task Of_what_ended_only_the_place_in_the_list_moves()
    {
        var dossiers = new List<DossierState>();
        for (var i = 0; i < 3; i++)
        {
            dossiers.Add(await Dossier("F", i == 0 ? "G" : "F", DossierStatus.Returned));
        }
        Assert.That((await MoveOpen<DossierTakeover>("F", "G", 10)).Dossiers, Is.Zero);

        Assert.That(await Ended<DossierTakeover>(takeover => takeover.MoveEnded("F", "G", 2, default)), Is.EqualTo(2));
        Assert.That(await Ended<DossierTakeover>(takeover => takeover.MoveEnded("F", "G", 2, default)), Is.EqualTo(1));
        Assert.That(await Ended<DossierTakeover>(takeover => takeover.MoveEnded("F", "G", 2, default)), Is.Zero);

        Assert.That(await Rows("F"), Is.Empty);
        Assert.That(await Rows("G"), Is.EquivalentTo(dossiers.Select(dossier => dossier.Id)));
        Assert.That((await Stored(dossiers[1].Id)).CompetentAgency, Is.EqualTo("F"));
        Assert.That(await Events("dossier", dossiers[1].Id.ToString()), Is.Empty);
    }

    [Test]
    public async Task Transfers_move_with_both_their_ends()
    {
        var (sent, done) = (await Transfer("H", "I", open: true), await Transfer("I", "H", open: false));

        Assert.That((await MoveOpen<TransferTakeover>("H", "K", 10)).Transfers, Is.EqualTo(1));
        Assert.That((await MoveOpen<TransferTakeover>("I", "K", 10)).Transfers, Is.EqualTo(1));
        Assert.That(await Ended<TransferTakeover>(takeover => takeover.MoveEnded("H", "K", 10, default)), Is.EqualTo(1));
        Assert.That(await Ended<TransferTakeover>(takeover => takeover.MoveEnded("I", "K", 10, default)), Is.EqualTo(1));

        var rows = await Read<DbSession, IReadOnlyList<TransferId>>(db => db.Query<TransferId>("SELECT TransferId FROM TransferAgencies WHERE AgencyCode = 'K'", null, default));
        Assert.That(rows, Is.EquivalentTo(new[] { sent, done }));
        var ends = await Read<DbSession, string?>(db => db.QueryOne<string>(
            "SELECT CONCAT(FromAgency, ToAgency, OriginFrom, OriginTo, Version) FROM Transfers WHERE Id = @Id", new { Id = sent }, default));
        Assert.That(ends, Is.EqualTo("KKHI2"));
        Assert.That(await Events("transfer", sent.ToString()), Is.EqualTo(new[] { "transferTakenOver", "transferTakenOver" }));
        Assert.That(await Events("transfer", done.ToString()), Is.Empty);
        var dossier = await Read<DbSession, DossierId>(db => db.QueryOne<DossierId>("SELECT DossierId FROM Transfers WHERE Id = @Id", new { Id = sent }, default));
        var data = await Read<DbSession, IReadOnlyList<string>>(db => db.Query<string>("SELECT Data FROM Events WHERE AggregateId = @Id", new { Id = sent.ToString() }, default));
        Assert.That(data, Is.All.Contains($"\"dossier\":\"{dossier}\""));
    }

    [Test]
    public async Task A_dossier_saved_under_another_agency_leaves_the_list_of_the_one_before()
    {
        var dossier = await Dossier("L", "M");
        var tree = new AgencyTree([Closed("L", "N"), Closed("M", "N"), Closed("N", null)]);
        await Write<IDossierRepository, bool>(async dossiers =>
        {
            var loaded = (await dossiers.Find(dossier.Id.ToString(), default))!;
            loaded.FollowSuccession(tree, Clock.Now);
            await dossiers.Save(loaded, default);
            return true;
        });

        Assert.That((await Rows("L")).Concat(await Rows("M")), Is.Empty);
        Assert.That(await Rows("N"), Is.EqualTo(new[] { dossier.Id }));
    }

    [Test]
    public async Task Counters_go_on_after_the_highest_of_those_before()
    {
        var day = new DateOnly(2026, 3, 2);
        Task<long> Next(string agency) => Write<IDossierRepository, long>(dossiers => dossiers.NextNumber(agency, day, false, default));
        Task<bool> Continue(params string[] after) => Write<IDossierRepository, bool>(async dossiers =>
        {
            await dossiers.ContinueNumbers(after, "to", day, default);
            return true;
        });
        await Next("one");
        await Next("other");
        await Next("other");
        await Continue("nobody");
        await Continue("one", "other");
        Assert.That(await Next("to"), Is.EqualTo(3));
        await Continue("one");
        Assert.That(await Next("to"), Is.EqualTo(4), "never back");
    }

    [Test]
    public async Task A_record_says_what_is_on_its_way_until_it_is_done()
    {
        var succession = AgencySuccession.Plan(["P", "Q"], ["R"], new DateOnly(2026, 3, 2), Clock.Now);
        var later = AgencySuccession.Plan(["R"], ["S"], new DateOnly(2027, 1, 1), Clock.Now);
        await Store(successions => successions.Add(succession, default));
        await Store(successions => successions.Add(later, default));
        Assert.That((await Tree()).Moving, Is.SupersetOf(new[] { "P", "Q", "R" }));

        await Store(async successions =>
        {
            var loaded = (await successions.Find(succession.State.Id, default))!;
            loaded.Moved(new SuccessionProgress(3, 2, 1));
            loaded.Finish(Clock.Now);
            await successions.Save(loaded, default);
        });

        Assert.That((await Tree()).Moving, Does.Not.Contain("P"));
        Assert.That(await Events("succession", succession.State.Id.ToString()), Is.EqualTo(new[] { "successionPlanned", "successionFinished" }));
        var first = await List(null);
        var second = await List(first.Next);
        Assert.That((first.Items[0].Id, second.Items[0].Id, second.Next), Is.EqualTo((later.State.Id, succession.State.Id, (string?)null)));
        Assert.That(second.Items[0].Details.Moved, Is.EqualTo(new SuccessionProgress(3, 2, 1)));
    }

    private static Agency Closed(string code, string? successor) => new()
    {
        Code = code, Name = code, Kind = AgencyKind.PeoplesCommittee, Level = AgencyLevel.Commune, WorkingHours = "office",
        EffectiveTo = successor is null ? null : new DateOnly(2026, 3, 1), Successor = successor,
    };

    private Task<AgencyTree> Tree() => Read<IAgencies, AgencyTree>(async agencies => await agencies.Tree(default));

    private Task<Page<SuccessionState>> List(string? cursor) => Read<ISuccessionViews, Page<SuccessionState>>(
        views => views.List(new ListSuccessions(new PageRequest { Limit = 1, Cursor = cursor }), default));

    private Task<bool> Store(Func<SuccessionRepository, Task> work) => Write<SuccessionRepository, bool>(async successions =>
    {
        await work(successions);
        return true;
    });

    private Task<SuccessionProgress> MoveOpen<T>(string from, string to, int most)
        where T : IMoveWork =>
        Write<IEnumerable<IMoveWork>, SuccessionProgress>(movers => movers.OfType<T>().Single().MoveOpen(from, to, Clock.Now, most, default));

    private Task<int> Ended<T>(Func<IMoveWork, Task<int>> move)
        where T : IMoveWork =>
        Write<IEnumerable<IMoveWork>, int>(movers => move(movers.OfType<T>().Single()));

    private Task<IReadOnlyList<DossierId>> Rows(string agency) => Read<DbSession, IReadOnlyList<DossierId>>(
        db => db.Query<DossierId>("SELECT DossierId FROM DossierAgencies WHERE AgencyCode = @agency", new { agency }, default));

    private async Task<DossierState> Stored(DossierId id) => (await Read<IDossierRepository, Dossier?>(dossiers => dossiers.Find(id.ToString(), default)))!.State;

    private async Task<DossierState> Dossier(string receiving, string competent, DossierStatus status = DossierStatus.Received)
    {
        var now = Clock.Now.AddMinutes(++made);
        var state = new DossierState
        {
            Id = DossierId.New(now), Code = $"{made}", ProcedureCode = "1", ProcedureVersion = 1, CaseKey = "a", Field = "f", ReceivingAgency = receiving,
            CompetentAgency = competent, Status = status, SubmittedAt = now, UpdatedAt = now, DueAt = now.AddDays(5),
            Details = new DossierDetails { Owner = new Party { FullName = "Nguyễn Văn A" }, ReturnBy = ReturnVia.Counter, Route = "r" },
        };
        await Write<IDossierRepository, bool>(async dossiers =>
        {
            await dossiers.Add(new Dossier(state), default);
            return true;
        });
        return await Stored(state.Id);
    }

    private async Task<TransferId> Transfer(string from, string to, bool open)
    {
        var (dossier, id) = (await Dossier("Z", "Z"), TransferId.New(Clock.Now.AddMinutes(++made)));
        const string insert = """
            INSERT INTO Transfers (Id, Version, DossierId, Kind, Status, FromAgency, ToAgency, SentAt, AcceptBy, DueAt, UpdatedAt, Details)
            VALUES (@Id, 0, @DossierId, @Kind, @Status, @From, @To, 1, 1, 1, 1, '{}')
            """;
        await Write<DbSession, int>(async db =>
        {
            var status = open ? TransferStatus.Sent : TransferStatus.Completed;
            await db.Execute(insert, new { Id = id, DossierId = dossier.Id, Kind = (int)TransferKind.Horizontal, Status = (int)status, From = from, To = to }, default);
            foreach (var agency in new[] { from, to })
            {
                await db.Execute("INSERT INTO TransferAgencies (AgencyCode, TransferId, IsOpen, DueAt) VALUES (@agency, @id, @open, 1)", new { agency, id, open = open ? 1 : 0 }, default);
            }
            return 1;
        });
        return id;
    }
}

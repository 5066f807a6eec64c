using OneStop.Application.Attention;
using OneStop.Application.Dossiers;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Tests.Attention;

[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class EscalationTableTests(Db engine) : DatabaseFixture(engine)
{
    [Test]
    public async Task A_rung_is_claimed_once_also_by_many_at_a_time()
    {
        var (one, other) = (DossierId.New(Clock.Now), DossierId.New(Clock.Now));
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Claim(one, 1)));
        Assert.That(claims.Count(claimed => claimed), Is.EqualTo(1));
        Assert.That(await Claim(one, 2), Is.True, "the next rung");
        Assert.That(await Claim(other, 1), Is.True, "another dossier");
        Assert.That(await Claim(one, 2), Is.False);
    }

    [Test]
    public async Task A_lost_claim_leaves_the_transaction_whole()
    {
        var id = DossierId.New(Clock.Now);
        await Claim(id, 1);
        var both = await Write<IEscalations, (bool, bool)>(async table => (await table.Claim(id, 1, Clock.Now, CancellationToken.None), await table.Claim(id, 2, Clock.Now, CancellationToken.None)));
        Assert.That(both, Is.EqualTo((false, true)));
        Assert.That(await Read<DbSession, long>(async db => await db.QueryOne<long>("SELECT COUNT(*) FROM Escalations WHERE SubjectId = @Id", new { Id = id }, CancellationToken.None)), Is.EqualTo(2));
    }

    [TestCaseSource(nameof(Strands))]
    public async Task Every_strand_can_be_asked_for_some_agencies_and_for_all(AttentionStrand strand)
    {
        var handler = new Actor(AccountId.New(Clock.Now), "handler", [new Post(Role.Handler, "H17.122", null)]);
        var reach = DossierReach.Of(handler, new AgencyTree([]), VietnamTime.DateOf(Clock.Now));
        foreach (var agencies in new[] { null, new[] { "H17.122" }, ["H17.122", "H17.122.01"], [] })
        {
            var scope = new AttentionScope
            {
                Agencies = agencies, Reach = reach, Now = Clock.Now, Calendar = null!, SoonMinutes = 480, DueUntil = Clock.Now.AddHours(8), SilentSince = Clock.Now.AddDays(-3),
            };
            foreach (var place in new[] { null, new AttentionPlace(0, Guid.Empty) })
            {
                Assert.That(await Read<IAttention, IReadOnlyList<AttentionRow>>(attention => attention.Rows(strand, scope, place, 5, CancellationToken.None)), Is.Empty);
            }
        }
    }

    private static IEnumerable<AttentionStrand> Strands() => AttentionStrand.All;

    private Task<bool> Claim(DossierId id, int rung) => Write<IEscalations, bool>(table => table.Claim(id, rung, Clock.Now, CancellationToken.None));
}

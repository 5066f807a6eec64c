using OneStop.Application.Changes;
using OneStop.Application.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Tests.Changes;

/// <summary>While many write, and some of them in vain, a reader never passes a position that comes later.</summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class FeedOrderTests(Db engine) : DatabaseFixture(engine)
{
    private const int Writers = 20;
    private const int Each = 40;

    [Test]
    public async Task A_reader_beside_twenty_writers_sees_every_position_once_and_in_order()
    {
        var from = await Read<IChanges, long>(changes => changes.Last(default));
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(Write));
        var (seen, at, lulls) = (new List<ChangeItem>(), from, 0);
        while (!writing.IsCompleted || lulls < 2)
        {
            var slice = await Read<IChanges, ChangeSlice>(changes => changes.Read(new ChangeQuery(at, null, null, null, 7), DossierReach.OfEverybody, default));
            lulls = slice.Items.Count == 0 && writing.IsCompleted ? lulls + 1 : 0;
            seen.AddRange(slice.Items);
            at = slice.Next;
        }
        await writing;

        var written = Writers * Each;
        Assert.That(seen.Select(item => item.Position), Is.EqualTo(Enumerable.Range(1, 2 * written).Select(n => from + n)), "no gap, no double");
        Assert.That(seen.GroupBy(item => item.AggregateId).Select(one => one.Select(item => item.Version)), Is.All.EqualTo(new[] { 1, 2 }));
        Assert.That(seen.GroupBy(item => item.AggregateId).Count(), Is.EqualTo(written));
        Assert.That(await Read<IChanges, long>(changes => changes.Last(default)), Is.EqualTo(at), "the end of the log is the last event");
        Assert.That(seen.Select(item => item.Id), Is.Unique);
    }

    [Test]
    public async Task Who_waits_is_woken_by_what_may_be_for_him_and_by_nothing_else()
    {
        var from = await Read<IChanges, long>(changes => changes.Last(default));
        var waiting = Wait(from, new ChangeInterest(["weeklyTemplateChanged"], null, null, OnlyDossiers: false), TimeSpan.FromMinutes(2));
        Assert.That(await Wait(from, Anything, TimeSpan.FromMilliseconds(50)), Is.False);
        await Written($"woken-{Guid.NewGuid():N}", fails: false);
        Assert.That(await waiting);
        Assert.That(await Wait(from, new ChangeInterest(["dossierReceived"], null, null, OnlyDossiers: false), TimeSpan.FromMilliseconds(50)), Is.False);
        Assert.That(await Wait(from, Anything with { OnlyDossiers = true }, TimeSpan.FromMilliseconds(50)), Is.False);
        Assert.That(await Wait(from, Anything, TimeSpan.FromMinutes(2)));
    }

    private static ChangeInterest Anything => new(null, null, null, OnlyDossiers: false);

    private Task<bool> Wait(long from, ChangeInterest interest, TimeSpan wait) => Read<IChanges, bool>(changes => changes.WaitBehind(from, interest, wait, default));

    /// <summary>Every third is tried before in a transaction that fails: its positions are given to others.</summary>
    private async Task Write(int writer)
    {
        for (var n = 0; n < Each; n++)
        {
            var name = $"{writer}-{n}";
            if (n % 3 == 0)
            {
                Assert.ThrowsAsync<InvalidDataException>(() => Written(name, fails: true));
            }
            await Written(name, fails: false);
        }
    }

    private Task<bool> Written(string name, bool fails) => Write<DbSession, bool>(async db =>
    {
        var thing = new Thing(name);
        thing.Happen();
        thing.Happen();
        db.Touch(thing);
        await Task.Yield();
        return fails ? throw new InvalidDataException("in vain") : true;
    });

    private sealed class Thing(string name) : Aggregate
    {
        public override string Kind => "agency";

        public override string Key => name;

        public override int Version => 0;

        public void Happen() => Record(new WeeklyTemplateChanged(), new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(7)), null);
    }

    private sealed record WeeklyTemplateChanged : DomainEvent;
}

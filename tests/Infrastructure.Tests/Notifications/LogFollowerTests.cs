using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using OneStop.Infrastructure.Persistence;
using ILoggerFactory = Microsoft.Extensions.Logging.ILoggerFactory;

namespace OneStop.Infrastructure.Tests.Notifications;

/// <summary>Each event of the log is taken once, by whichever process, and one that cannot be taken keeps none back.</summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class LogFollowerTests(Db engine) : DatabaseFixture(engine)
{
    private readonly SetClock machine = new();

    protected override void Configure(IServiceCollection services) => services
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
        .Replace(ServiceDescriptor.KeyedSingleton<TimeProvider>(Clocks.Machine, (_, _) => machine));

    [Test]
    public async Task An_event_that_cannot_be_taken_is_passed_after_a_while_and_all_others_are_taken_once()
    {
        var last = await Log(10);
        var poisoned = last - 5;
        var follower = new Follower(Parts(), "poisoned", poisoned);
        var (at, faults) = (0L, 0);
        for (var look = 0; look < 1_000 && at < last; look++)
        {
            try
            {
                at = await follower.FollowOn(default);
            }
            catch (InvalidOperationException)
            {
                faults++;
                machine.Now += TimeSpan.FromSeconds(20);
            }
        }
        Assert.That(at, Is.EqualTo(last));
        Assert.That(await Taken("poisoned"), Is.EqualTo(Enumerable.Range(1, (int)last).Where(position => position != poisoned)));
        Assert.That(faults, Is.InRange(5, 8), "for two minutes it is tried");
        const string Passed = "SELECT LastPassed FROM LogCursors WHERE Name = 'poisoned'";
        Assert.That(await Read<DbSession, string?>(db => db.QueryOne<string>(Passed, null, default)), Is.EqualTo($"{poisoned}: InvalidOperationException"));
    }

    [Test]
    public async Task What_was_passed_is_taken_again_when_somebody_asks_and_once()
    {
        var poisoned = await Log(1);
        var followers = new[] { new Follower(Parts(), "again", poisoned), new Follower(Parts(), "again", poisoned) };
        while (await Passed("again") is null)
        {
            await Fallible(followers[0]);
            machine.Now += TimeSpan.FromSeconds(30);
        }
        Assert.That(await Passed("again"), Is.EqualTo((0, false)));

        await Want("again", poisoned);
        await followers[0].FollowOn(default);
        Assert.That(await Passed("again"), Is.EqualTo((1, false)), "it cannot be taken yet");
        await followers[1].FollowOn(default);
        Assert.That(await Passed("again"), Is.EqualTo((1, false)), "nobody asked again");

        await Want("again", poisoned);
        Array.ForEach(followers, follower => follower.Poisoned = 0);
        await Task.WhenAll(followers.Select(follower => follower.FollowOn(default)));
        Assert.That(await Passed("again"), Is.Null);
        Assert.That(await Taken("again"), Is.EqualTo(Enumerable.Range(1, (int)poisoned)), "each once");
    }

    [Test]
    public async Task Who_was_outrun_by_another_process_that_came_less_far_goes_on_where_that_one_stands()
    {
        var last = await Log(3);
        var follower = new Follower(Parts(), "outrun", poisoned: 0);
        follower.During = async () =>
        {
            follower.During = null;
            await Write<LogCursors, bool>(cursors => cursors.Move("outrun", 0, 1, machine.Now, default));
        };
        Assert.That(await follower.FollowOn(default), Is.Zero, "it does not know how far the other came");
        while (await follower.FollowOn(default) < last)
        {
        }
        Assert.That(await Taken("outrun"), Is.EqualTo(Enumerable.Range(2, (int)last - 1)), "what the other took is its own");
    }

    [Test]
    public async Task Who_was_outrun_goes_on_without_a_further_event()
    {
        var last = await Log(3);
        Services.GetRequiredService<LogTail>().Reached(last);
        using var follower = new Follower(Parts(), "alone", poisoned: 0);
        follower.During = async () =>
        {
            follower.During = null;
            await Write<LogCursors, bool>(cursors => cursors.Move("alone", 0, 1, machine.Now, default));
        };
        await follower.StartAsync(default);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await Read<LogCursors, long?>(cursors => cursors.Of("alone", default)) != last)
        {
            await Task.Delay(10, patience.Token);
        }
        await follower.StopAsync(default);
    }

    [Test]
    public async Task Two_processes_that_follow_take_each_event_once()
    {
        var last = await Log(500);
        var followers = Enumerable.Range(0, 2).Select(_ => new Follower(Parts(), "twins", poisoned: 0)).ToArray();
        await Task.WhenAll(followers.Select(async follower =>
        {
            while (await follower.FollowOn(default) < last)
            {
            }
        }));
        Assert.That(await Taken("twins"), Is.EqualTo(Enumerable.Range(1, (int)last)));
    }

    private static async Task Fallible(Follower follower)
    {
        try
        {
            await follower.FollowOn(default);
        }
        catch (InvalidOperationException)
        {
            // The poisoned one, which is tried for two minutes.
        }
    }

    private Task<bool> Want(string follower, long position) => Write<PassedEvents, bool>(async passed =>
    {
        await passed.TakeAgain(follower, position, machine.Now, default);
        return true;
    });

    /// <summary>The only event that a follower passed: how often it was tried again, and whether it is wanted.</summary>
    private async Task<(int Tries, bool Wanted)?> Passed(string follower)
    {
        var rows = await Read<DbSession, IReadOnlyList<(int Tries, long? WantedAt)>>(db => db.Query<(int, long?)>(
            "SELECT Tries, WantedAt FROM PassedEvents WHERE Follower = @Follower", new { Follower = follower }, default));
        return rows.Count == 0 ? null : (rows.Single().Tries, rows.Single().WantedAt is not null);
    }

    private LogFollowing Parts() => ActivatorUtilities.CreateInstance<LogFollowing>(Services);

    /// <summary>The positions that a follower took, each once: its ledger has them as keys.</summary>
    private async Task<IEnumerable<int>> Taken(string follower)
    {
        var names = await Read<DbSession, IReadOnlyList<string>>(db => db.Query<string>(
            "SELECT Name FROM LogCursors WHERE Name LIKE @Of", new { Of = $"{follower}/%" }, default));
        return names.Select(name => int.Parse(name[(follower.Length + 1)..], CultureInfo.InvariantCulture)).Order();
    }

    /// <summary>Writes events into the log.</summary>
    /// <returns>The last position.</returns>
    private Task<long> Log(int count) => Write<DbSession, long>(async db =>
    {
        var last = await db.QueryOne<long>("SELECT Value FROM LogPositions WHERE Id = 1", null, default) + count;
        for (var position = last - count + 1; position <= last; position++)
        {
            await db.Execute(
                """
                INSERT INTO Events (Position, Id, Aggregate, AggregateId, Version, Type, At, Actor, Data, Hash)
                VALUES (@Position, @Id, 'test', @Key, 1, 'happened', @At, @Id, '{}', @Hash)
                """,
                new { Position = position, Id = EventId.New(machine.Now), Key = $"{position}", At = machine.Now, Hash = new byte[32] }, default);
        }
        await db.Execute("UPDATE LogPositions SET Value = @Last WHERE Id = 1", new { Last = last }, default);
        return last;
    });

    private sealed class Follower(LogFollowing following, string name, long poisoned) : LogFollower<IReadOnlyList<LoggedEvent>>(following)
    {
        protected override string Name => name;

        protected override bool FromTheBeginning => true;

        /// <summary>The position of an event that cannot be taken.</summary>
        public long Poisoned { get; set; } = poisoned;

        /// <summary>What happens beside it while it reads.</summary>
        public Func<Task>? During { get; set; }

        protected override async Task<IReadOnlyList<LoggedEvent>> Read(IServiceProvider services, IReadOnlyList<LoggedEvent> events, CancellationToken ct)
        {
            await (During?.Invoke() ?? Task.CompletedTask);
            return events;
        }

        protected override async Task Write(IServiceProvider services, IReadOnlyList<LoggedEvent> work, CancellationToken ct)
        {
            foreach (var one in work)
            {
                if (one.Position == Poisoned)
                {
                    throw new InvalidOperationException("poisoned");
                }
                await services.GetRequiredService<DbSession>().Execute(
                    "INSERT INTO LogCursors (Name, Position, MovedAt) VALUES (@Name, 0, 0)", new { Name = $"{name}/{one.Position}" }, ct);
            }
        }
    }
}

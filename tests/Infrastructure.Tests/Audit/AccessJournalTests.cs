using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Audit;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Tests.Audit;

/// <summary>How readings come into the table: each once, none lost.</summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class AccessJournalTests(Db engine) : DatabaseFixture(engine)
{
    private readonly Db engine = engine;

    private static readonly AccountId Reader = AccountId.New(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    [Test]
    public async Task A_full_queue_waits_and_loses_nothing()
    {
        var queue = new AccessJournalQueue(Clock, new JournalOptions { WaitingRows = 1 });
        await Add(queue, NewSubject());
        var second = Add(queue, NewSubject()).AsTask();
        await Task.Delay(50);
        Assert.That(second.IsCompleted, Is.False, "the reading waits");
        Assert.That(queue.Rows.TryRead(out _), Is.True);
        await second.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.That(queue.Rows.TryRead(out _), Is.True);
    }

    [Test]
    public async Task A_reading_given_up_while_it_waited_is_noted_the_next_time()
    {
        var queue = new AccessJournalQueue(Clock, new JournalOptions { WaitingRows = 1 });
        await Add(queue, NewSubject());
        using var gone = new CancellationTokenSource();
        var subject = NewSubject();
        var waiting = queue.Add(subject, Reader, minute => Row(subject, minute), gone.Token).AsTask();
        await gone.CancelAsync();
        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(queue.IsNoted(subject, Reader), Is.False);
    }

    [Test]
    public async Task The_same_reading_of_a_minute_is_one_row_and_another_minute_another()
    {
        var clock = new SetClock();
        var queue = new AccessJournalQueue(clock, new JournalOptions());
        var subject = NewSubject();
        for (var i = 0; i < 5; i++)
        {
            await Add(queue, subject);
        }
        clock.Now = clock.Now.AddMinutes(1);
        Assert.That(queue.IsNoted(subject, Reader), Is.False);
        await Add(queue, subject);
        Assert.That(queue.Rows.Count, Is.EqualTo(2));
    }

    [Test]
    public async Task What_waits_is_written_before_the_process_ends_and_rows_of_another_are_left_alone()
    {
        var subjects = Enumerable.Range(0, 70).Select(_ => NewSubject()).ToArray();
        for (var process = 0; process < 2; process++)
        {
            var queue = new AccessJournalQueue(Clock, new JournalOptions());
            using var writer = Writer(queue);
            await writer.StartAsync(CancellationToken.None);
            foreach (var subject in subjects)
            {
                await Add(queue, subject);
            }
            await writer.StopAsync(CancellationToken.None);
        }
        Assert.That(await Written(subjects), Is.EqualTo(70));
    }

    [Test]
    public async Task Two_writers_with_the_same_rows_at_one_instant_write_each_once()
    {
        var subjects = Enumerable.Range(0, 200).Select(_ => NewSubject()).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            var queue = new AccessJournalQueue(Clock, new JournalOptions());
            using var writer = Writer(queue);
            await writer.StartAsync(CancellationToken.None);
            foreach (var subject in subjects)
            {
                await Add(queue, subject);
            }
            await writer.StopAsync(CancellationToken.None);
        }));
        Assert.That(await Written(subjects), Is.EqualTo(200));
    }

    [Test]
    public async Task A_database_that_does_not_take_the_rows_gets_them_again()
    {
        var queue = new AccessJournalQueue(Clock, new JournalOptions());
        using var writer = Writer(queue);
        var subject = NewSubject();
        await Rename("AccessJournal", "Away");
        await writer.StartAsync(CancellationToken.None);
        await Add(queue, subject);
        await Task.Delay(600);
        await Rename("Away", "AccessJournal");
        for (var i = 0; i < 100 && await Written(subject) == 0; i++)
        {
            await Task.Delay(50);
        }
        Assert.That(await Written(subject), Is.EqualTo(1));
        await writer.StopAsync(CancellationToken.None);
    }

    private AccessJournalWriter Writer(AccessJournalQueue queue) => new(
        queue, Services.GetRequiredService<IServiceScopeFactory>(), Services.GetRequiredService<Dialect>(), NullLogger<AccessJournalWriter>.Instance);

    private static ValueTask Add(AccessJournalQueue queue, DossierId subject) =>
        queue.Add(subject, Reader, minute => Row(subject, minute), CancellationToken.None);

    private static AccessRow Row(DossierId subject, long minute) => new(subject, minute, Reader, null, "H17.122", 1);

    private static DossierId NewSubject() => new(Guid.CreateVersion7());

    private async Task<long> Written(params DossierId[] subjects)
    {
        var written = 0L;
        foreach (var subject in subjects)
        {
            written += await Read<DbSession, long>(db => db.QueryOne<long>(
                "SELECT COUNT(*) FROM AccessJournal j WHERE j.SubjectId = @Subject", new { Subject = subject }, CancellationToken.None)!);
        }
        return written;
    }

    private Task<int> Rename(string from, string to) => Write<DbSession, int>(db => db.Execute(
        engine == Db.Sqlite ? $"ALTER TABLE {from} RENAME TO {to}" : $"EXEC sp_rename '{from}', '{to}', 'OBJECT'", null, CancellationToken.None));
}

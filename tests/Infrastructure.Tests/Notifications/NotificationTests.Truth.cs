using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OneStop.Application.Integrity;
using OneStop.Application.Notifications;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Notifications;
using OneStop.Infrastructure.Notifications;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Tests.Notifications;

/// <summary>What is no longer true is not sent, whatever is corrected or taken again; what waits for another message is not late.</summary>
public sealed partial class NotificationTests
{
    /// <summary>What was found to be open before the transaction may be untrue, or sent, in it.</summary>
    [TestCase("unreachable", "SupplementRequested Superseded")]
    [TestCase("queued", "SupplementRequested Superseded")]
    [TestCase("sent", "SupplementRequested Sent")]
    public async Task A_corrected_number_sends_nothing_that_is_untrue_by_then(string before, string said)
    {
        var dossier = DossierId.New(Noon);
        var logged = Logged(dossier, Happening(NoticeKind.SupplementRequested));
        var first = before == "unreachable" ? Composed(NoticeKind.SupplementRequested) with { Plan = new PlannedNotice(NoticeChannel.Email, null, NoticeState.Unreachable, "noContact") }
            : Composed(NoticeKind.SupplementRequested);
        await Take(new FollowedHappening(logged, dossier, new ComposedHappening([], [first], Test: false)));
        if (before == "sent")
        {
            machine.Now += TimeSpan.FromSeconds(21);
            await Send();
        }
        gateway.Taken.Clear();
        await Happen(dossier, Happening(null, NoticeKind.SupplementRequested));
        await Take(Correction(dossier, logged));
        machine.Now += TimeSpan.FromSeconds(21);
        await Send();
        Assert.That((gateway.Taken.Count, await Said(dossier)), Is.EqualTo((0, said)));
    }

    /// <summary>Also one that nobody was told and that stood there as unreachable when a later event made it untrue.</summary>
    [Test]
    public async Task A_corrected_number_sends_nothing_that_an_event_of_the_log_overtook()
    {
        var dossier = DossierId.New(Noon);
        var asked = await Log(dossier, "supplementRequested");
        await Take(new FollowedHappening(asked, dossier, new ComposedHappening([], [Composed(NoticeKind.SupplementRequested)], Test: false)));
        await Log(dossier, "supplementAnswered");
        var later = await Read<LogReader, IReadOnlyList<FollowedHappening>>(log => log.Overtaking(asked, dossier, default));
        Assert.That(later.Select(one => one.Event.Type), Is.EqualTo(new[] { "supplementAnswered" }));

        var correction = Correction(dossier, asked);
        await Take(correction with { Anew = [correction.Anew[0] with { Later = later }] });
        machine.Now += TimeSpan.FromSeconds(21);
        await Send();
        Assert.That((gateway.Taken.Count, await Said(dossier)), Is.EqualTo((0, "SupplementRequested Superseded")));
    }

    [TestCase(null, "Escalated Sent")]
    [TestCase("resultReturned", "Escalated Superseded")]
    public async Task What_is_taken_again_says_nothing_that_a_later_event_overtook(string? next, string said)
    {
        var dossier = DossierId.New(Noon);
        var passed = await Log(dossier, "dossierEscalated");
        await Log(DossierId.New(Noon.AddSeconds(1)), "resultReturned");
        await Log(dossier, next ?? "noteAdded");
        var later = await Read<LogReader, IReadOnlyList<FollowedHappening>>(log => log.Overtaking(passed, dossier, default));
        await Take(new FollowedHappening(passed, dossier, new ComposedHappening([], [Composed(NoticeKind.Escalated)], Test: false)) { Later = later });
        machine.Now += TimeSpan.FromSeconds(21);
        await Send();
        Assert.That(await Said(dossier), Is.EqualTo(said));
    }

    /// <summary>The follower itself looks at what came later.</summary>
    [Test]
    public async Task A_passed_event_is_taken_again_with_what_came_later()
    {
        var dossier = DossierId.New(Noon);
        var (passed, answered) = (await Log(dossier, "supplementReminded"), await Log(dossier, "supplementAnswered"));
        await Take(new FollowedHappening(passed, dossier, new ComposedHappening([], [Composed(NoticeKind.SupplementReminder)], Test: false)));
        await Write<DbSession, bool>(async db =>
        {
            await new LogCursors(db).Begin("notifications", answered.Position, machine.Now, default);
            await db.Execute(
                "INSERT INTO PassedEvents (Follower, Position, PassedAt, Fault, Tries, WantedAt) VALUES ('notifications', @Position, @Now, 'Fault', 0, @Now)",
                new { passed.Position, machine.Now }, default);
            return true;
        });
        var following = ActivatorUtilities.CreateInstance<LogFollowing>(Services, NullLoggerFactory.Instance);
        using var follower = ActivatorUtilities.CreateInstance<NotificationFollower>(Services, following);
        await follower.FollowOn(default);
        Assert.That((await Said(dossier), (await List(dossier))[0].SupersededBy), Is.EqualTo(("SupplementReminder Superseded", (Guid?)answered.Id.Value)));
    }

    [Test]
    public async Task What_waits_behind_a_full_mailbox_is_not_late()
    {
        var dossier = DossierId.New(Noon);
        var schedule = Services.GetRequiredService<NotificationSchedule>();
        async Task<bool> Late() => (await Read<IFlow, IReadOnlyList<QueueStanding>>(flow => flow.Queues(default))).Single(queue => queue.Name == IFlow.Notifications).Late;
        async Task Try(SendResult result) => await Write<NotificationQueue, bool>(async queue =>
        {
            var due = (await queue.DueFor("sms", 1, machine.Now, default)).Single();
            await queue.TakeOne(due, machine.Now, default);
            var taken = due with { Attempts = due.Attempts + 1, FirstTriedAt = due.FirstTriedAt ?? machine.Now };
            await queue.Note(taken, schedule.After(taken, new SendOutcome(result)), 1, default);
            return true;
        });
        await Happen(dossier, Happening(NoticeKind.Extended), Happening(NoticeKind.ReceiptCorrected));
        machine.Now += TimeSpan.FromSeconds(21);
        for (var minute = 0; minute < 120; minute += 30)
        {
            await Try(SendResult.Deferred);
            machine.Now += TimeSpan.FromMinutes(30);
            Assert.That(await Late(), Is.False, $"{minute}");
        }
        machine.Now += TimeSpan.FromMinutes(31);
        await Try(SendResult.Accepted);
        Assert.That(await Late(), Is.False, "its turn comes now");
        machine.Now += TimeSpan.FromMinutes(61);
        Assert.That(await Late(), Is.True, "it does not leave");
    }

    [Test]
    public async Task What_hangs_when_the_process_closes_down_is_let_go_and_written_down()
    {
        var dossier = DossierId.New(Noon);
        await Happen(dossier, Happening(NoticeKind.Received));
        machine.Now += TimeSpan.FromSeconds(21);
        await using var server = new MailServer { Answers = { ["."] = "HANG" } };
        await Write<DbSession, bool>(async db => await db.Execute("UPDATE Notifications SET Channel = 'email', Address = 'a@example.vn'", null, default) > 0);
        var options = new NotificationOptions
        {
            Smtp = new SmtpOptions { Host = "127.0.0.1", Port = server.Port, Tls = "none", From = "motcua@example.vn", AnswerSeconds = 3_600 },
        };
        var channels = ActivatorUtilities.CreateInstance<ChannelSenders>(Services, options, new MailSender(options));
        using var worker = new NotificationWorker(
            Services.GetRequiredService<IServiceScopeFactory>(), channels, Services.GetRequiredService<NotificationSchedule>(), machine, NullLogger<NotificationWorker>.Instance)
        {
            Farewell = TimeSpan.FromMilliseconds(50),
        };
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await worker.StartAsync(default);
        while (server.Taken.IsEmpty)
        {
            await Task.Delay(10, patience.Token);
        }
        await worker.StopAsync(patience.Token);
        var message = (await List(dossier))[0];
        Assert.That((message.State, message.Attempts.Single().Outcome), Is.EqualTo((NoticeState.Queued, "uncertain")));
    }

    private FollowedHappening Correction(DossierId dossier, LoggedEvent of)
    {
        var corrected = Composed(NoticeKind.SupplementRequested) with { Plan = new PlannedNotice(NoticeChannel.Sms, "0905000222", NoticeState.Queued, null) };
        return new FollowedHappening(Logged(dossier, Happening(null)), dossier, new ComposedHappening([], [], Test: false))
        {
            Anew = [new FollowedHappening(of, dossier, new ComposedHappening([], [corrected], Test: false))],
        };
    }

    /// <summary>Writes an event of a dossier into the log.</summary>
    private Task<LoggedEvent> Log(DossierId dossier, string type) => Write<DbSession, LoggedEvent>(async db =>
    {
        var one = Logged(dossier, Happening(null)) with { Type = type, Position = await db.QueryOne<long>("SELECT COALESCE(MAX(Position), 0) + 1 FROM Events", null, default) };
        await db.Execute(
            """
            INSERT INTO Events (Position, Id, Aggregate, AggregateId, Version, Type, At, Actor, Data, Hash)
            VALUES (@Position, @Id, @Aggregate, @AggregateId, @Version, @Type, @At, @Id, @Data, @Hash)
            """,
            new { one.Position, one.Id, one.Aggregate, one.AggregateId, one.Version, one.Type, one.At, one.Data, Hash = new byte[32] }, default);
        return one;
    });
}

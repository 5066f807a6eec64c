using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OneStop.Application;
using OneStop.Application.Notifications;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Notifications;
using OneStop.Infrastructure.Notifications;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Tests.Notifications;

/// <summary>Messages from the written row to the gateway, on both engines, with a clock that the tests turn.</summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed partial class NotificationTests(Db engine) : DatabaseFixture(engine)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.FromHours(7));

    private readonly SetClock machine = new() { Now = Noon };
    private readonly FakeGateway gateway = new();
    private int versions;

    protected override void Configure(IServiceCollection services) => services
        .AddApplication()
        .Replace(ServiceDescriptor.KeyedSingleton<TimeProvider>(Clocks.Machine, (_, _) => machine))
        .Replace(ServiceDescriptor.Singleton(new NotificationOptions { Gateway = new GatewayOptions { Url = new Uri("http://gateway.invalid/messages") } }))
        .Replace(ServiceDescriptor.KeyedSingleton<HttpMessageHandler>(GatewaySender.Handler, (_, _) => gateway));

    [SetUp]
    public async Task Empty()
    {
        machine.Now = Noon;
        gateway.Reset();
        await Write<DbSession, bool>(async db =>
        {
            await db.Execute("DELETE FROM Notifications", null, default);
            await db.Execute("DELETE FROM NotificationAttempts", null, default);
            return true;
        });
    }

    [Test]
    public async Task A_message_settles_before_it_is_sent_and_the_same_event_is_told_once()
    {
        var (dossier, happened) = (DossierId.New(Noon), Happening(NoticeKind.Received));
        await Happen(dossier, happened);
        await Happen(dossier, happened);
        await Send();
        Assert.That(gateway.Taken, Is.Empty, "it may still become untrue");

        machine.Now += TimeSpan.FromSeconds(21);
        await Send();
        await Happen(dossier, happened);
        machine.Now += TimeSpan.FromMinutes(1);
        await Send();
        Assert.That(gateway.Taken.Select(one => one.Text), Is.EqualTo(new[] { "received" }));
        Assert.That(await Said(dossier), Is.EqualTo("Received Sent"));
    }

    /// <summary>A replay of the log after everything was sent: an event of before overtakes nothing that came after it.</summary>
    [Test]
    public async Task A_replay_neither_sends_again_nor_takes_back_what_came_later()
    {
        var dossier = DossierId.New(Noon);
        var asked = Happening(NoticeKind.SupplementRequested, NoticeKind.SupplementRequested);
        var again = Happening(NoticeKind.SupplementRequested, NoticeKind.SupplementRequested);
        await Happen(dossier, asked, again);
        Assert.That(await Said(dossier), Is.EqualTo("SupplementRequested Superseded, SupplementRequested Queued"));
        await Happen(dossier, asked, again);
        Assert.That(await Said(dossier), Is.EqualTo("SupplementRequested Superseded, SupplementRequested Queued"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_is_untrue_before_it_is_sent_is_not_sent(bool inOneSlice)
    {
        var dossier = DossierId.New(Noon);
        var events = new[]
        {
            Happening(NoticeKind.Received, NoticeKind.Registered), Happening(NoticeKind.SupplementRequested), Happening(null, NoticeKind.SupplementRequested),
            Happening(NoticeKind.ResultReady, NoticeKind.Received), Happening(NoticeKind.Returned, NoticeKind.ResultReady),
        };
        foreach (var some in inOneSlice ? [events] : events.Select(one => new[] { one }))
        {
            await Happen(dossier, some);
        }
        machine.Now += TimeSpan.FromSeconds(21);
        await Send();
        Assert.That(gateway.Taken.Select(one => one.Text), Is.EqualTo(new[] { "returned" }));
        Assert.That(await Said(dossier), Is.EqualTo("Received Superseded, SupplementRequested Superseded, ResultReady Superseded, Returned Sent"));
        var views = await List(dossier);
        Assert.That(views[0].SupersededBy, Is.EqualTo(events[3].Id.Value), "the event that overtook it");
    }

    [Test]
    public async Task Messages_of_a_dossier_go_out_in_order_also_where_the_first_has_to_be_tried_again()
    {
        var dossier = DossierId.New(Noon);
        await Happen(dossier, Happening(NoticeKind.Extended), Happening(NoticeKind.ReceiptCorrected));
        gateway.Answer = _ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        machine.Now += TimeSpan.FromSeconds(21);
        await Send();
        gateway.Answer = FakeGateway.Accept;
        machine.Now += TimeSpan.FromSeconds(10);
        await Send();
        Assert.That(gateway.Taken.Select(one => one.Text), Is.EqualTo(new[] { "extended", "receiptCorrected" }));
    }

    [Test]
    public async Task Quiet_hours_hold_what_is_not_urgent()
    {
        var (calm, urgent) = (DossierId.New(Noon), DossierId.New(Noon.AddMilliseconds(1)));
        machine.Now = new DateTimeOffset(Noon.Date.AddHours(22), Noon.Offset);
        await Happen(calm, Happening(NoticeKind.Extended));
        await Happen(urgent, Happening(NoticeKind.Received));
        machine.Now += TimeSpan.FromMinutes(1);
        await Send();
        Assert.That(gateway.Taken.Select(one => one.Text), Is.EqualTo(new[] { "received" }));
        Assert.That(await Said(calm), Is.EqualTo("Extended Held"));

        machine.Now = new DateTimeOffset(Noon.Date.AddDays(1).AddHours(7), Noon.Offset);
        await Send();
        Assert.That(await Said(calm), Is.EqualTo("Extended Sent"));
    }

    [Test]
    public async Task What_begins_to_be_tried_in_the_quiet_hours_is_held_then()
    {
        var dossier = DossierId.New(Noon);
        await Happen(dossier, Happening(NoticeKind.Extended));
        machine.Now = new DateTimeOffset(Noon.Date.AddHours(23), Noon.Offset);
        await Send();
        Assert.That((gateway.Taken.Count, await Said(dossier)), Is.EqualTo((0, "Extended Held")));
        Assert.That((await List(dossier))[0].Attempts, Is.Empty, "nothing was tried");
    }

    [Test]
    public async Task A_gateway_that_is_down_for_six_hours_loses_nothing_and_one_that_never_comes_back_is_given_up()
    {
        var dossiers = Enumerable.Range(0, 3).Select(i => DossierId.New(Noon.AddMilliseconds(i))).ToArray();
        machine.Now = Noon.AddHours(-4);
        foreach (var dossier in dossiers)
        {
            await Happen(dossier, Happening(NoticeKind.Received));
        }
        gateway.Answer = _ => throw new HttpRequestException("down");
        for (var minute = 0; minute < 6 * 60; minute += 5)
        {
            machine.Now += TimeSpan.FromMinutes(5);
            await Send();
        }
        Assert.That(await Said(dossiers[0]), Is.EqualTo("Received Queued"));
        gateway.Answer = FakeGateway.Accept;
        machine.Now += TimeSpan.FromHours(1);
        await Send();
        Assert.That(gateway.Taken.Select(one => one.Id).Distinct().Count(), Is.EqualTo(3));
        Assert.That((await List(dossiers[0]))[0].Attempts.Select(one => one.Outcome), Does.Contain("broken").And.Contain("accepted"));

        var lost = DossierId.New(Noon.AddSeconds(9));
        await Happen(lost, Happening(NoticeKind.Received));
        gateway.Answer = _ => throw new HttpRequestException("down");
        for (var hour = 0; hour < 30; hour++)
        {
            machine.Now += TimeSpan.FromHours(1.01);
            await Send();
        }
        var failed = (await List(lost))[0];
        Assert.That((failed.State, failed.Reason), Is.EqualTo((NoticeState.Failed, "givenUp")));
    }

    [Test]
    public async Task A_channel_that_is_down_is_left_alone_and_what_waits_for_it_stays_untouched()
    {
        var worker = ActivatorUtilities.CreateInstance<NotificationWorker>(Services, ActivatorUtilities.CreateInstance<ChannelSenders>(Services));
        gateway.Answer = _ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        for (var i = 0; i < 100; i++)
        {
            await Happen(DossierId.New(Noon.AddMilliseconds(i)), Happening(NoticeKind.Received));
        }
        machine.Now += TimeSpan.FromSeconds(21);
        await worker.SendDue(default);
        Assert.That(gateway.Asked, Is.InRange(20, 30), "the breaker opens at twenty");
        const string Untouched = "SELECT COUNT(*) FROM Notifications WHERE Version = 1 AND LeaseUntil IS NULL";
        Assert.That(await Read<DbSession, long>(db => db.QueryOne<long>(Untouched, null, default)), Is.AtLeast(60));

        gateway.Answer = FakeGateway.Accept;
        for (var second = 0; second < 60; second += 16)
        {
            machine.Now += TimeSpan.FromSeconds(16);
            await worker.SendDue(default);
        }
        Assert.That(gateway.Taken.Select(one => one.Id).Distinct().Count(), Is.EqualTo(100));
    }

    [Test]
    public async Task What_is_under_way_when_the_process_closes_down_is_ended_and_written_down()
    {
        var dossier = DossierId.New(Noon);
        await Happen(dossier, Happening(NoticeKind.Received));
        machine.Now += TimeSpan.FromSeconds(21);
        using var closing = new CancellationTokenSource();
        gateway.Before = closing.CancelAsync;
        try
        {
            await Services.GetRequiredService<NotificationWorker>().SendDue(closing.Token);
        }
        catch (OperationCanceledException)
        {
            // It looks for no more.
        }
        for (var look = 0; look < 600 && await Said(dossier) == "Received Queued"; look++)
        {
            await Task.Delay(50);
        }
        Assert.That((gateway.Taken.Count, await Said(dossier)), Is.EqualTo((1, "Received Sent")));
    }

    /// <summary>What the answer says counts, not its status.</summary>
    [TestCase("""{"status":"rejected","error":"blocked"}""", "Received Failed", "blocked")]
    [TestCase("""{"error_code":"17"}""", "Received Queued", "unknownAnswer")]
    [TestCase("<html>login</html>", "Received Queued", "unreadableAnswer")]
    [TestCase("""{"status":"rejected","error":"no such number 0905123456"}""", "Received Failed", "other")]
    public async Task Success_is_what_the_answer_says_not_its_status(string answer, string said, string reason)
    {
        var dossier = DossierId.New(Noon);
        gateway.Answer = _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
        await Happen(dossier, Happening(NoticeKind.Received));
        machine.Now += TimeSpan.FromSeconds(21);
        await Send();
        Assert.That((await Said(dossier), (await List(dossier))[0].Reason), Is.EqualTo((said, reason)));
    }

    [Test]
    public async Task Whatever_a_sender_throws_is_written_down_as_a_try()
    {
        var dossier = DossierId.New(Noon);
        gateway.Answer = _ => throw new NotSupportedException("not foreseen");
        await Happen(dossier, Happening(NoticeKind.Received));
        machine.Now += TimeSpan.FromSeconds(21);
        await Send();
        var message = (await List(dossier))[0];
        Assert.That((message.State, message.Reason, message.Attempts.Count), Is.EqualTo((NoticeState.Queued, "NotSupportedException", 1)));
    }

    [Test]
    public async Task An_answer_that_misnames_its_letters_is_read_all_the_same()
    {
        var dossier = DossierId.New(Noon);
        gateway.Answer = _ =>
        {
            var content = new ByteArrayContent("""{"status":"accepted"}"""u8.ToArray());
            content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=utf8mb4");
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
        };
        await Happen(dossier, Happening(NoticeKind.Received));
        machine.Now += TimeSpan.FromSeconds(21);
        await Send();
        Assert.That(await Said(dossier), Is.EqualTo("Received Sent"));
    }

    [Test]
    public async Task Two_processes_send_each_message_once()
    {
        for (var i = 0; i < 40; i++)
        {
            await Happen(DossierId.New(Noon.AddMilliseconds(i)), Happening(NoticeKind.Received));
        }
        machine.Now += TimeSpan.FromSeconds(21);
        var workers = Enumerable.Range(0, 2).Select(_ => ActivatorUtilities.CreateInstance<NotificationWorker>(Services)).ToArray();
        await Task.WhenAll(workers.Select(worker => worker.SendDue(default)));
        Assert.That(gateway.Taken, Has.Count.EqualTo(40));
        Assert.That(gateway.Taken.Select(one => one.Id).Distinct().Count(), Is.EqualTo(40));
    }

    [Test]
    public async Task What_a_killed_process_had_is_sent_by_another_when_its_lease_is_over()
    {
        var dossier = DossierId.New(Noon);
        await Happen(dossier, Happening(NoticeKind.Received));
        machine.Now += TimeSpan.FromSeconds(21);
        await Write<NotificationQueue, bool>(async queue => await queue.TakeOne((await queue.DueFor("sms", 1, machine.Now, default))[0], machine.Now, default));
        await Send();
        Assert.That(gateway.Taken, Is.Empty, "another has it");
        machine.Now += TimeSpan.FromMinutes(3);
        await Send();
        Assert.That((gateway.Taken.Count, await Said(dossier)), Is.EqualTo((1, "Received Sent")));
        Assert.That((await List(dossier))[0].Attempts.Select(attempt => attempt.Outcome), Is.EqualTo(new[] { "interrupted", "accepted" }));
    }

    [TestCase(true, "Received Sent")]
    [TestCase(false, "Received Superseded")]
    public async Task What_is_overtaken_while_it_is_on_its_way_is_not_tried_again(bool taken, string said)
    {
        var dossier = DossierId.New(Noon);
        await Happen(dossier, Happening(NoticeKind.Received));
        machine.Now += TimeSpan.FromSeconds(21);
        gateway.Before = () => Happen(dossier, Happening(null, NoticeKind.Received));
        gateway.Answer = taken ? FakeGateway.Accept : _ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        await Send();
        var message = (await List(dossier))[0];
        Assert.That((await Said(dossier), message.SupersededBy is null, message.NextAt), Is.EqualTo((said, false, (DateTimeOffset?)null)));
        Assert.That(message.Attempts, Has.Count.EqualTo(1));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task What_a_killed_process_had_and_is_untrue_by_now_is_not_sent(bool leaseIsOver)
    {
        var dossier = DossierId.New(Noon);
        await Happen(dossier, Happening(NoticeKind.Received));
        machine.Now += TimeSpan.FromSeconds(21);
        await Write<NotificationQueue, bool>(async queue => await queue.TakeOne((await queue.DueFor("sms", 1, machine.Now, default))[0], machine.Now, default));
        machine.Now += leaseIsOver ? TimeSpan.FromMinutes(3) : TimeSpan.Zero;
        await Happen(dossier, Happening(null, NoticeKind.Received));
        Assert.That((gateway.Taken.Count, await Said(dossier)), Is.EqualTo((0, "Received Queued")), "it may have left");

        machine.Now += TimeSpan.FromMinutes(3);
        await Send();
        Assert.That((gateway.Taken.Count, await Said(dossier)), Is.EqualTo((0, "Received Superseded")), "what is untrue by now is not sent again");
        Assert.That((await List(dossier))[0].Attempts.Single().Outcome, Is.EqualTo("interrupted"), "the channel may have it");
    }

    [TestCase("delivered", "Received Delivered")]
    [TestCase("failed", "Received Failed")]
    [TestCase("failed delivered", "Received Delivered")]
    [TestCase("delivered failed", "Received Delivered")]
    [TestCase("delivered delivered", "Received Delivered")]
    public async Task Receipts_may_come_in_any_order_and_before_the_answer(string receipts, string said)
    {
        foreach (var early in new[] { true, false })
        {
            var dossier = DossierId.New(Noon.AddMilliseconds(early ? 1 : 2));
            await Happen(dossier, Happening(NoticeKind.Received));
            machine.Now += TimeSpan.FromSeconds(21);
            var id = (await List(dossier))[0].Id;
            var statuses = receipts.Split(' ').Select(one => Enum.Parse<DeliveryStatus>(one, ignoreCase: true)).ToArray();
            if (early)
            {
                gateway.Before = () => Receipts(id, statuses);
                await Send();
                gateway.Before = () => Task.CompletedTask;
            }
            else
            {
                await Send();
                await Receipts(id, statuses);
            }
            Assert.That(await Said(dossier), Is.EqualTo(said), early ? "before the answer" : "after it");
        }
    }

    [Test]
    public async Task A_receipt_of_what_was_never_sent_changes_nothing()
    {
        var dossier = DossierId.New(Noon);
        await Happen(dossier, Happening(NoticeKind.Received));
        await Receipts((await List(dossier))[0].Id, DeliveryStatus.Delivered);
        Assert.That(await Said(dossier), Is.EqualTo("Received Queued"));
        Assert.That(await Write<INotifications, bool>(all => all.Take(new DeliveryReceipt(NotificationId.New(Noon), DeliveryStatus.Delivered), machine.Now, default)), Is.False);
    }

    [Test]
    public async Task A_receipt_that_comes_again_says_nothing_about_a_later_try()
    {
        var dossier = DossierId.New(Noon);
        await Happen(dossier, Happening(NoticeKind.Received));
        machine.Now += TimeSpan.FromSeconds(21);
        await Send();
        var (failed, id) = (machine.Now, (await List(dossier))[0].Id);
        async Task Fail(DateTimeOffset signedAt) =>
            Assert.That(await Write<INotifications, bool>(all => all.Take(new DeliveryReceipt(id, DeliveryStatus.Failed), signedAt, default)), Is.True);
        await Fail(failed);
        var message = (await List(dossier))[0];
        Assert.That(await Write<INotifications, bool>(all => all.Requeue(message, default)), Is.True);
        await Fail(failed);
        Assert.That(await Said(dossier), Is.EqualTo("Received Queued"), "before it is sent again");
        await Send();
        await Fail(failed);
        Assert.That(await Said(dossier), Is.EqualTo("Received Sent"), "after it was sent again");
        await Fail(failed.AddSeconds(1));
        Assert.That(await Said(dossier), Is.EqualTo("Received Failed"), "another one counts");
    }

    /// <summary>The law demands one message: where the chosen channel fails for good, the next takes its place, once.</summary>
    [TestCase(NoticeKind.Received, "Received Failed, Received Sent")]
    [TestCase(NoticeKind.Withdrawn, "Withdrawn Failed, Withdrawn Suppressed")]
    public async Task What_the_law_demands_goes_by_the_next_channel_where_one_fails(NoticeKind kind, string said)
    {
        var dossier = DossierId.New(Noon);
        var logged = Logged(dossier, Happening(kind));
        var unwanted = Composed(kind) with { Plan = new PlannedNotice(NoticeChannel.Zalo, "0905123456", NoticeState.Suppressed, NoticePlan.NotWanted) };
        await Write<NotificationQueue, bool>(async queue =>
        {
            await queue.Add(new FollowedHappening(logged, dossier, new ComposedHappening([], [Composed(kind), unwanted], Test: false)), default);
            return true;
        });
        machine.Now += TimeSpan.FromSeconds(21);
        gateway.Answer = _ => new HttpResponseMessage(HttpStatusCode.BadRequest);
        gateway.Before = () =>
        {
            gateway.Answer = gateway.Asked == 0 ? gateway.Answer : FakeGateway.Accept;
            return Task.CompletedTask;
        };
        await Send();
        Assert.That(await Said(dossier), Is.EqualTo(said));
    }

    [Test]
    public async Task Old_messages_go_with_their_tries_and_those_that_wait_stay()
    {
        await Happen(DossierId.New(Noon), Happening(NoticeKind.Received));
        machine.Now += TimeSpan.FromSeconds(21);
        await Send();
        await Happen(DossierId.New(Noon.AddDays(1)), Happening(NoticeKind.Received));
        machine.Now += TimeSpan.FromDays(366);
        Assert.That(await Write<DbSession, bool>(db => Sweep(db).Sweep(default)), Is.False);
        Assert.That(await Read<DbSession, long>(db => db.QueryOne<long>("SELECT COUNT(*) FROM Notifications", null, default)), Is.EqualTo(1));
        Assert.That(await Read<DbSession, long>(db => db.QueryOne<long>("SELECT COUNT(*) FROM NotificationAttempts", null, default)), Is.Zero);
    }

    [Test]
    public async Task What_would_wake_people_at_night_is_held_once_it_is_no_longer_fresh()
    {
        var dossier = DossierId.New(Noon);
        await Happen(dossier, Happening(NoticeKind.Received));
        gateway.Answer = _ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        for (var hour = 0; hour < 14; hour++)
        {
            machine.Now += TimeSpan.FromHours(1);
            await Send();
        }
        gateway.Answer = FakeGateway.Accept;
        machine.Now += TimeSpan.FromHours(1);
        await Send();
        Assert.That((machine.Now.Hour, gateway.Taken.Count, await Said(dossier)), Is.EqualTo((3, 0, "Received Held")));
        machine.Now = new DateTimeOffset(Noon.Date.AddDays(1).AddHours(7), Noon.Offset);
        await Send();
        Assert.That(await Said(dossier), Is.EqualTo("Received Sent"));
    }

    [Test]
    public async Task What_a_channel_may_have_is_given_to_it_once_more_and_then_counts_as_sent()
    {
        var dossier = DossierId.New(Noon);
        await Happen(dossier, Happening(NoticeKind.Received));
        var schedule = Services.GetRequiredService<NotificationSchedule>();
        async Task<LeasedNotice> Try(SendResult result)
        {
            return await Write<NotificationQueue, LeasedNotice>(async queue =>
            {
                var due = (await queue.DueFor("sms", 1, machine.Now, default)).Single();
                Assert.That(await queue.TakeOne(due, machine.Now, default), Is.True);
                var taken = due with { Attempts = due.Attempts + 1, FirstTriedAt = due.FirstTriedAt ?? machine.Now };
                await queue.Note(taken, schedule.After(taken, new SendOutcome(result)), 1, default);
                return taken;
            });
        }
        machine.Now += TimeSpan.FromSeconds(21);
        await Try(SendResult.Uncertain);
        Assert.That((await List(dossier))[0].NextAt, Is.GreaterThanOrEqualTo(machine.Now.AddMinutes(10)), "not at once");
        machine.Now += TimeSpan.FromMinutes(11);
        await Try(SendResult.Unavailable);
        machine.Now += TimeSpan.FromMinutes(11);
        Assert.That((await Try(SendResult.Uncertain)).Uncertain, Is.EqualTo(1));
        var message = (await List(dossier))[0];
        Assert.That((message.State, message.Reason), Is.EqualTo((NoticeState.Sent, "unconfirmed")));
    }

    /// <summary>What waits, what failed and what nobody could be told goes to the corrected number; what has arrived does not go again.</summary>
    [TestCase("held", "SupplementRequested Superseded, SupplementRequested Sent", "0905000222")]
    [TestCase("failed", "SupplementRequested Superseded, SupplementRequested Sent", "0905000222")]
    [TestCase("unreachable", "SupplementRequested Superseded, SupplementRequested Sent", "0905000222")]
    [TestCase("sent", "SupplementRequested Sent", "0905123456")]
    public async Task A_corrected_number_is_used_for_what_did_not_go_out(string before, string said, string to)
    {
        var dossier = DossierId.New(Noon);
        var asked = Happening(NoticeKind.SupplementRequested);
        machine.Now = before == "held" ? new DateTimeOffset(Noon.Date.AddHours(22), Noon.Offset) : Noon;
        var logged = Logged(dossier, asked);
        var first = before == "unreachable" ? Composed(NoticeKind.SupplementRequested) with { Plan = new PlannedNotice(NoticeChannel.Email, null, NoticeState.Unreachable, "noContact") }
            : Composed(NoticeKind.SupplementRequested);
        await Take(new FollowedHappening(logged, dossier, new ComposedHappening([], [first], Test: false)));
        if (before is "failed" or "sent")
        {
            gateway.Answer = before == "sent" ? FakeGateway.Accept : _ => new HttpResponseMessage(HttpStatusCode.BadRequest);
            machine.Now += TimeSpan.FromSeconds(21);
            await Send();
            gateway.Answer = FakeGateway.Accept;
        }
        var corrected = Composed(NoticeKind.SupplementRequested) with { Plan = new PlannedNotice(NoticeChannel.Sms, "0905000222", NoticeState.Queued, null) };
        var correction = new FollowedHappening(Logged(dossier, Happening(null)), dossier, new ComposedHappening([], [], Test: false))
        {
            Anew = [new FollowedHappening(logged, dossier, new ComposedHappening([], [corrected], Test: false))],
        };
        await Take(correction);
        await Take(correction);
        machine.Now = new DateTimeOffset(Noon.Date.AddDays(1).AddHours(7), Noon.Offset);
        await Send();
        Assert.That((await Said(dossier), (await List(dossier))[^1].To), Is.EqualTo((said, to)));
        Assert.That(gateway.Taken, Has.Count.EqualTo(1), "nobody else was told");
    }

    [Test]
    public async Task What_failed_in_a_period_is_sent_again_in_slices_and_once()
    {
        var dossiers = Enumerable.Range(0, 3).Select(i => DossierId.New(Noon.AddMilliseconds(i))).ToArray();
        gateway.Answer = _ => new HttpResponseMessage(HttpStatusCode.BadRequest);
        foreach (var dossier in dossiers)
        {
            await Happen(dossier, Happening(NoticeKind.Received));
        }
        machine.Now += TimeSpan.FromSeconds(21);
        await Send();
        gateway.Answer = FakeGateway.Accept;
        Task<(int Count, bool More)> Again(int from = -1, NoticeChannel channel = NoticeChannel.Sms) => Write<INotifications, (int, bool)>(
            all => all.Requeue(channel, Noon.AddHours(from), Noon.AddHours(from + 2), 2, default));
        Assert.That(await Again(from: 1), Is.EqualTo((0, false)), "another period");
        Assert.That(await Again(channel: NoticeChannel.Email), Is.EqualTo((0, false)), "another channel");
        Assert.That(await Again(), Is.EqualTo((2, true)));
        Assert.That(await Again(), Is.EqualTo((1, false)));
        Assert.That(await Again(), Is.EqualTo((0, false)));
        await Send();
        Assert.That(gateway.Taken.Select(one => one.Id).Distinct().Count(), Is.EqualTo(3));
    }

    [Test]
    public async Task What_waits_for_a_channel_that_there_is_no_more_is_given_up()
    {
        var dossier = DossierId.New(Noon);
        var mail = Composed(NoticeKind.Received) with { Plan = new PlannedNotice(NoticeChannel.Email, "a@example.vn", NoticeState.Queued, null) };
        await Take(new FollowedHappening(Logged(dossier, Happening(null)), dossier, new ComposedHappening([], [mail], Test: false)));
        machine.Now += TimeSpan.FromHours(24);
        await Write<DbSession, bool>(db => Sweep(db).Sweep(default));
        Assert.That(await Said(dossier), Is.EqualTo("Received Queued"), "it may come back");
        machine.Now += TimeSpan.FromHours(2);
        await Write<DbSession, bool>(db => Sweep(db).Sweep(default));
        Assert.That(((await List(dossier))[0].State, (await List(dossier))[0].Reason), Is.EqualTo((NoticeState.Failed, "noChannel")));
    }

    [Test]
    public async Task An_hour_in_which_nothing_leaves_is_late_and_a_night_is_not()
    {
        machine.Now = new DateTimeOffset(Noon.Date.AddHours(22), Noon.Offset);
        await Happen(DossierId.New(Noon), Happening(NoticeKind.Extended));
        async Task<bool> Late(DateTimeOffset at)
        {
            machine.Now = at;
            return (await Read<Application.Integrity.IFlow, IReadOnlyList<Application.Integrity.QueueStanding>>(flow => flow.Queues(default)))
                .Single(queue => queue.Name == Application.Integrity.IFlow.Notifications).Late;
        }
        var morning = new DateTimeOffset(Noon.Date.AddDays(1).AddHours(7), Noon.Offset);
        Assert.That(await Late(morning.AddMinutes(59)), Is.False);
        gateway.Answer = _ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        await Send();
        Assert.That(await Late(morning.AddMinutes(61)), Is.True, "it was tried, and did not leave");
        gateway.Answer = FakeGateway.Accept;
        machine.Now += TimeSpan.FromMinutes(5);
        await Send();
        Assert.That(await Late(machine.Now), Is.False);
    }

    [Test]
    public async Task What_happened_while_nobody_told_people_anything_is_old_news()
    {
        async Task<bool> IsOldNews(long position, DateTimeOffset at) =>
            (await Read<NotificationPresence, Func<LoggedEvent, bool>>(presence => presence.Gap(default)))(Logged(DossierId.New(Noon), Happening(null)) with { Position = position, At = at });
        async Task At(DateTimeOffset at, long last)
        {
            machine.Now = at;
            await Write<DbSession, bool>(async db =>
            {
                await db.Execute("UPDATE LogPositions SET Value = @Last WHERE Id = 1", new { Last = last }, default);
                await new NotificationPresence(db, new LogReader(db, db.Dialect), machine).Begin(default);
                return true;
            });
        }
        await At(Noon, last: 10);
        Assert.That(await IsOldNews(10, Noon), Is.False, "the first start");
        await At(Noon.AddMinutes(5), last: 15);
        Assert.That(await IsOldNews(12, Noon.AddMinutes(4)), Is.False, "a restart, or a second process");
        await At(Noon.AddHours(3), last: 20);
        Assert.That(await IsOldNews(16, Noon.AddMinutes(6)), Is.False, "just before the process ended");
        Assert.That(await IsOldNews(18, Noon.AddHours(1)), Is.True, "meanwhile");
        Assert.That(await IsOldNews(21, Noon.AddHours(1)), Is.False, "written now, for an instant at which nothing ran");
        await Write<DbSession, bool>(async db => await db.Execute("UPDATE LogPositions SET Value = 0 WHERE Id = 1", null, default) > 0);
    }

    private NotificationSweep Sweep(DbSession db) =>
        new(db, new NotificationOptions(), Services.GetRequiredService<ChannelSenders>(), new NotificationFallback(db, machine), machine);

    /// <summary>Takes what an event leads to as the follower does.</summary>
    private Task<bool> Take(FollowedHappening one) => Write<DbSession, bool>(async db =>
    {
        var quiet = NotificationOptions.Read(new NotificationOptions().QuietHours)!;
        var queue = new NotificationQueue(db, new NotificationFallback(db, machine), new NotificationOptions(), quiet, machine);
        machine.Now += TimeSpan.FromMilliseconds(2);
        await queue.Supersede(one, default);
        await queue.Add(one, default);
        await new NotificationCorrections(db, null!, null!, queue, machine).Write(one, default);
        return true;
    });

    private Task Send() => Services.GetRequiredService<NotificationWorker>().SendDue(default);

    private async Task Receipts(NotificationId id, params DeliveryStatus[] statuses)
    {
        foreach (var status in statuses)
        {
            Assert.That(await Write<INotifications, bool>(all => all.Take(new DeliveryReceipt(id, status), machine.Now, default)), Is.True);
        }
    }

    private async Task<IReadOnlyList<NotificationView>> List(DossierId dossier) => (await Read<INotifications, Application.Lists.Page<NotificationView>>(
        all => all.List(new NotificationQuery(new Application.Lists.PageRequest()) { Dossier = dossier }, default))).Items.Reverse().ToList();

    private async Task<string> Said(DossierId dossier) => string.Join(", ", (await List(dossier)).Select(one => $"{one.Kind} {one.State}"));

    /// <summary>Takes events as the follower does, in one transaction.</summary>
    private Task<bool> Happen(DossierId dossier, params Happened[] events) => Write<NotificationQueue, bool>(async queue =>
    {
        machine.Now += TimeSpan.FromMilliseconds(events.Length);
        foreach (var one in events)
        {
            var followed = new FollowedHappening(Logged(dossier, one), dossier, new ComposedHappening(one.Overtakes, one.Kind is { } kind ? [Composed(kind)] : [], Test: false));
            await queue.Supersede(followed, default);
            await queue.Add(followed, default);
        }
        return true;
    });

    private LoggedEvent Logged(DossierId dossier, Happened one) => new()
    {
        Position = one.Version, Id = one.Id, Aggregate = "dossier", AggregateId = dossier.ToString(), Version = one.Version, Type = "test", At = machine.Now, Data = "{}",
    };

    private Happened Happening(NoticeKind? kind, params NoticeKind[] overtakes) => new(EventId.New(Noon), ++versions, kind, overtakes);

    private static ComposedNotice Composed(NoticeKind kind) => new(
        NoticeMatrix.Of(kind), "owner", null, new PlannedNotice(NoticeChannel.Sms, "0905123456", NoticeState.Queued, null),
        new ComposedText(0, "vi", null, WireFormats.Name(kind)));

    private sealed record Happened(EventId Id, int Version, NoticeKind? Kind, IReadOnlyList<NoticeKind> Overtakes);

    /// <summary>A gateway inside the process: what it answers, a test says.</summary>
    private sealed class FakeGateway : HttpMessageHandler
    {
        private readonly Lock door = new();
        private readonly List<(Guid Id, string Text)> taken = [];

        public Func<HttpRequestMessage, HttpResponseMessage> Answer { get; set; } = Accept;

        public Func<Task> Before { get; set; } = () => Task.CompletedTask;

        public List<(Guid Id, string Text)> Taken => taken;

        /// <summary>How often it was called.</summary>
        public int Asked { get; private set; }

        public static HttpResponseMessage Accept(HttpRequestMessage _) =>
            new(HttpStatusCode.OK) { Content = new StringContent("""{"status":"accepted","reference":"1"}""", Encoding.UTF8, "application/json") };

        public void Reset()
        {
            taken.Clear();
            Asked = 0;
            Answer = Accept;
            Before = () => Task.CompletedTask;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Before();
            var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
            lock (door)
            {
                Asked++;
            }
            var answer = Answer(request);
            lock (door)
            {
                if (Answer == Accept)
                {
                    taken.Add((Guid.Parse((string)body["id"]!), (string)body["text"]!));
                }
            }
            return answer;
        }
    }
}

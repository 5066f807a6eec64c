using OneStop.Application.Lists;
using OneStop.Application.Portal;
using OneStop.Application.Ports;
using OneStop.Application.Registries;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Tests.Portal;

[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class InboxTableTests(Db engine) : DatabaseFixture(engine)
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Test]
    public async Task A_message_id_is_written_once_and_a_settled_message_is_settled_no_more()
    {
        var row = Row("one");
        await Add(row);
        var again = Assert.CatchAsync(() => Add(row));
        Assert.That(again, Is.InstanceOf<RunAgainException>().Or.InstanceOf<UnavailableException>());
        Assert.That(await Settle(row with { State = InboxState.Taken, NextTryAt = null, Body = null }), Is.True);
        Assert.That(await Settle(row with { State = InboxState.Refused }), Is.False);
        var kept = (await Read<IPortalInbox, InboxRow?>(inbox => inbox.Find("one", Never)))!;
        Assert.That((kept.State, kept.Body, kept.NextTryAt, kept.Fingerprint), Is.EqualTo((InboxState.Taken, (string?)null, (DateTimeOffset?)null, row.Fingerprint)));
    }

    [Test]
    public async Task Lists_are_kept_within_agencies_and_go_on_where_they_stopped()
    {
        foreach (var number in Enumerable.Range(0, 5))
        {
            await Add(Row($"list-{number}") with { Kind = "listed", Agency = number == 4 ? null : $"L{number % 2}", ReceivedAt = Clock.Now.AddSeconds(number) });
        }
        Task<Page<InboxRow>> List(IReadOnlyCollection<string>? within, PageRequest page) =>
            Read<IPortalInbox, Page<InboxRow>>(inbox => inbox.List(new InboxFilter(InboxState.Parked, "listed", null, within), page, Never));
        Assert.That((await List(["L0"], new PageRequest())).Items.Select(row => row.MessageId), Is.EqualTo(new[] { "list-2", "list-0" }));
        Assert.That((await List([], new PageRequest())).Items, Is.Empty);
        var first = await List(null, new PageRequest { Limit = 3 });
        var second = await List(null, new PageRequest { Limit = 3, Cursor = first.Next });
        Assert.That(first.Items.Concat(second.Items).Select(row => row.MessageId), Is.EqualTo(new[] { "list-4", "list-3", "list-2", "list-1", "list-0" }));
    }

    [Test]
    public async Task A_code_of_the_portal_and_a_dossier_belong_together_once()
    {
        var (client, dossier) = (AccountId.New(Clock.Now), DossierId.New(Clock.Now));
        await Remember(new PortalDossier("P-1", dossier, client));
        Assert.That(await Read<IPortalDossiers, string?>(links => links.CodeOf(dossier, Never)), Is.EqualTo("P-1"));
        Assert.That((await Read<IPortalDossiers, PortalDossier?>(links => links.Find("P-1", Never)))!.DossierId, Is.EqualTo(dossier));
        foreach (var second in new[] { new PortalDossier("P-1", DossierId.New(Clock.Now), client), new PortalDossier("P-2", dossier, client) })
        {
            var refused = Assert.CatchAsync(() => Remember(second));
            Assert.That(refused, Is.InstanceOf<RunAgainException>().Or.InstanceOf<UnavailableException>());
        }
    }

    [Test]
    public async Task A_waking_message_is_due_and_the_sweep_ends_what_waited_too_long()
    {
        var machine = TimeProvider.System.GetUtcNow();
        await Add(Row("late") with { PortalCode = "P-late", ReceivedAt = machine.AddDays(-30), NextTryAt = machine.AddDays(1) });
        await Write<IPortalInbox, bool>(async inbox =>
        {
            await inbox.WakeOf("P-late", Never);
            return true;
        });
        var woken = (await Read<IPortalInbox, InboxRow?>(inbox => inbox.Find("late", Never)))!;
        Assert.That(woken.NextTryAt, Is.LessThanOrEqualTo(TimeProvider.System.GetUtcNow()));
        // Who tried it before it was woken does not put it off.
        var tried = woken with { NextTryAt = machine.AddHours(1), Attempts = 2 };
        Assert.That(await Write<IPortalInbox, bool>(inbox => inbox.SettleUnlessWoken(tried, machine.AddDays(1), Never)), Is.False);
        Assert.That((await Read<IPortalInbox, InboxRow?>(inbox => inbox.Find("late", Never)))!.NextTryAt, Is.EqualTo(woken.NextTryAt));
        Assert.That(await Write<IPortalInbox, bool>(inbox => inbox.SettleUnlessWoken(tried, woken.NextTryAt, Never)), Is.True);
        await Write<IEnumerable<ISweep>, bool>(async sweeps =>
        {
            foreach (var sweep in sweeps)
            {
                await sweep.Sweep(Never);
            }
            return true;
        });
        var ended = (await Read<IPortalInbox, InboxRow?>(inbox => inbox.Find("late", Never)))!;
        Assert.That((ended.State, ended.Body, ended.Reason), Is.EqualTo((InboxState.Refused, (string?)null, "portal.waits-not-too-long")));
    }

    [Test]
    public async Task Calls_and_documents_are_written_and_read()
    {
        var call = new RegistryCall
        {
            Id = Guid.CreateVersion7(), At = Clock.Now, ActorId = AccountId.New(Clock.Now), Registry = Registry.CivilStatus, Purpose = LookUpPurpose.Filing,
            DossierId = DossierId.New(Clock.Now), OfDossier = true, Agency = "H17.122", Outcome = LookUpOutcome.Asked, Milliseconds = 0,
        };
        await Write<IRegistryCalls, bool>(async calls =>
        {
            await calls.Begin(call, "048090000123", Never);
            await calls.End(call with { Outcome = LookUpOutcome.TimedOut, Milliseconds = 2_000 }, Never);
            return true;
        });
        var listed = await Read<IRegistryCalls, Page<RegistryCall>>(calls => calls.List(new RegistryCallFilter(Registry.CivilStatus, LookUpOutcome.TimedOut, call.DossierId, ["H17.122"]), new PageRequest(), Never));
        Assert.That(listed.Items.Single().Milliseconds, Is.EqualTo(2_000));

        var document = new OutgoingDocument("H17.06", "12/CV", "Xác minh", new string('a', 64), null);
        var queued = await Write<IOutgoing, OutgoingView>(outgoing => outgoing.Queue(Guid.CreateVersion7(), call.DossierId!.Value, call.ActorId, document, Clock.Now, Never));
        Assert.That((queued.State, queued.Recipient), Is.EqualTo((OutgoingState.Waiting, "H17.06")));
    }

    private InboxRow Row(string id) => new()
    {
        MessageId = id, ClientId = AccountId.New(Clock.Now), Kind = "payment", PortalCode = id, Fingerprint = new byte[32], State = InboxState.Parked,
        Reason = "portal.dossier-is-here", ReceivedAt = Clock.Now, NextTryAt = Clock.Now.AddYears(50), Attempts = 1, Body = "{}",
    };

    private Task<bool> Add(InboxRow row) => Write<IPortalInbox, bool>(async inbox =>
    {
        await inbox.Add(row, Never);
        return true;
    });

    private Task<bool> Settle(InboxRow row) => Write<IPortalInbox, bool>(inbox => inbox.Settle(row, Never));

    private Task<bool> Remember(PortalDossier link) => Write<IPortalDossiers, bool>(async links =>
    {
        await links.Remember(link, Never);
        return true;
    });
}

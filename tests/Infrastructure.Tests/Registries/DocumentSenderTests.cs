using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using OneStop.Application.Registries;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Persistence;
using OneStop.Infrastructure.Registries;
using OneStop.Infrastructure.Tests.Webhooks;

namespace OneStop.Infrastructure.Tests.Registries;

/// <summary>Documents on their way: once while all is well, at least once when it is not, and not for ever.</summary>
[TestFixture(Db.Sqlite)]
[TestFixture(Db.SqlServer)]
public sealed class DocumentSenderTests(Db engine) : DatabaseFixture(engine)
{
    private const string Taken = """{ "error_code": "0", "data": { "receipt": "TN-1" } }""";

    private static readonly CancellationToken Never = CancellationToken.None;

    private readonly SetClock machine = new();
    private Receiver receiver = null!;

    protected override void Configure(IServiceCollection services) =>
        services.Replace(ServiceDescriptor.KeyedSingleton<TimeProvider>(Clocks.Machine, (_, _) => machine));

    [SetUp]
    public async Task Begin()
    {
        machine.Now = new SetClock().Now;
        receiver = await Receiver.Start();
        receiver.Text = Taken;
        await Write<DbSession, int>(db => db.Execute("DELETE FROM OutgoingDocuments", null, Never));
    }

    [TearDown]
    public async Task End() => await receiver.DisposeAsync();

    [Test]
    public async Task Two_processes_send_each_document_once()
    {
        var queued = new List<string>();
        for (var document = 0; document < 20; document++)
        {
            queued.Add((await Queue()).ToString());
        }
        using var one = Sender();
        using var other = Sender();
        await Task.WhenAll(one.SendDue(Never), other.SendDue(Never));
        Assert.That(Seen(), Is.EquivalentTo(queued));
    }

    [Test]
    public async Task What_a_killed_process_held_is_taken_over_when_its_lease_ends_and_writes_no_more()
    {
        var id = await Queue();
        var held = await Write<OutgoingTable, OutgoingRow?>(async table => await table.Lease((await table.Due(machine.Now, 1, Never))[0], machine.Now.AddMinutes(1), Never));
        using var sender = Sender();
        await sender.SendDue(Never);
        Assert.That(Seen(), Is.Empty, "another has it in hand");

        machine.Now += TimeSpan.FromSeconds(61);
        receiver.Answer = _ => Task.FromResult(503);
        await sender.SendDue(Never);
        await Written(held! with { State = OutgoingState.Rejected, NextTryAt = null });
        Assert.That(((await Find(id)).State, (await Find(id)).Attempts), Is.EqualTo((OutgoingState.Waiting, 2)), "who lost its lease says nothing any more");

        machine.Now += TimeSpan.FromMinutes(1);
        receiver.Answer = _ => Task.FromResult(200);
        await sender.SendDue(Never);
        Assert.That((await Find(id)).Receipt, Is.EqualTo("TN-1"));
        Assert.That(Seen().Distinct(), Is.EqualTo(new[] { id.ToString() }), "always under one id");
    }

    [Test]
    public async Task It_is_tried_for_a_day_and_then_given_up_until_somebody_sends_it_again()
    {
        var id = await Queue();
        receiver.Answer = _ => Task.FromResult(503);
        using var sender = Sender();
        await sender.SendDue(Never);
        Assert.That((await Find(id)).State, Is.EqualTo(OutgoingState.Waiting));
        machine.Now += TimeSpan.FromHours(24);
        await sender.SendDue(Never);
        Assert.That((await Find(id)).State, Is.EqualTo(OutgoingState.Waiting));
        machine.Now += TimeSpan.FromHours(2);
        await sender.SendDue(Never);
        Assert.That(((await Find(id)).State, (await Find(id)).Fault), Is.EqualTo((OutgoingState.GivenUp, nameof(HttpRequestException))));
        await Requeue(id);
        receiver.Answer = _ => Task.FromResult(200);
        await sender.SendDue(Never);
        Assert.That((await Find(id)).State, Is.EqualTo(OutgoingState.Sent));
    }

    [TestCase("\"429\"", OutgoingState.Waiting)]
    [TestCase("503", OutgoingState.Waiting)]
    [TestCase("\"-1\"", OutgoingState.Rejected)]
    public async Task A_code_says_whether_to_come_again(string code, OutgoingState state)
    {
        var id = await Queue();
        receiver.Text = $$"""{ "error_code": {{code}}, "data": null }""";
        using var sender = Sender();
        await sender.SendDue(Never);
        Assert.That((await Find(id)).State, Is.EqualTo(state));
    }

    [Test]
    public async Task What_is_being_sent_is_not_sent_again_beside_it()
    {
        var id = await Queue();
        var (come, go) = (new TaskCompletionSource(), new TaskCompletionSource<int>());
        receiver.Answer = _ =>
        {
            come.TrySetResult();
            return go.Task;
        };
        using var sender = Sender();
        var sending = sender.SendDue(Never);
        await come.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await Requeue(id);
        using var other = Sender();
        await other.SendDue(Never);
        go.SetResult(200);
        await sending;
        Assert.That((Seen().Count, (await Find(id)).State), Is.EqualTo((1, OutgoingState.Sent)));
    }

    [Test]
    public async Task What_ended_long_ago_is_forgotten_and_what_waits_is_not()
    {
        var waiting = await Queue();
        var (old, fresh) = (await Queue(), await Queue());
        foreach (var (id, state, days) in new[] { (waiting, "waiting", 801), (old, "givenUp", 801), (fresh, "givenUp", 799) })
        {
            await Write<DbSession, int>(db => db.Execute(
                "UPDATE OutgoingDocuments SET State = @state, QueuedAt = @At WHERE Id = @Id", new { state, At = machine.Now.AddDays(-days), Id = EventId.Of(id) }, Never));
        }
        await Sweep<OutgoingSweep>();
        Assert.That(await Count("OutgoingDocuments"), Is.EqualTo(2));
        Assert.That(await Read<IOutgoing, OutgoingView?>(outgoing => outgoing.Find(old, Never)), Is.Null);
    }

    [Test]
    public async Task Questions_are_kept_for_five_years()
    {
        await Write<DbSession, int>(db => db.Execute("DELETE FROM RegistryCalls", null, Never));
        foreach (var years in new[] { 6, 4, 0 })
        {
            await Write<IRegistryCalls, bool>(async calls =>
            {
                await calls.Begin(Call(machine.Now.AddYears(-years)), "048090000123", Never);
                return true;
            });
        }
        await Sweep<RegistryCallSweep>();
        Assert.That(await Count("RegistryCalls"), Is.EqualTo(2));
    }

    private static RegistryCall Call(DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at), At = at, ActorId = AccountId.New(at), Registry = Registry.Persons, Purpose = LookUpPurpose.Filing, OfDossier = false, Agency = "H17.122",
        Outcome = LookUpOutcome.Found, Milliseconds = 1,
    };

    private IReadOnlyList<string> Seen() => [.. receiver.Seen.Select(one => JsonDocument.Parse(one.Body).RootElement.GetProperty("id").GetString()!)];

    private DocumentSender Sender() => new(
        Services.GetRequiredService<IServiceScopeFactory>(),
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Registries:Documents:Url"] = receiver.Url("exchange"), ["Registries:Documents:Seconds"] = "60",
        }).Build(),
        machine, NullLogger<DocumentSender>.Instance);

    private async Task<Guid> Queue() => (await Write<IOutgoing, OutgoingView>(outgoing => outgoing.Queue(
        Guid.CreateVersion7(machine.Now), DossierId.New(machine.Now), AccountId.New(machine.Now), new OutgoingDocument("H17.06", "12/CV", "Xác minh", new string('a', 64), null),
        machine.Now, Never))).Id;

    private async Task<OutgoingView> Find(Guid id) => (await Read<IOutgoing, OutgoingView?>(outgoing => outgoing.Find(id, Never)))!;

    private Task<bool> Requeue(Guid id) => Write<IOutgoing, bool>(async outgoing =>
    {
        await outgoing.Requeue(id, machine.Now, Never);
        return true;
    });

    private Task<bool> Written(OutgoingRow row) => Write<OutgoingTable, bool>(async table =>
    {
        await table.Write(row, Never);
        return true;
    });

    private Task<long> Count(string table) => Read<DbSession, long>(db => db.QueryOne<long>($"SELECT COUNT(*) FROM {table}", null, Never));

    private Task<bool> Sweep<T>()
        where T : ISweep => Write<IEnumerable<ISweep>, bool>(sweeps => sweeps.OfType<T>().Single().Sweep(Never));
}

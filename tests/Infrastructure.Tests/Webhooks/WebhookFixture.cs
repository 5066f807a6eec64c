using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OneStop.Application.Access;
using OneStop.Application.Webhooks;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Persistence;
using OneStop.Infrastructure.Tests.Reports;
using OneStop.Infrastructure.Webhooks;

namespace OneStop.Infrastructure.Tests.Webhooks;

/// <summary>Webhooks of machine clients, a receiver on this machine, and a machine clock that tests turn.</summary>
public abstract class WebhookFixture(Db engine) : ReportFixture(engine)
{
    private static int clients;

    private readonly Dictionary<string, int> versions = [];

    internal Receiver Receiver { get; private set; } = null!;

    protected SetClock MachineClock { get; } = new();

    private protected WebhookSender Sender => Services.GetRequiredService<WebhookSender>();

    private static WebhookOptions Options => new() { AllowHttp = true, AllowedNetworks = ["127.0.0.1/32"] };

    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        services.AddKeyedSingleton<TimeProvider>(Clocks.Machine, MachineClock).AddSingleton(Options).AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
    }

    [SetUp]
    public async Task Listen() => Receiver = await Receiver.Start();

    /// <summary>The webhooks of one test are none of another's.</summary>
    [TearDown]
    public async Task Forget()
    {
        await Write<DbSession, int>(async db =>
        {
            foreach (var table in new[] { "WebhookAttempts", "WebhookDeliveries", "WebhookSecrets", "WebhookProgress", "Webhooks" })
            {
                await db.Execute($"DELETE FROM {table}", null, default);
            }
            return 0;
        });
        await Receiver.DisposeAsync();
    }

    /// <summary>What another process would have: services of its own on the same database.</summary>
    private protected ServiceProvider AnotherProcess()
    {
        var options = Services.GetRequiredService<DatabaseOptions>();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Engine"] = options.Engine.ToString(), ["Database:ConnectionString"] = options.ConnectionString,
        }).Build();
        var all = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = "Testing" })
            .AddInfrastructure(configuration);
        Configure(all);
        return all.BuildServiceProvider(validateScopes: true);
    }

    protected Task<AccountId> Client(ClientGrant? grant = null) => Write<IAccountRepository, AccountId>(async accounts =>
    {
        var client = Account.RegisterClient(
            AccountId.New(Clock.Now), $"client-{Environment.ProcessId}-{Interlocked.Increment(ref clients)}", "Phần mềm", grant ?? new ClientGrant { Scopes = [Scope.ReadDossiers] }, Clock.Now);
        await accounts.Add(client, null, default);
        return client.State.Id;
    });

    /// <summary>A webhook of a client, for the events of these tests alone.</summary>
    protected async Task<WebhookId> Webhook(string? url = null, AccountId? owner = null, WebhookFilter? filter = null)
    {
        var account = owner ?? await Client();
        return await Write<IWebhooks, WebhookId>(async webhooks =>
        {
            var state = new WebhookState
            {
                Id = WebhookId.New(Clock.Now), Owner = account, Url = url ?? Receiver.Url(), RegisteredAt = Clock.Now, Details = filter ?? new WebhookFilter { Types = ["happened"] },
            };
            await webhooks.Add(Domain.Webhooks.Webhook.Register(state, 0, 10), default);
            await webhooks.MakeSecret(state.Id, default);
            return state.Id;
        });
    }

    /// <summary>Something happens to dossiers, or to something that everybody may know.</summary>
    protected Task<bool> Happen(params string[] subjects) => Write<DbSession, bool>(db =>
    {
        foreach (var subject in subjects)
        {
            var (kind, key) = (subject.Split(':')[0], subject.Split(':')[1]);
            var version = versions.GetValueOrDefault(subject);
            versions[subject] = version + 1;
            db.Touch(new Something(kind, key, version, Clock.Now));
        }
        return Task.FromResult(true);
    });

    protected static string OfDossier(DossierState dossier) => $"dossier:{dossier.Id}";

    /// <summary>A subject that no other test has.</summary>
    protected static string Subject() => $"calendar:{Guid.NewGuid():N}";

    protected Task ReadOn() => Services.GetRequiredService<WebhookReader>().ReadOn(default);

    /// <summary>Reads and sends what is due now.</summary>
    protected async Task GoOn()
    {
        await ReadOn();
        await Sender.SendDue(default);
    }

    protected async Task<WebhookState> State(WebhookId id) => (await Read<IWebhooks, Webhook?>(webhooks => webhooks.Find(id, default)))!.State;

    protected Task<WebhookProgress> Progress(WebhookId id) => Read<IWebhooks, WebhookProgress>(webhooks => webhooks.Progress(id, default));

    protected async Task<IReadOnlyList<DeliveryLine>> Deliveries(WebhookId id, DeliveryStanding? standing = null) =>
        (await Read<IDeliveries, Application.Lists.Page<DeliveryLine>>(
            deliveries => deliveries.List(id, standing, new Application.Lists.PageRequest { Limit = 10_000, Count = Application.Lists.CountMode.None }, default))).Items;

    protected Task Turn(WebhookId id, Action<Webhook> verb) => Write<IWebhooks, bool>(async webhooks =>
    {
        var webhook = (await webhooks.Find(id, default))!;
        verb(webhook);
        await webhooks.Save(webhook, default);
        return true;
    });

    protected async Task Resume(WebhookId id)
    {
        await Turn(id, webhook => webhook.Resume(Clock.Now));
        await Write<IDeliveries, bool>(async deliveries =>
        {
            await deliveries.Release(id, default);
            return true;
        });
    }

    protected Task<bool> Disable(AccountId account) => Write<IAccountRepository, bool>(async accounts =>
    {
        var client = (await accounts.Find(account, default))!;
        client.Disable(null, new Actor(AccountId.System, "admin", [new Post(Role.SystemAdmin, null, null)]), Clock.Now);
        await accounts.Save(client, default);
        return true;
    });

    protected Task<DeliveryId?> Ping(WebhookId webhook) => Write<IDeliveries, DeliveryId?>(deliveries => deliveries.Ping(webhook, default));

    protected Task<Redelivered> Again(WebhookId webhook, Redelivery wanted, int most = 1_000) =>
        Write<IDeliveries, Redelivered>(deliveries => deliveries.Again(webhook, wanted, most, default));

    private protected Task<NextDeliveries> Next(WebhookId webhook, int most = 32) =>
        Read<DeliveryQueue, NextDeliveries>(queue => queue.Next(webhook, most, MachineClock.Now, default));

    private protected Task<IReadOnlyList<SignedDelivery>> Lease(NextDeliveries next) =>
        Write<DeliveryQueue, IReadOnlyList<SignedDelivery>>(queue => queue.Lease(next, MachineClock.Now, default));

    /// <summary>Every subject's versions came one after the other, none left out.</summary>
    private protected static void AreInOrder(IEnumerable<Received> taken, int each)
    {
        foreach (var subject in taken.Select(one => JsonDocument.Parse(one.Body).RootElement).GroupBy(body => body.GetProperty("aggregateId").GetString()))
        {
            Assert.That(subject.Select(body => body.GetProperty("version").GetInt32()), Is.EqualTo(Enumerable.Range(1, each)), subject.Key);
        }
    }

    private sealed class Something : Aggregate
    {
        public Something(string kind, string key, int version, DateTimeOffset at)
        {
            (Kind, Key, Version) = (kind, key, version);
            Record(new Happened(version), at, null);
        }

        public override string Kind { get; }

        public override string Key { get; }

        public override int Version { get; }
    }

    private sealed record Happened(int Number) : DomainEvent;
}

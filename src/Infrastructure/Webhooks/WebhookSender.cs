using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OneStop.Application.Webhooks;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Delivery;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>Sends the deliveries of all webhooks; each webhook is a destination with places of its own.</summary>
internal sealed class WebhookSender(
    IServiceScopeFactory scopes, WebhookPost post, WebhookOptions options, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock, ILogger<WebhookSender> log)
    : OutboundWorker<SignedDelivery>(machineClock, log)
{
    private readonly TimeProvider machineClock = machineClock;
    private readonly ILogger log = log;

    protected override int Places => options.Places;

    protected override async Task<IReadOnlyList<string>> Destinations(DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return [.. (await scope.ServiceProvider.GetRequiredService<DeliveryQueue>().Due(now, ct)).Select(id => id.ToString())];
    }

    protected override async Task<IReadOnlyList<SignedDelivery>> Lease(string destination, int most, DateTimeOffset now, CancellationToken ct)
    {
        var webhook = WebhookId.Parse(destination, null);
        await using var scope = scopes.CreateAsyncScope();
        var (queue, owners) = (scope.ServiceProvider.GetRequiredService<DeliveryQueue>(), scope.ServiceProvider.GetRequiredService<WebhookOwners>());
        if (await queue.Next(webhook, most, now, ct) is not { Count: > 0 } next)
        {
            return [];
        }
        if (await owners.ReachOf(await queue.Owner(webhook, ct), ct) is null)
        {
            await scopes.InTransaction(services => services.GetRequiredService<WebhookOwners>().Pause(webhook, PauseReason.OwnerMayNotAct, ct), ct);
            return [];
        }
        var leased = await scopes.InTransaction(services => services.GetRequiredService<DeliveryQueue>().Lease(webhook, next, now, ct), ct);
        var secrets = leased.Count == 0 ? [] : await queue.Secrets(webhook, now, ct);
        return [.. leased.Select(delivery => new SignedDelivery(delivery, secrets))];
    }

    protected override async Task Send(SignedDelivery item, CancellationToken ct)
    {
        var outcome = await post.Send(item.Delivery, item.Secrets, ct);
        // What the receiver took is written down even where the process closes down meanwhile.
        var noted = await scopes.InTransaction(
            services => services.GetRequiredService<DeliveryQueue>().Note(item.Delivery, outcome, machineClock.GetUtcNow(), CancellationToken.None), CancellationToken.None);
        if (!noted)
        {
            log.LogWarning("Delivery {Delivery} took longer than its lease; another process has it", item.Delivery.Id);
        }
    }
}

/// <summary>A delivery with the secrets that sign it.</summary>
internal sealed record SignedDelivery(DueDelivery Delivery, IReadOnlyList<byte[]> Secrets);

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
        var next = await Next(WebhookId.Parse(destination, null), most, now, ct);
        return next.IsNone ? [] : await scopes.InTransaction(services => services.GetRequiredService<DeliveryQueue>().Lease(next, now, ct), ct);
    }

    protected override async Task Send(SignedDelivery item, CancellationToken ct)
    {
        var (id, outcome) = (item.Delivery.Id, await post.Send(item, ct));
        // What the receiver took is written down even where the process closes down meanwhile.
        var noted = await scopes.InTransaction(
            services => services.GetRequiredService<DeliveryNotes>().Note(item.Delivery, outcome, machineClock.GetUtcNow(), CancellationToken.None), CancellationToken.None);
        if (!noted && await IsThere(id))
        {
            log.LogWarning("Delivery {Delivery} took longer than its lease; another process has it", id);
        }
    }

    private async Task<NextDeliveries> Next(WebhookId webhook, int most, DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DeliveryQueue>().Next(webhook, most, now, ct);
    }

    /// <summary>A delivery that waits goes with its webhook.</summary>
    private async Task<bool> IsThere(DeliveryId id)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DeliveryQueue>().Has(id, CancellationToken.None);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OneStop.Application.Changes;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Persistence;
using EventId = OneStop.Infrastructure.Persistence.EventId;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>
/// Reads the event log for each webhook by a cursor of its own, as its owner may read it at that moment, and writes a delivery for each event. It
/// reads no further while many deliveries are open: the log keeps what is still to come.
/// </summary>
internal sealed class WebhookReader(LogFollowing following, WebhookSender sender) : BackgroundService
{
    /// <summary>Deliveries of one webhook that are open before reading waits.</summary>
    public const int MostOpen = 1_000;

    private const int Slice = 200;

    /// <summary>So many events without any for a webhook are passed before its cursor is written.</summary>
    private const int Unwritten = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ILogger log = following.Logs.CreateLogger<WebhookReader>();
    private readonly Dictionary<WebhookId, (ReadingWebhook From, long To)> passed = [];

    /// <summary>Reads on for every webhook, until there is nothing more to read or too much is open.</summary>
    public async Task ReadOn(CancellationToken ct)
    {
        await using var scope = following.Scopes.CreateAsyncScope();
        foreach (var webhook in await scope.ServiceProvider.GetRequiredService<WebhookCursors>().All(ct))
        {
            try
            {
                await ReadOn(webhook, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                log.LogError(e, "Webhook {Webhook} was not read on; it is tried again", webhook.Id);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var at = -1L;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await following.Tail.Passes(at, Patience, stoppingToken);
                at = following.Tail.Last;
                await ReadOn(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Webhooks were not read on; it is tried again");
                await Task.Delay(Patience, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ReadOn(ReadingWebhook webhook, CancellationToken ct)
    {
        var start = webhook;
        while (await Next(start, ct) is { } reached)
        {
            start = start with { Position = reached };
        }
    }

    /// <summary>Takes the next slice.</summary>
    /// <returns>Where the cursor stands after it; null where nothing more is to be done now.</returns>
    private async Task<long?> Next(ReadingWebhook start, CancellationToken ct)
    {
        await using var scope = following.Scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        if (await services.GetRequiredService<WebhookOwners>().ReachOf(start.Owner, ct) is not { } reach)
        {
            await following.Scopes.InTransaction(inside => inside.GetRequiredService<WebhookOwners>().Pause(start.Id, PauseReason.OwnerMayNotAct, ct), ct);
            return null;
        }
        var after = passed.TryGetValue(start.Id, out var skipped) && skipped.From == start ? skipped.To : start.Position;
        if (following.Tail.Last is > 0 and var last && last <= after)
        {
            return null;
        }
        var room = MostOpen - await services.GetRequiredService<WebhookCursors>().Open(start.Id, ct);
        if (room <= 0)
        {
            return null;
        }
        var filter = start.Details;
        var slice = await services.GetRequiredService<IChanges>().Read(
            new ChangeQuery(after, filter.Types, filter.Agency, filter.Procedure, Math.Min(room, Slice)), reach, ct);
        if (slice.Items.Count == 0 && slice.Next - start.Position < Unwritten)
        {
            passed[start.Id] = (start, slice.Next);
            return null;
        }
        return await Move(start, slice, ct) ? slice.Next : null;
    }

    private async Task<bool> Move(ReadingWebhook start, ChangeSlice slice, CancellationToken ct)
    {
        var now = following.MachineClock.GetUtcNow();
        var deliveries = slice.Items.Select(item => Delivery(start.Id, item, now)).ToArray();
        var moved = await following.Scopes.InTransaction(inside => inside.GetRequiredService<WebhookCursors>().Move(start, slice.Next, deliveries, now, ct), ct);
        if (moved && deliveries.Length > 0)
        {
            sender.Wake();
        }
        return moved;
    }

    private static NewDelivery Delivery(WebhookId webhook, ChangeItem item, DateTimeOffset now) => new(
        DeliveryId.New(now), webhook, item.Position, EventId.Of(item.Id), item.Type, Subject(item), now, Details.Write(item));

    /// <summary>What is in order: a dossier with its legs; else what the event is about.</summary>
    private static string Subject(ChangeItem item) =>
        item.Aggregate == "transfer" && item.Data.TryGetProperty("dossier", out var dossier) ? $"dossier:{dossier.GetString()}" : $"{item.Aggregate}:{item.AggregateId}";
}

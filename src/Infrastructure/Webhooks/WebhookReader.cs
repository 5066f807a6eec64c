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

    /// <summary>Between two rounds: what is written meanwhile is read at once.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ILogger log = following.Logs.CreateLogger<WebhookReader>();
    private readonly Dictionary<WebhookId, Passed> passed = [];

    /// <summary>Reads on for every webhook, until there is nothing more to read or too much is open.</summary>
    public async Task ReadOn(CancellationToken ct)
    {
        while (await Round(ct))
        {
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (at, more) = (-1L, false);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await following.Tail.Passes(more ? -1 : at, Patience, stoppingToken);
                at = following.Tail.Last;
                more = await Round(stoppingToken);
                await Task.Delay(Pause, stoppingToken);
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

    /// <summary>Takes one slice for every webhook, so that one that has far to go does not delay the others.</summary>
    /// <returns>Whether any has more to read.</returns>
    private async Task<bool> Round(CancellationToken ct)
    {
        await using var scope = following.Scopes.CreateAsyncScope();
        var webhooks = await scope.ServiceProvider.GetRequiredService<WebhookCursors>().All(ct);
        foreach (var gone in passed.Keys.Except(webhooks.Select(webhook => webhook.Id)).ToList())
        {
            passed.Remove(gone);
        }
        var more = false;
        foreach (var webhook in webhooks)
        {
            try
            {
                more |= await Next(webhook, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                log.LogError(e, "Webhook {Webhook} was not read on; it is tried again", webhook.Id);
            }
        }
        return more;
    }

    /// <summary>Takes the next slice.</summary>
    /// <returns>Whether its cursor moved, so that there may be more.</returns>
    private async Task<bool> Next(ReadingWebhook start, CancellationToken ct)
    {
        await using var scope = following.Scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        if (await services.GetRequiredService<WebhookOwners>().ReachOf(start.Owner, ct) is not { } reach)
        {
            await following.Scopes.InTransaction(inside => inside.GetRequiredService<WebhookOwners>().Pause(start.Id, PauseReason.OwnerMayNotAct, ct), ct);
            return false;
        }
        var after = passed.TryGetValue(start.Id, out var skipped) && skipped.IsOf(start) ? skipped.To : start.Position;
        if (following.Tail.Last is > 0 and var last && last <= after)
        {
            return false;
        }
        var room = MostOpen - await services.GetRequiredService<WebhookCursors>().Open(start.Id, ct);
        if (room <= 0)
        {
            return false;
        }
        var filter = start.Details;
        var slice = await services.GetRequiredService<IChanges>().Read(
            new ChangeQuery(after, filter.Types, filter.Agency, filter.Procedure, Math.Min(room, Slice)), reach, ct);
        if (slice.Items.Count == 0 && slice.Next - start.Position < Unwritten)
        {
            passed[start.Id] = new Passed(start.Version, start.Position, slice.Next);
            return false;
        }
        return await Move(start, slice, ct);
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

    /// <summary>Events behind a cursor that held nothing for the webhook as it is.</summary>
    /// <param name="Version">The webhook's when it was looked.</param>
    /// <param name="From">Where its cursor stands.</param>
    /// <param name="To">Up to where it was looked.</param>
    private readonly record struct Passed(int Version, long From, long To)
    {
        public bool IsOf(ReadingWebhook webhook) => webhook.Version == Version && webhook.Position == From;
    }
}

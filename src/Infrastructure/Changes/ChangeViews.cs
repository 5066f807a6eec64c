using System.Text.Json;
using Dapper;
using OneStop.Application.Changes;
using OneStop.Application.Dossiers;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Changes;

/// <summary>
/// The event log as somebody may read it: a range of positions, of which stays what is about a dossier within the reach, or about what everybody may know.
/// </summary>
internal sealed class ChangeViews(DbSession db, LogReader log, LogTail tail) : IChanges
{
    /// <summary>Events looked at for one answer.</summary>
    private const int Most = 5_000;

    private const int Slice = 500;

    private const string Dossiers = "SELECT d.Id FROM Dossiers d WHERE d.Id IN @Ids";

    private const string Legs = "SELECT t.Id FROM Transfers t WHERE t.Id IN @Ids";

    private const string Webhooks = "SELECT w.Id FROM Webhooks w WHERE w.Id IN @Ids AND w.Owner IN @Owners";

    private const string OfAgency = """
        (d.ReceivingAgency = @Agency OR d.CompetentAgency = @Agency
            OR EXISTS (SELECT 1 FROM DossierAgencies b WHERE b.DossierId = d.Id AND b.AgencyCode = @Agency))
        """;

    /// <summary>What everybody who is signed in may know.</summary>
    private static readonly HashSet<string> Open = ["procedure", "agency", "succession", "calendar", "weeklyTemplate"];

    public async Task<ChangeSlice> Read(ChangeQuery query, DossierReach reach, CancellationToken ct)
    {
        var (items, next, looked) = (new List<ChangeItem>(), query.After, 0);
        while (looked < Most)
        {
            var events = await log.After(next, Slice, ct);
            looked += events.Count;
            var seen = await Seen([.. events.Where(one => query.Types?.Contains(one.Type) != false)], query, reach, ct);
            foreach (var one in seen.Take(query.Limit - items.Count))
            {
                items.Add(Item(one));
            }
            if (items.Count == query.Limit)
            {
                return new ChangeSlice(items, items[^1].Position);
            }
            next = events.Count == 0 ? next : events[^1].Position;
            if (events.Count < Slice)
            {
                break;
            }
        }
        return new ChangeSlice(items, next);
    }

    public Task<bool> WaitBehind(long position, TimeSpan wait, CancellationToken ct) => tail.Passes(position, wait, ct);

    private async Task<IEnumerable<LoggedEvent>> Seen(IReadOnlyList<LoggedEvent> events, ChangeQuery query, DossierReach reach, CancellationToken ct)
    {
        var dossiers = await Visible<DossierId>("dossier", events, query, reach, ct);
        var legs = await Visible<TransferId>("transfer", events, query, reach, ct);
        var webhooks = await Own(events, reach, ct);
        return events.Where(one => one.Aggregate switch
        {
            "dossier" => dossiers.Contains(one.AggregateId),
            "transfer" => legs.Contains(one.AggregateId),
            "webhook" => webhooks.Contains(one.AggregateId) && query.Agency is null && query.Procedure is null,
            "procedure" => query.Agency is null && (query.Procedure is null || query.Procedure == one.AggregateId),
            _ => Open.Contains(one.Aggregate) && query.Agency is null && query.Procedure is null,
        });
    }

    /// <summary>Which of the dossiers or legs that events are about lie within the reach and the query.</summary>
    private async Task<HashSet<string>> Visible<TId>(
        string aggregate, IReadOnlyList<LoggedEvent> events, ChangeQuery query, DossierReach reach, CancellationToken ct)
        where TId : struct, IEntityId<TId>
    {
        var ids = IdsOf<TId>(aggregate, events);
        if (ids.Length == 0)
        {
            return [];
        }
        var (conditions, parameters) = (new List<string>(), new DynamicParameters());
        parameters.Add("Ids", ids);
        var narrowing = new Narrowing(conditions, parameters);
        ReachConditions.Keep(narrowing, reach);
        narrowing.Is("d.ProcedureCode", "Procedure", query.Procedure);
        if (query.Agency is { } agency)
        {
            narrowing.To(OfAgency).With("Agency", agency);
        }
        var kept = string.Concat(conditions.Select(condition => $" AND {condition}"));
        var rows = await db.Query<TId>(aggregate == "dossier" ? $"{Dossiers}{kept}" : $"{Legs} AND {ReachConditions.OfLeg}{kept})", parameters, ct);
        return [.. rows.Select(id => id.Value.ToString())];
    }

    /// <summary>Which of the webhooks that events are about are those of the account itself.</summary>
    private async Task<HashSet<string>> Own(IReadOnlyList<LoggedEvent> events, DossierReach reach, CancellationToken ct)
    {
        var ids = IdsOf<WebhookId>("webhook", events);
        var owners = reach.Self.Concat(reach.Client is { } client ? [client] : []).Select(TypeHandlers.Bytes).ToArray();
        return ids.Length == 0 || owners.Length == 0 ? []
            : [.. (await db.Query<WebhookId>(Webhooks, new { Ids = ids, Owners = owners }, ct)).Select(id => id.ToString())];
    }

    private static byte[][] IdsOf<TId>(string aggregate, IReadOnlyList<LoggedEvent> events)
        where TId : struct, IEntityId<TId> =>
        [.. events.Where(one => one.Aggregate == aggregate).Select(one => one.AggregateId).Distinct().Select(id => TypeHandlers.Bytes(TId.Of(Guid.Parse(id))))];

    private static ChangeItem Item(LoggedEvent one) => new(
        one.Position, one.Id.Value, one.Type, one.At, one.Aggregate, one.AggregateId, one.Version, one.Agency, JsonSerializer.Deserialize<JsonElement>(one.Data));
}

using System.Numerics;
using System.Text.Json;
using OneStop.Application.Dossiers;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Changes;

/// <summary>Which of some events a reader sees, and what of them; found by the columns of their dossiers and legs, for all of them at once.</summary>
internal sealed class VisibleChanges
{
    /// <summary>Identities of one query: with the agencies of a reach they stay below the number of parameters that SQL Server takes.</summary>
    private const int MostIds = 512;

    private const string Dossiers = "SELECT d.Id, d.ReceivingAgency, d.CompetentAgency FROM Dossiers d";

    private const string Legs = """
        SELECT t.Id, t.FromAgency, t.ToAgency, d.ReceivingAgency, d.CompetentAgency
        FROM Transfers t
        INNER JOIN Dossiers d ON d.Id = t.DossierId
        """;

    private const string OfAgency = """
        (d.ReceivingAgency IN @Agencies OR d.CompetentAgency IN @Agencies
            OR EXISTS (SELECT 1 FROM DossierAgencies b WHERE b.DossierId = d.Id AND b.AgencyCode IN @Agencies))
        """;

    /// <summary>At its own agencies, or at one of its legs: only a dossier that was sent somewhere has any.</summary>
    private const string Held = """
        (d.ReceivingAgency IN @Reach OR d.CompetentAgency IN @Reach
            OR (EXISTS (SELECT 1 FROM Transfers t WHERE t.DossierId = d.Id)
                AND EXISTS (SELECT 1 FROM DossierAgencies r WHERE r.DossierId = d.Id AND r.AgencyCode IN @Reach)))
        """;

    private const string OwnWebhooks = "SELECT w.Id FROM Webhooks w WHERE w.Id IN @Ids AND w.Owner = @Owner";

    private const string One = $"SELECT {DossierRepository.Columns} FROM Dossiers d WHERE d.Id = @Id";

    private readonly DbSession db;
    private readonly DossierReach reach;

    /// <summary>The dossiers and legs that are seen; whether it is the whole dossier.</summary>
    private readonly Dictionary<string, bool> seen = [];

    /// <summary>Dossiers of which a leg is seen, read where an event needs it.</summary>
    private readonly Dictionary<string, DossierState> read = [];

    private VisibleChanges(DbSession db, DossierReach reach) => (this.db, this.reach) = (db, reach);

    public static async Task<VisibleChanges> Of(DbSession db, IReadOnlyList<LoggedEvent> events, VisibleFilter filter, DossierReach reach, CancellationToken ct)
    {
        var visible = new VisibleChanges(db, reach);
        foreach (var dossiers in Ids<DossierId>("dossier", events))
        {
            var list = Narrowed("d.Id", dossiers, filter, reach, Keep);
            foreach (var row in await db.Query<DossierAgenciesRow>($"{Dossiers} {list.Where}", list.Parameters, ct))
            {
                visible.seen[row.Id.ToString()] = visible.IsHeld(row.ReceivingAgency, row.CompetentAgency);
            }
        }
        foreach (var legs in Ids<TransferId>("transfer", events))
        {
            var list = Narrowed("t.Id", legs, filter, reach, Admit);
            var rows = await db.Query<LegAgenciesRow>($"{Legs} {list.Where}", list.Parameters, ct);
            foreach (var row in rows.Where(row => visible.IsHeld(row.ReceivingAgency, row.CompetentAgency) || visible.IsHeld(row.FromAgency, row.ToAgency)))
            {
                visible.seen[row.Id.ToString()] = true;
            }
        }
        if (filter == VisibleFilter.None)
        {
            await visible.AddOwnWebhooks(events, ct);
        }
        return visible;
    }

    /// <summary>Those of some dossiers that are seen.</summary>
    public static async Task<HashSet<Guid>> Of(DbSession db, Guid[] dossiers, DossierReach reach, CancellationToken ct)
    {
        var seen = new HashSet<Guid>();
        foreach (var part in Parts(dossiers.Select(id => TypeHandlers.Bytes(new DossierId(id)))))
        {
            var list = Narrowed("d.Id", part, VisibleFilter.None, reach, Keep);
            seen.UnionWith((await db.Query<DossierAgenciesRow>($"{Dossiers} {list.Where}", list.Parameters, ct)).Select(row => row.Id.Value));
        }
        return seen;
    }

    /// <summary>Of webhooks everybody sees its own.</summary>
    private async Task AddOwnWebhooks(IReadOnlyList<LoggedEvent> events, CancellationToken ct)
    {
        var owner = reach.Client ?? reach.Self.Cast<AccountId?>().FirstOrDefault();
        foreach (var webhooks in owner is null ? [] : Ids<WebhookId>("webhook", events))
        {
            foreach (var id in await db.Query<WebhookId>(OwnWebhooks, new { Ids = webhooks, Owner = owner }, ct))
            {
                seen[id.ToString()] = true;
            }
        }
    }

    /// <summary>Whether an event of a dossier, a leg or a webhook is seen.</summary>
    public bool Shows(LoggedEvent one) => seen.ContainsKey(one.AggregateId);

    /// <summary>What of it is seen; the dossier itself is read only where the columns do not tell.</summary>
    public async ValueTask<JsonElement> Data(LoggedEvent one, CancellationToken ct)
    {
        var data = JsonSerializer.Deserialize<JsonElement>(one.Data);
        if (one.Aggregate != "dossier" || (seen[one.AggregateId] && reach.SeesEveryProcedure) || !EventSight.DependsOnDossier(data))
        {
            return data;
        }
        if (!read.TryGetValue(one.AggregateId, out var dossier))
        {
            read[one.AggregateId] = dossier = (await db.QueryOne<DossierState>(One, new { Id = DossierId.Parse(one.AggregateId, null) }, ct))!;
        }
        return EventSight.Data(data, dossier, reach);
    }

    /// <summary>Whoever does not read by agencies sees the whole of what is its own.</summary>
    private bool IsHeld(string one, string other) => !reach.ByAgencies || reach.Everything || reach.Held.Contains(one) || reach.Held.Contains(other);

    /// <summary>The whole rule; that most dossiers have no legs spares a look at every agency of the reach for each that is not seen.</summary>
    private static void Keep(Narrowing list, DossierReach reach)
    {
        if (reach is { ByAgencies: true, Everything: false })
        {
            ReachConditions.Limit(list.To(Held).With("Reach", reach.Held.ToArray()), reach);
        }
        else
        {
            ReachConditions.Keep(list, reach);
        }
    }

    /// <summary>A leg is seen by sender and receiver, even where the dossier is in their lists no more: what is left is the dossier's own limits.</summary>
    private static void Admit(Narrowing list, DossierReach reach)
    {
        if (reach.ByAgencies)
        {
            ReachConditions.Limit(list, reach);
        }
        else
        {
            ReachConditions.Keep(list, reach);
        }
    }

    private static IEnumerable<byte[][]> Ids<TId>(string aggregate, IReadOnlyList<LoggedEvent> events)
        where TId : struct, IEntityId<TId> => Parts(events.Where(one => one.Aggregate == aggregate).Select(one => one.AggregateId).Distinct()
            .Select(id => TypeHandlers.Bytes(TId.Of(Guid.Parse(id)))));

    /// <summary>Identities in parts, each repeated up to a power of two: there are few texts of the query then, and each is prepared once.</summary>
    public static IEnumerable<byte[][]> Parts(IEnumerable<byte[]> ids) => ids.Chunk(MostIds).Select(part => (byte[][])[.. part, .. Enumerable.Repeat(part[0], (int)BitOperations.RoundUpToPowerOf2((uint)part.Length) - part.Length)]);

    private static Narrowing Narrowed(string column, byte[][] ids, VisibleFilter filter, DossierReach reach, Action<Narrowing, DossierReach> within)
    {
        var list = new Narrowing().AnyOf(column, "Id", ids);
        within(list, reach);
        return list.Is("d.ProcedureCode", "Procedure", filter.Procedure).By(OfAgency, "Agencies", filter.Agencies);
    }
}

/// <summary>What is left of the dossiers that are seen.</summary>
/// <param name="Agencies">Only those of these agencies; null for all.</param>
internal sealed record VisibleFilter(string[]? Agencies, string? Procedure)
{
    public static VisibleFilter None { get; } = new(null, null);
}

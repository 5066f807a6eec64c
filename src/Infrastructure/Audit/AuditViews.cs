using System.Globalization;
using Dapper;
using OneStop.Application.Audit;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Audit;

/// <summary>
/// Reads the event log across aggregates: a range of the index by aggregate, of the index by actor, or of the positions. What an aggregate's key
/// names is read by version, everything else by position; both fall as the page goes on.
/// </summary>
internal sealed class AuditViews(DbSession db, Dialect dialect, EventWindow window) : IAuditViews
{
    private const string Acts = """
        SELECT e.Position, e.At, e.Type, e.Aggregate, e.AggregateId, e.Version, e.Actor, e.Client, e.Agency, n.Note,
            a.UserName AS ActorName, c.UserName AS ClientName
        FROM Events e
        LEFT JOIN EventNotes n ON n.Position = e.Position
        LEFT JOIN Accounts a ON a.Id = e.Actor
        LEFT JOIN Accounts c ON c.Id = e.Client
        """;

    private const string Counted = "SELECT COUNT(*) FROM (SELECT e.Position FROM Events e";

    /// <summary>In the name of one of the agencies; in no agency's, by somebody who has a post at one of them.</summary>
    private const string WithinAgencies = """
        (e.Agency IN @Within OR (e.Agency IS NULL AND EXISTS (SELECT 1 FROM AccountPosts p WHERE p.AccountId = e.Actor AND p.AgencyCode IN @Within)))
        """;

    private const string Legs = "SELECT t.Id, t.DossierId FROM Transfers t WHERE t.Id IN @Ids";

    private const string Dossiers = $"SELECT {DossierRepository.Columns} FROM Dossiers d WHERE d.Id IN @Ids";

    public async Task<Page<WriteRecord>> Writes(WriteQuery query, PageRequest page, CancellationToken ct)
    {
        var (conditions, parameters) = await Conditions(query, ct);
        var order = query.Subject is null ? "e.Position DESC" : "e.Version DESC, e.Aggregate DESC";
        var counted = page.Count == CountMode.None ? (long?)null : await Count(conditions, parameters, order, page, ct);
        if (Cursor.Read(page, keys: 2) is [var number, var aggregate])
        {
            parameters.Add("After", long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var after)
                ? after
                : throw new InvalidInputException("cursor", FieldRules.WellFormed));
            parameters.Add("AfterAggregate", aggregate);
            conditions.Add(query.Subject is null ? "e.Position < @After" : "e.Version <= @After AND (e.Version < @After OR e.Aggregate < @AfterAggregate)");
        }
        parameters.Add("Take", page.Take);
        var rows = await db.Query<WriteRecord>($"{Acts} {Where(conditions)} ORDER BY {order} {dialect.Page}", parameters, ct);
        return Pages.Of(page, rows, row => [(query.Subject is null ? row.Position : row.Version).ToString(CultureInfo.InvariantCulture), row.Aggregate], counted);
    }

    private async Task<long?> Count(List<string> conditions, DynamicParameters parameters, string order, PageRequest page, CancellationToken ct)
    {
        var counting = new DynamicParameters(parameters);
        counting.Add("Take", page.CountTake);
        return await db.QueryOne<long>($"{Counted} {Where(conditions)} ORDER BY {order} {dialect.Page}) c", counting, ct);
    }

    private async Task<(List<string> Conditions, DynamicParameters Parameters)> Conditions(WriteQuery query, CancellationToken ct)
    {
        var (conditions, parameters) = (new List<string>(), new DynamicParameters());
        Narrow("e.AggregateId = @Subject", "Subject", query.Subject);
        Narrow("e.Actor = @Actor", "Actor", query.Actor is { } actor ? TypeHandlers.Bytes(actor) : null);
        Narrow("e.Position >= @First", "First", query.From is { } first ? await window.FirstFrom(first, ct) : null);
        Narrow("e.Position < @End", "End", query.To is { } end ? await window.FirstFrom(end, ct) + EventWindow.Stretch : null);
        Narrow("e.At >= @From", "From", query.From?.ToUnixTimeMilliseconds());
        Narrow("e.At < @To", "To", query.To?.ToUnixTimeMilliseconds());
        Narrow(WithinAgencies, "Within", query.Within?.ToArray());
        return (conditions, parameters);

        void Narrow(string condition, string name, object? value)
        {
            if (value is not null)
            {
                conditions.Add(condition);
                parameters.Add(name, value);
            }
        }
    }

    public async Task<IReadOnlyDictionary<string, DossierState>> DossiersOf(IReadOnlyCollection<WriteRecord> acts, CancellationToken ct)
    {
        var legs = Ids(acts, "transfer");
        var dossierOf = legs.Count == 0
            ? []
            : (await db.Query<Leg>(Legs, new { Ids = legs.Values.Select(id => TypeHandlers.Bytes(new TransferId(id))).ToArray() }, ct)).ToDictionary(leg => leg.Id.ToString(), leg => leg.DossierId);
        var named = Ids(acts, "dossier").ToDictionary(one => one.Key, one => new DossierId(one.Value)).Concat(dossierOf).ToArray();
        var found = named.Length == 0
            ? []
            : (await db.Query<DossierState>(Dossiers, new { Ids = named.Select(one => one.Value).Distinct().Select(TypeHandlers.Bytes).ToArray() }, ct)).ToDictionary(dossier => dossier.Id);
        return named.Where(one => found.ContainsKey(one.Value)).ToDictionary(one => one.Key, one => found[one.Value]);
    }

    private static Dictionary<string, Guid> Ids(IEnumerable<WriteRecord> acts, string aggregate) =>
        acts.Where(act => act.Aggregate == aggregate).Select(act => act.AggregateId).Distinct().ToDictionary(id => id, Guid.Parse);

    private sealed record Leg
    {
        public required TransferId Id { get; init; }

        public required DossierId DossierId { get; init; }
    }

    private static string Where(List<string> conditions) => $"WHERE {string.Join(" AND ", conditions)}";
}

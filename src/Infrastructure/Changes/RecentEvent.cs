using System.Text.Json;
using OneStop.Application.Changes;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Changes;

/// <summary>An event with what it is about, as it stood when the event was read.</summary>
/// <param name="Dossier">Its dossier as far as it is known; null where it is about none, or about a leg that does not name it.</param>
internal sealed record RecentEvent(LoggedEvent Event, ConcernedDossier? Dossier)
{
    private const string Dossiers = "SELECT d.Id, d.ProcedureCode, d.ReceivingAgency, d.CompetentAgency FROM Dossiers d";

    private const string Legs = "SELECT t.DossierId, t.FromAgency, t.ToAgency FROM Transfers t";

    private bool IsOfDossier => Event.Aggregate is "dossier" or "transfer";

    /// <summary>Events with their dossiers, found for all of them at once.</summary>
    public static async Task<IReadOnlyList<RecentEvent>> Of(DbSession db, IReadOnlyList<LoggedEvent> events, CancellationToken ct)
    {
        var named = events.Select(one => (Event: one, Data: JsonSerializer.Deserialize<JsonElement>(one.Data))).Select(one => (one.Event, one.Data, Id: IdOf(one.Event, one.Data))).ToList();
        var found = new Dictionary<Guid, ConcernedDossier>();
        foreach (var part in VisibleChanges.Parts(named.Select(one => one.Id).OfType<Guid>().Distinct().Select(id => TypeHandlers.Bytes(new DossierId(id)))))
        {
            var list = new Narrowing().AnyOf("d.Id", "Id", part);
            foreach (var row in await db.Query<DossierRow>($"{Dossiers} {list.Where}", list.Parameters, ct))
            {
                found[row.Id.Value] = new ConcernedDossier(row.ProcedureCode, [row.ReceivingAgency, row.CompetentAgency]);
            }
            var legs = new Narrowing().AnyOf("t.DossierId", "Id", part);
            foreach (var leg in await db.Query<LegRow>($"{Legs} {legs.Where}", legs.Parameters, ct))
            {
                found[leg.DossierId.Value].Agencies.UnionWith([leg.FromAgency, leg.ToAgency]);
            }
        }
        return [.. named.Select(one => new RecentEvent(one.Event, one.Id is { } id && found.TryGetValue(id, out var dossier) ? dossier.With(AgenciesOf(one.Event, one.Data)) : null))];
    }

    /// <summary>Whether it may be what somebody waits for. Where that cannot be told it may.</summary>
    /// <param name="agencies">The agencies that the interest means; null for all.</param>
    public bool MayBe(ChangeInterest interest, IReadOnlyList<string>? agencies) =>
        ChangeTypes.Records.ContainsKey(Event.Type) && interest.Types?.Contains(Event.Type) != false
        && (IsOfDossier
            ? Dossier is null || ((agencies is null || Dossier.Agencies.Overlaps(agencies)) && (interest.Procedure ?? Dossier.Procedure) == Dossier.Procedure)
            : !interest.OnlyDossiers && agencies is null && (interest.Procedure is null || (Event.Aggregate == "procedure" && interest.Procedure == Event.AggregateId)));

    private static Guid? IdOf(LoggedEvent one, JsonElement data) => one.Aggregate switch
    {
        "dossier" => Guid.Parse(one.AggregateId),
        "transfer" => data.TryGetProperty("dossier", out var named) && named.TryGetGuid(out var id) ? id : null,
        _ => null,
    };

    /// <summary>The agency that did it, and those between which it went.</summary>
    private static IEnumerable<string> AgenciesOf(LoggedEvent one, JsonElement data) => new[] { "from", "to" }
        .Select(name => data.TryGetProperty(name, out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null)
        .Append(one.Agency).OfType<string>();

    private sealed record DossierRow
    {
        public required DossierId Id { get; init; }

        public required string ProcedureCode { get; init; }

        public required string ReceivingAgency { get; init; }

        public required string CompetentAgency { get; init; }
    }

    private sealed record LegRow
    {
        public required DossierId DossierId { get; init; }

        public required string FromAgency { get; init; }

        public required string ToAgency { get; init; }
    }
}

/// <summary>The procedure of a dossier and the agencies that have to do with it.</summary>
internal sealed record ConcernedDossier(string Procedure, HashSet<string> Agencies)
{
    public ConcernedDossier With(IEnumerable<string> others) => this with { Agencies = [.. Agencies, .. others] };
}

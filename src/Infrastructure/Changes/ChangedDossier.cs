using System.Text.Json;
using OneStop.Application.Dossiers;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Changes;

/// <summary>A dossier that an event is about.</summary>
/// <param name="From">The agency of the reader's that the event names to have had it before.</param>
/// <param name="Unassigned">Whether the event names an official of the reader's that had it before.</param>
internal sealed record ChangedDossier(Guid Dossier, string? From, bool Unassigned)
{
    private const string Limits = "SELECT Id, ProcedureCode, Test, Confidential FROM Dossiers WHERE Id IN @Ids";

    /// <summary>Whether the reader had it before.</summary>
    public bool Left => From is not null || Unassigned;

    public static ChangedDossier? Of(LoggedEvent one, DossierReach reach)
    {
        if (one.Aggregate is not ("dossier" or "transfer"))
        {
            return null;
        }
        var data = JsonSerializer.Deserialize<JsonElement>(one.Data);
        var from = one.Type is "dossierTakenOver" or "dossierReassigned" or "transferTakenOver"
            && data.TryGetProperty("from", out var agency) && reach.Held.Contains(agency.GetString()!) ? agency.GetString() : null;
        if (one.Aggregate == "transfer")
        {
            return data.TryGetProperty("dossier", out var dossier) && dossier.TryGetGuid(out var id) ? new ChangedDossier(id, from, Unassigned: false) : null;
        }
        var unassigned = data.TryGetProperty("before", out var before) && before.TryGetGuid(out var account) && reach.Self.Any(self => self.Value == account);
        return new ChangedDossier(Guid.Parse(one.AggregateId), from, unassigned);
    }

    /// <summary>Those that the reader could see when it had them: the others it never heard of, and does not now.</summary>
    public static async Task<HashSet<Guid>> CouldSee(DbSession db, IReadOnlyList<ChangedDossier> had, DossierReach reach, CancellationToken ct)
    {
        if (had.Count == 0)
        {
            return [];
        }
        var ids = had.Select(one => one.Dossier).Distinct().Select(id => TypeHandlers.Bytes(new DossierId(id))).ToArray();
        var limits = (await db.Query<LimitsRow>(Limits, new { Ids = ids }, ct)).ToDictionary(row => row.Id.Value);
        return
        [
            .. had.Where(one => limits.TryGetValue(one.Dossier, out var row)
                && reach.Admitted(row.ProcedureCode, row.Test, row.Confidential && !one.Unassigned ? one.From : null)).Select(one => one.Dossier),
        ];
    }

    private sealed record LimitsRow
    {
        public required DossierId Id { get; init; }

        public required string ProcedureCode { get; init; }

        public required bool Test { get; init; }

        public required bool Confidential { get; init; }
    }
}

using OneStop.Application.Agencies;
using OneStop.Application.Integrity;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Transfers;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Integrity;

/// <summary>Every dossier has the due instant of its ledger, the version of its last event, an owner, and the legs that stand in the transfers.</summary>
internal sealed class DossierExaminer(DbSession db, Dialect dialect, ClockExaminer clocks, IAgencies agencies) : IExaminer
{
    private const string Behind = $"SELECT {DossierRepository.Columns} FROM Dossiers d WHERE d.Id > @After ORDER BY d.Id";

    private const string Places = "SELECT d.Id FROM Dossiers d WHERE d.Id > @After ORDER BY d.Id";

    private const string These = $"SELECT {DossierRepository.Columns} FROM Dossiers d WHERE d.Id IN @Ids";

    private const string OpenLegs = "SELECT t.Id, t.DossierId, t.ToAgency FROM Transfers t WHERE t.DossierId IN @Ids AND t.Status IN (1, 2)";

    public string Kind => "dossiers";

    public async Task<ExaminedSlice> Next(string? after, int most, CancellationToken ct)
    {
        var rows = await db.Query<DossierState>(
            $"{Behind} {dialect.Page}", new { After = after is null ? default : DossierId.Parse(after, null), Take = most }, ct);
        var findings = await Findings(rows, ct);
        if (findings.Count > 0)
        {
            // What was written between the readings is not wrong: only what is so twice counts.
            var suspects = rows.Where(row => findings.Any(finding => finding.Subject == row.Code)).Select(row => TypeHandlers.Bytes(row.Id)).ToArray();
            clocks.ReadAgain();
            var again = await Findings(await db.Query<DossierState>(These, new { Ids = suspects }, ct), ct);
            findings = [.. findings.Where(finding => again.Any(other => other.Kind == finding.Kind && other.Subject == finding.Subject))];
        }
        return new ExaminedSlice(rows.Count, findings, rows.Count < most ? null : rows[^1].Id.ToString());
    }

    public async Task<string?> PlaceBehind(string? after, CancellationToken ct)
    {
        var rows = await db.Query<DossierId>($"{Places} {dialect.Page}", new { After = after is null ? default : DossierId.Parse(after, null), Take = 1 }, ct);
        return rows.Count == 0 ? null : rows[0].ToString();
    }

    private async Task<IReadOnlyList<IntegrityFinding>> Findings(IReadOnlyList<DossierState> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return [];
        }
        var tree = await agencies.Tree(ct);
        var legs = (await db.Query<OpenLeg>(OpenLegs, new { Ids = rows.Select(row => TypeHandlers.Bytes(row.Id)).ToArray() }, ct)).ToLookup(leg => leg.DossierId);
        var codes = rows.ToDictionary(row => row.Id.ToString(), row => row.Code);
        var findings = (await clocks.Versioned("dossier", rows.ToDictionary(row => row.Id.ToString(), row => row.Version), ct))
            .Select(finding => finding with { Subject = codes[finding.Subject] }).ToList();
        foreach (var row in rows)
        {
            if (row.Details.Clock is { } ledger && await clocks.Of(row.Code, row.DueAt, ledger, row.Details.CalendarTemplate, ct) is { } finding)
            {
                findings.Add(finding);
            }
            findings.AddRange(new[] { row.ReceivingAgency, row.CompetentAgency }.Where(agency => tree.Find(agency) is null).Distinct()
                .Select(agency => new IntegrityFinding(FindingKind.OwnerUnknown, row.Code, "-", agency)));
            findings.AddRange(Legs(row, legs[row.Id]));
        }
        return findings;
    }

    /// <summary>The open legs of a dossier against the open transfers to their owners.</summary>
    private static IEnumerable<IntegrityFinding> Legs(DossierState row, IEnumerable<OpenLeg> transfers)
    {
        var here = row.Details.Legs.Where(leg => leg.Standing == LegStanding.Open).Select(leg => $"{leg.Transfer}→{leg.Agency}").Order(StringComparer.Ordinal).ToArray();
        var there = transfers.Select(leg => $"{leg.Id}→{leg.ToAgency}").Order(StringComparer.Ordinal).ToArray();
        return here.SequenceEqual(there) ? [] : [new IntegrityFinding(FindingKind.LegDiffers, row.Code, string.Join(", ", here), string.Join(", ", there))];
    }

    private sealed record OpenLeg
    {
        public required TransferId Id { get; init; }

        public required DossierId DossierId { get; init; }

        public required string ToAgency { get; init; }
    }
}

using OneStop.Application.Agencies;
using OneStop.Application.Integrity;
using OneStop.Domain.Transfers;
using OneStop.Infrastructure.Persistence;
using OneStop.Infrastructure.Transfers;

namespace OneStop.Infrastructure.Integrity;

/// <summary>Every transfer has the due instant of its ledger, the version of its last event, and an owner.</summary>
internal sealed class TransferExaminer(DbSession db, Dialect dialect, ClockExaminer clocks, IAgencies agencies) : IExaminer
{
    private const string Behind = $"SELECT {TransferRepository.Columns} FROM Transfers t WHERE t.Id > @After ORDER BY t.Id";

    private const string Places = "SELECT t.Id FROM Transfers t WHERE t.Id > @After ORDER BY t.Id";

    private const string These = $"SELECT {TransferRepository.Columns} FROM Transfers t WHERE t.Id IN @Ids";

    public string Kind => "transfers";

    public async Task<ExaminedSlice> Next(string? after, int most, CancellationToken ct)
    {
        var rows = await db.Query<TransferState>(
            $"{Behind} {dialect.Page}", new { After = after is null ? default : TransferId.Parse(after, null), Take = most }, ct);
        var findings = await Findings(rows, ct);
        if (findings.Count > 0)
        {
            var suspects = rows.Where(row => findings.Any(finding => finding.Subject == row.Id.ToString())).Select(row => TypeHandlers.Bytes(row.Id)).ToArray();
            clocks.ReadAgain();
            var again = await Findings(await db.Query<TransferState>(These, new { Ids = suspects }, ct), ct);
            findings = [.. findings.Where(finding => again.Any(other => other.Kind == finding.Kind && other.Subject == finding.Subject))];
        }
        return new ExaminedSlice(rows.Count, findings, rows.Count < most ? null : rows[^1].Id.ToString());
    }

    public async Task<string?> PlaceBehind(string? after, CancellationToken ct)
    {
        var rows = await db.Query<TransferId>($"{Places} {dialect.Page}", new { After = after is null ? default : TransferId.Parse(after, null), Take = 1 }, ct);
        return rows.Count == 0 ? null : rows[0].ToString();
    }

    private async Task<IReadOnlyList<IntegrityFinding>> Findings(IReadOnlyList<TransferState> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return [];
        }
        var tree = await agencies.Tree(ct);
        var findings = (await clocks.Versioned("transfer", rows.ToDictionary(row => row.Id.ToString(), row => row.Version), ct)).ToList();
        foreach (var row in rows)
        {
            var subject = row.Id.ToString();
            if (await clocks.Of(subject, row.DueAt, row.Details.Clock, row.Details.CalendarTemplate, ct) is { } finding)
            {
                findings.Add(finding);
            }
            if (tree.Find(row.ToAgency) is null)
            {
                findings.Add(new IntegrityFinding(FindingKind.OwnerUnknown, subject, "-", row.ToAgency));
            }
        }
        return findings;
    }
}

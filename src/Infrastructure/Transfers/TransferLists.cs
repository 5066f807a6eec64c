using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Transfers;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Transfers;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Transfers;

/// <summary>Lists of transfers, with their dossiers.</summary>
internal sealed class TransferLists(DbSession db, Dialect dialect, IDossierRepository dossiers) : ITransferLists
{
    private const string All = "FROM Transfers t";

    private const string OfAgency = "FROM TransferAgencies a INNER JOIN Transfers t ON t.Id = a.TransferId";

    private const string InReach = "EXISTS (SELECT 1 FROM TransferAgencies r WHERE r.TransferId = t.Id AND r.AgencyCode IN @Reach)";

    private const string TheirDossiers = $"SELECT {DossierRepository.Columns} FROM Dossiers d WHERE d.Id IN @Ids";

    /// <summary>The condition that keeps a list within a reach of several agencies.</summary>
    internal static string ReachCondition => InReach;

    public async Task<Page<StoredTransfer>> List(
        ListTransfers query, DossierReach reach, DateTimeOffset now, AgencyTree agencies, CancellationToken ct)
    {
        var dossier = query.Filter.Dossier is { } asked ? (await dossiers.Find(asked, ct))?.State : null;
        if (query.Filter.Dossier is not null && (dossier is null || !reach.Covers(dossier)))
        {
            return new Page<StoredTransfer>([], null, new PageCount(0, Exact: true));
        }
        var plan = TransferListPlan.Of(query, reach, dossier, agencies);
        var (source, where) = (Source(query, plan), plan.Where());
        var rows = await db.Query<TransferState>(
            query.Filter.Cell is null
                ? $"SELECT {TransferRepository.Columns} {source} {plan.After(where)} ORDER BY {plan.Order} {dialect.Page}"
                : $"SELECT {TransferRepository.Columns} FROM (SELECT {plan.IdColumn} AS Id {source} {plan.After(where)} ORDER BY {plan.Order} {dialect.Page}) p INNER JOIN Transfers t ON t.Id = p.Id ORDER BY {plan.OrderOfPage}",
            plan.Parameters, ct);
        var counted = query.Page.Count == CountMode.None
            ? (long?)null
            : await db.QueryOne<long>(
                $"SELECT COUNT(*) FROM (SELECT {plan.IdColumn} {source} {where} ORDER BY {plan.Order} {dialect.Page}) c", plan.Counting, ct);
        var page = Pages.Of(query.Page, rows, plan.Keys, counted);
        var theirs = await DossiersOf(page.Items, ct);
        return new Page<StoredTransfer>([.. page.Items.Select(row => new StoredTransfer(row, theirs[row.DossierId]))], page.Next, page.Count);
    }

    private static string Source(ListTransfers query, TransferListPlan plan) =>
        query.Filter.Cell is { } cell ? $"FROM {FactConditions.Source(cell.Facts)} INNER JOIN Transfers t ON t.Id = f.ItemId"
        : plan.OfOneAgency ? OfAgency
        : All;

    private async Task<Dictionary<DossierId, DossierState>> DossiersOf(IReadOnlyList<TransferState> rows, CancellationToken ct)
    {
        var ids = rows.Select(row => row.DossierId).Distinct().Select(TypeHandlers.Bytes).ToArray();
        return ids.Length == 0 ? [] : (await db.Query<DossierState>(TheirDossiers, new { Ids = ids }, ct)).ToDictionary(dossier => dossier.Id);
    }
}

using Dapper;
using OneStop.Application.Attention;
using OneStop.Application.Dossiers;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Attention;

/// <summary>
/// The strands of the attention list: each begins at the open work of the agencies, in the indexes of <c>DossierAgencies</c> and
/// <c>TransferAgencies</c>, never at all dossiers.
/// </summary>
internal sealed class AttentionLists(DbSession db, Dialect dialect) : IAttention
{
    private const string LateDossiers = """
        SELECT d.OverdueFrom AS At, d.Id AS DossierId
        FROM Dossiers d
        WHERE d.OverdueFrom <= @Now AND d.ClosedAt IS NULL
        """;

    private const string LateLegs = """
        SELECT t.OverdueFrom AS At, t.Id AS TransferId, t.DossierId, t.ToAgency, t.StepKey, t.DueAt, t.Details
        FROM Transfers t
        WHERE t.OverdueFrom <= @Now AND t.ClosedAt IS NULL
        """;

    /// <summary>Rows older than the column count from their submission.</summary>
    private const string Unanswered = """
        SELECT COALESCE(d.AcceptBy, d.SubmittedAt) AS At, d.Id AS DossierId
        FROM Dossiers d
        WHERE d.Status = 1 AND COALESCE(d.AcceptBy, d.SubmittedAt) < @Now
        """;

    private const string Unaccepted = """
        SELECT t.AcceptBy AS At, t.Id AS TransferId, t.DossierId, t.ToAgency, t.StepKey, t.DueAt, t.Details
        FROM Transfers t
        WHERE t.Status = 1 AND t.AcceptBy < @Now
        """;

    private const string Unread = """
        SELECT d.UnreadSince AS At, d.Id AS DossierId
        FROM Dossiers d
        WHERE d.UnreadSince IS NOT NULL AND d.ClosedAt IS NULL
        """;

    private const string Silent = """
        SELECT COALESCE(d.LastActAt, d.UpdatedAt) AS At, d.Id AS DossierId
        FROM Dossiers d
        WHERE d.Status IN (2, 4) AND d.ClosedAt IS NULL AND COALESCE(d.LastActAt, d.UpdatedAt) <= @SilentSince
        """;

    private const string SoonDossiers = """
        SELECT d.DueAt AS At, d.Id AS DossierId
        FROM Dossiers d
        WHERE d.OverdueFrom > @Now AND d.DueAt <= @DueUntil AND d.ClosedAt IS NULL
        """;

    private const string SoonLegs = """
        SELECT t.DueAt AS At, t.Id AS TransferId, t.DossierId, t.ToAgency, t.StepKey, t.DueAt, t.Details
        FROM Transfers t
        WHERE t.OverdueFrom > @Now AND t.DueAt <= @DueUntil AND t.ClosedAt IS NULL
        """;

    private const string OpenDossiers = "SELECT a.DossierId FROM DossierAgencies a WHERE a.IsOpen = 1";

    private const string OpenLegs = "SELECT a.TransferId FROM TransferAgencies a WHERE a.IsOpen = 1";

    private const string OfAgencies = "AND a.AgencyCode IN @Agencies";

    private const string DueByNow = "AND a.DueAt <= @Now";

    private const string DueSoon = "AND a.DueAt <= @DueUntil";

    private const string WithoutClock = "AND a.DueAt IS NULL";

    private const string ByIds = $"SELECT {DossierRepository.Columns} FROM Dossiers d WHERE d.Id IN @Ids";

    private static readonly Dictionary<AttentionStrand, Strand> Strands = new()
    {
        [new(AttentionKind.Overdue, false)] = new(LateDossiers, "d.OverdueFrom", DueByNow),
        [new(AttentionKind.Overdue, true)] = new(LateLegs, "t.OverdueFrom", DueByNow),
        [new(AttentionKind.UnansweredRegistration, false)] = new(Unanswered, "COALESCE(d.AcceptBy, d.SubmittedAt)", WithoutClock),
        [new(AttentionKind.UnacceptedTransfer, true)] = new(Unaccepted, "t.AcceptBy", ""),
        [new(AttentionKind.UnreadSupplement, false)] = new(Unread, "d.UnreadSince", ""),
        [new(AttentionKind.SilentDossier, false)] = new(Silent, "COALESCE(d.LastActAt, d.UpdatedAt)", ""),
        [new(AttentionKind.DueSoon, false)] = new(SoonDossiers, "d.DueAt", DueSoon),
        [new(AttentionKind.DueSoon, true)] = new(SoonLegs, "t.DueAt", DueSoon),
    };

    public async Task<IReadOnlyList<AttentionRow>> Rows(AttentionStrand strand, AttentionScope scope, AttentionPlace? after, int take, CancellationToken ct)
    {
        if (scope.Agencies is { Count: 0 })
        {
            return [];
        }
        var parameters = new DynamicParameters(new { scope.Now, scope.DueUntil, scope.SilentSince, Take = take });
        if (scope.Agencies is { } agencies)
        {
            parameters.Add("Agencies", agencies.ToArray());
        }
        var (rows, key, bound) = Strands[strand];
        var (id, open) = strand.OfLegs ? ("t.Id", OpenLegs) : ("d.Id", OpenDossiers);
        var within = $"AND {id} IN ({open} {(scope.Agencies is null ? "" : OfAgencies)} {bound})";
        within += OfReach(strand, scope.Reach, parameters);
        if (after is not null)
        {
            parameters.Add("AfterAt", after.At);
            parameters.Add("AfterId", after.Id.ToByteArray(bigEndian: true));
            within += $" AND ({key} > @AfterAt OR ({key} = @AfterAt AND {id} > @AfterId))";
        }
        return await db.Query<AttentionRow>($"{rows} {within} ORDER BY {key}, {id} {dialect.Page}", parameters, ct);
    }

    private static string OfReach(AttentionStrand strand, DossierReach reach, DynamicParameters parameters)
    {
        var conditions = new List<string>();
        ReachConditions.Limit(new Narrowing(conditions, parameters), reach);
        var all = string.Join(" AND ", conditions);
        return all.Length == 0 ? "" : strand.OfLegs ? $" AND {ReachConditions.OfLeg} AND {all})" : $" AND {all}";
    }

    public Task<IReadOnlyList<DossierState>> Dossiers(IReadOnlyCollection<DossierId> ids, CancellationToken ct) =>
        db.Query<DossierState>(ByIds, new { Ids = ids.Select(TypeHandlers.Bytes) }, ct);

    /// <param name="Rows">What it selects.</param>
    /// <param name="Key">What it is ordered by.</param>
    /// <param name="Bound">What narrows the open work by its due instant.</param>
    private sealed record Strand(string Rows, string Key, string Bound);
}

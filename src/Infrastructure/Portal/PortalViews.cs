using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Portal;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Portal;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>The ledger as requests see it.</summary>
internal sealed class PortalViews(DbSession db, PortalCallTable calls, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : IPortalSyncs
{
    private const int MostCalls = 200;

    private const string Rows = """
        SELECT p.DossierId, d.Code, d.ProcedureCode, d.ReceivingAgency, d.CompetentAgency, p.State, d.Version, p.AcknowledgedVersion, p.AcknowledgedAt, p.Since,
            p.Attempts, p.NextAt, p.Problem, p.ErrorCode, p.ProblemText
        FROM PortalSyncs p
        INNER JOIN Dossiers d ON d.Id = p.DossierId
        """;

    private const string Counted = "SELECT p.DossierId FROM PortalSyncs p INNER JOIN Dossiers d ON d.Id = p.DossierId";

    /// <summary>At once; but never before the portal is done with a call of which nothing is known.</summary>
    private const string Again = """
        UPDATE PortalSyncs
        SET State = 'pending', Since = CASE WHEN State = 'pending' THEN Since ELSE @Now END,
            NextAt = CASE WHEN Doubt = 1 AND LookAt > @Now THEN LookAt ELSE @Now END, Attempts = CASE WHEN Doubt = 1 AND LookAt > @Now THEN Attempts ELSE 0 END,
            Certain = 0, Fingerprint = NULL, Mends = 0, Difference = NULL, Resends = Resends + 1
        WHERE DossierId = @DossierId
        """;

    private static readonly RankedList LongestFirst = new(Rows, Counted, "p.Since", "p.DossierId") { Ascending = true };

    public Task<Page<PortalSyncLine>> List(PortalSyncFilter filter, PageRequest page, DossierReach reach, CancellationToken ct)
    {
        var list = new Narrowing()
            .Is("p.State", "State", filter.State is { } state ? EnumName.Of(state) : null)
            .Is("d.ProcedureCode", "Procedure", filter.Procedure)
            .By("(d.ReceivingAgency = @Agency OR d.CompetentAgency = @Agency)", "Agency", filter.Agency)
            .By("p.Since < @OlderThan", "OlderThan", filter.OlderThan?.ToUnixTimeMilliseconds());
        ReachConditions.Keep(list, reach);
        return LongestFirst.Page<Row, PortalSyncLine>(db, list, page, row => (row.Since.ToUnixTimeMilliseconds(), row.DossierId.ToString()), row => row.Line, ct);
    }

    public async Task<PortalSyncView?> Find(DossierId dossier, CancellationToken ct) =>
        await db.QueryOne<Row>($"{Rows} WHERE p.DossierId = @Id", new { Id = dossier }, ct) is { } row ? new PortalSyncView(row.Line, await calls.Of(dossier, MostCalls, ct)) : null;

    public async Task<bool> Resend(DossierId dossier, CancellationToken ct) =>
        await db.Execute(Again, new { DossierId = dossier, Now = machineClock.GetUtcNow() }, ct) > 0;

    private sealed record Row
    {
        public required DossierId DossierId { get; init; }

        public required string Code { get; init; }

        public required string ProcedureCode { get; init; }

        public required string ReceivingAgency { get; init; }

        public required string CompetentAgency { get; init; }

        public required PortalSyncStanding State { get; init; }

        public required int Version { get; init; }

        public int? AcknowledgedVersion { get; init; }

        public DateTimeOffset? AcknowledgedAt { get; init; }

        public required DateTimeOffset Since { get; init; }

        public required int Attempts { get; init; }

        public DateTimeOffset? NextAt { get; init; }

        public string? Problem { get; init; }

        public string? ErrorCode { get; init; }

        public string? ProblemText { get; init; }

        public PortalSyncLine Line => new(
            DossierId, Code, ProcedureCode, ReceivingAgency, CompetentAgency, State, Version, AcknowledgedVersion, AcknowledgedAt, Since, Attempts, NextAt, Problem, ErrorCode, ProblemText);
    }
}

using System.Globalization;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Application.Portal;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Portal;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Dossiers;
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

    private const string Counted = "SELECT COUNT(*) FROM (SELECT p.DossierId FROM PortalSyncs p INNER JOIN Dossiers d ON d.Id = p.DossierId";

    private const string Again = """
        UPDATE PortalSyncs
        SET State = 'pending', Since = CASE WHEN State = 'pending' THEN Since ELSE @Now END, NextAt = @Now, Attempts = 0, Certain = 0, Fingerprint = NULL,
            Resends = Resends + 1
        WHERE DossierId = @DossierId
        """;

    public async Task<Page<PortalSyncLine>> List(PortalSyncFilter filter, PageRequest page, DossierReach reach, CancellationToken ct)
    {
        var (conditions, parameters) = (new List<string>(), new DynamicParameters());
        var list = new Narrowing(conditions, parameters)
            .Is("p.State", "State", filter.State is { } state ? EnumName.Of(state) : null)
            .Is("d.ProcedureCode", "Procedure", filter.Procedure);
        if (filter.Agency is { } agency)
        {
            list.To("(d.ReceivingAgency = @Agency OR d.CompetentAgency = @Agency)").With("Agency", agency);
        }
        if (filter.OlderThan is { } instant)
        {
            list.To("p.Since < @OlderThan").With("OlderThan", instant.ToUnixTimeMilliseconds());
        }
        ReachConditions.Keep(list, reach);
        var counted = page.Count == CountMode.None ? (long?)null : await Count(conditions, parameters, page, ct);
        if (Cursor.Read(page, keys: 2) is [var since, var id])
        {
            list.To("p.Since >= @AfterSince AND (p.Since > @AfterSince OR p.DossierId > @AfterId)")
                .With("AfterSince", long.TryParse(since, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : throw Malformed())
                .With("AfterId", DossierId.TryParse(id, CultureInfo.InvariantCulture, out var last) ? TypeHandlers.Bytes(last) : throw Malformed());
        }
        parameters.Add("Take", page.Take);
        var rows = await db.Query<Row>($"{Rows} {Where(conditions)} ORDER BY p.Since, p.DossierId {db.Dialect.Page}", parameters, ct);
        var shown = Pages.Of(page, rows, row => [row.Since.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), row.DossierId.ToString()], counted);
        return new Page<PortalSyncLine>([.. shown.Items.Select(row => row.Line)], shown.Next, shown.Count);
    }

    public async Task<PortalSyncView?> Find(DossierId dossier, CancellationToken ct) =>
        await db.QueryOne<Row>($"{Rows} WHERE p.DossierId = @Id", new { Id = dossier }, ct) is { } row ? new PortalSyncView(row.Line, await calls.Of(dossier, MostCalls, ct)) : null;

    public async Task<bool> Resend(DossierId dossier, CancellationToken ct) =>
        await db.Execute(Again, new { DossierId = dossier, Now = machineClock.GetUtcNow() }, ct) > 0;

    private static string Where(List<string> conditions) => conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)}";

    private static InvalidInputException Malformed() => new("cursor", FieldRules.WellFormed);

    private async Task<long> Count(List<string> conditions, DynamicParameters parameters, PageRequest page, CancellationToken ct)
    {
        var counting = new DynamicParameters(parameters);
        counting.Add("Take", page.CountTake);
        return await db.QueryOne<long>($"{Counted} {Where(conditions)} ORDER BY p.Since {db.Dialect.Page}) c", counting, ct);
    }

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

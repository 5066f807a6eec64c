using System.Text.Json;
using OneStop.Application.Portal;
using OneStop.Domain.Access;
using OneStop.Domain.Portal;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>The readings of the national catalogue: one at a time, in one hand at a time.</summary>
internal sealed class CatalogueSyncTable(DbSession db, PortalOptions options) : ICatalogueSyncs
{
    private const string Rows = """
        SELECT Id, State, RequestedAt, RequestedBy, Stage, After, Taken, Added, Changed, Withdrawn, Refused, Refusals, Attempts, Fault, FinishedAt, LeasedUntil, Run, SweepAt, AcceptShrunk
        FROM CatalogueSyncs
        """;

    private const string UnderWay = $"{Rows} WHERE State = 'underWay' AND (LeasedUntil IS NULL OR LeasedUntil < @Now)";

    private const string Newest = $"{Rows} ORDER BY Id DESC";

    private const string CountUnderWay = "SELECT COUNT(*) FROM CatalogueSyncs WHERE State = 'underWay'";

    private const string Insert = """
        INSERT INTO CatalogueSyncs (Id, State, RequestedAt, RequestedBy, Stage, After, Taken, Added, Changed, Withdrawn, Refused, Refusals, Attempts, Run, AcceptShrunk)
        VALUES (@Id, 'underWay', @RequestedAt, @RequestedBy, 'procedures', '', 0, 0, 0, 0, 0, '[]', 0, 0, @AcceptShrunk)
        """;

    private const string Take = """
        UPDATE CatalogueSyncs
        SET Run = @Run + 1, LeasedUntil = @Until
        WHERE Id = @Id AND Run = @Run AND State = 'underWay' AND (LeasedUntil IS NULL OR LeasedUntil < @Now)
        """;

    private const string Update = """
        UPDATE CatalogueSyncs
        SET State = @State, Stage = @Stage, After = @After, Taken = @Taken, Added = @Added, Changed = @Changed, Withdrawn = @Withdrawn, Refused = @Refused, Refusals = @Refusals,
            Attempts = @Attempts, Fault = @Fault, FinishedAt = @FinishedAt, LeasedUntil = @LeasedUntil, SweepAt = @SweepAt
        WHERE Id = @Id AND Run = @Run AND State = 'underWay'
        """;

    private const string FirstToSweep = "SELECT Id FROM CatalogueSyncs WHERE SweepAt <= @Now ORDER BY SweepAt, Id";

    private const string Delete = "DELETE FROM CatalogueSyncs WHERE Id = @Id";

    public bool IsConnected => options.IsConnected;

    public async Task<bool> AnyUnderWay(CancellationToken ct) => await db.QueryOne<long>(CountUnderWay, null, ct) > 0;

    /// <summary>Two at the same instant: the index lets one through.</summary>
    public Task Begin(CatalogueSyncView sync, CancellationToken ct) => db.Insert(Insert, new { sync.Id, sync.RequestedAt, sync.RequestedBy, sync.AcceptShrunk }, PortalRules.OneCatalogueSync, ct);

    public async Task<CatalogueSyncView?> Last(CancellationToken ct) => (await db.QueryOne<CatalogueSyncRow>($"{Newest} {db.Dialect.Page}", new { Take = 1 }, ct))?.View;

    /// <summary>The one that is under way and in nobody's hand; null where there is none.</summary>
    public Task<CatalogueSyncRow?> Next(DateTimeOffset now, CancellationToken ct) => db.QueryOne<CatalogueSyncRow>(UnderWay, new { Now = now }, ct);

    /// <summary>Takes it into this process's hand; null where another was first.</summary>
    public async Task<CatalogueSyncRow?> Lease(CatalogueSyncRow row, DateTimeOffset now, DateTimeOffset until, CancellationToken ct) =>
        await db.Execute(Take, new { row.Id, row.Run, Now = now, Until = until }, ct) > 0 ? row with { Run = row.Run + 1, LeasedUntil = until } : null;

    /// <summary>Writes how far it is; false where it is in another hand.</summary>
    public async Task<bool> Keep(CatalogueSyncRow row, CancellationToken ct) => await db.Execute(
        Update,
        new
        {
            row.Id, row.Run, State = EnumName.Of(row.State), row.Stage, row.After, row.Taken, row.Added, row.Changed, row.Withdrawn, row.Refused, row.Refusals, row.Attempts,
            row.Fault, row.FinishedAt, row.LeasedUntil, row.SweepAt,
        },
        ct) > 0;

    public async Task<CatalogueSyncId?> NextToSweep(DateTimeOffset now, CancellationToken ct) =>
        (await db.Query<CatalogueSyncId>($"{FirstToSweep} {db.Dialect.Page}", new { Now = now, Take = 1 }, ct)) is [var id] ? id : null;

    public Task Sweep(CatalogueSyncId id, CancellationToken ct) => db.Execute(Delete, new { Id = id }, ct);
}

/// <summary>A reading of the national catalogue.</summary>
internal sealed record CatalogueSyncRow
{
    public const string OfAgencies = "agencies";

    public const string OfProcedures = "procedures";

    private const int MostRefusals = 200;

    public required CatalogueSyncId Id { get; init; }

    public required CatalogueSyncStanding State { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public AccountId? RequestedBy { get; init; }

    /// <summary>What is read: procedures first, then agencies.</summary>
    public required string Stage { get; init; }

    /// <summary>The last code of the stage that was read.</summary>
    public required string After { get; init; }

    public required int Taken { get; init; }

    public required int Added { get; init; }

    public required int Changed { get; init; }

    public required int Withdrawn { get; init; }

    public required int Refused { get; init; }

    public required string Refusals { get; init; }

    /// <summary>Faults of the portal in a row.</summary>
    public required int Attempts { get; init; }

    public string? Fault { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public DateTimeOffset? LeasedUntil { get; init; }

    public required int Run { get; init; }

    public DateTimeOffset? SweepAt { get; init; }

    /// <summary>Whether a list that is much shorter than before counts.</summary>
    public bool AcceptShrunk { get; init; }

    public CatalogueSyncView View => new(
        Id, State, RequestedAt, RequestedBy, Taken, Added, Changed, Withdrawn, Refused, JsonSerializer.Deserialize<NationalRefusal[]>(Refusals)!, Fault, FinishedAt, AcceptShrunk);

    /// <summary>It with more that was not taken.</summary>
    public CatalogueSyncRow Refuse(IReadOnlyCollection<NationalRefusal> refusals) => refusals.Count == 0 ? this : this with
    {
        Refused = Refused + refusals.Count,
        Taken = Taken + refusals.Count,
        Refusals = JsonSerializer.Serialize(JsonSerializer.Deserialize<NationalRefusal[]>(Refusals)!.Concat(refusals).Take(MostRefusals)),
    };
}

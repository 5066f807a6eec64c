using System.Globalization;
using OneStop.Application.Agencies;
using OneStop.Application.Jobs;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Agencies;

internal sealed class SuccessionRepository(DbSession db, Stamps stamps, IDueJobs jobs) : ISuccessionRepository, ISuccessionViews
{
    private const string ById = """
        SELECT Id, Version, Kind, FromDay, EffectiveAt, RecordedAt, FinishedAt, Details
        FROM Successions
        WHERE Id = @Id
        """;

    private const string ComingAfter = """
        SELECT Id, Version, Kind, FromDay, EffectiveAt, RecordedAt, FinishedAt, Details
        FROM Successions
        WHERE EffectiveAt > @Now
        """;

    private const string Newest = """
        SELECT Id, Version, Kind, FromDay, EffectiveAt, RecordedAt, FinishedAt, Details
        FROM Successions
        WHERE @AfterAt IS NULL OR EffectiveAt < @AfterAt OR (EffectiveAt = @AfterAt AND Id < @AfterId)
        ORDER BY EffectiveAt DESC, Id DESC
        """;

    private const string CountAll = "SELECT COUNT(*) FROM Successions";

    private const string Insert = """
        INSERT INTO Successions (Id, Version, Kind, FromDay, EffectiveAt, RecordedAt, FinishedAt, Details)
        VALUES (@Id, @CurrentVersion, @Kind, @FromDay, @EffectiveAt, @RecordedAt, @FinishedAt, @Details)
        """;

    private const string Update = """
        UPDATE Successions
        SET Version = @CurrentVersion, FinishedAt = @FinishedAt, Details = @Details
        WHERE Id = @Id AND Version = @Version
        """;

    private const string Reopen = "UPDATE Successions SET FinishedAt = NULL WHERE EffectiveAt > @Now";

    public async Task<AgencySuccession?> Find(SuccessionId id, CancellationToken ct) =>
        await db.QueryOne<SuccessionState>(ById, new { Id = id }, ct) is { } state ? new AgencySuccession(state) : null;

    public async Task Add(AgencySuccession succession, CancellationToken ct)
    {
        await db.Execute(Insert, Row(succession), ct);
        db.Touch(succession);
        await stamps.Changed(Stamp.Agencies, ct);
    }

    public async Task Save(AgencySuccession succession, CancellationToken ct)
    {
        if (await db.Execute(Update, Row(succession), ct) == 0)
        {
            throw new StaleException(succession.Kind, 0);
        }
        db.Touch(succession);
        if (succession.State.FinishedAt is not null)
        {
            await stamps.Changed(Stamp.Agencies, ct);
        }
    }

    public async Task<Page<SuccessionState>> List(ListSuccessions query, CancellationToken ct)
    {
        var after = Cursor.Read(query.Page, keys: 2);
        var (at, id) = (0L, default(SuccessionId));
        if (after is not null && !(long.TryParse(after[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out at)
            && SuccessionId.TryParse(after[1], CultureInfo.InvariantCulture, out id)))
        {
            throw new InvalidInputException("cursor", FieldRules.WellFormed);
        }
        var rows = await db.Query<SuccessionState>(
            $"{Newest} {db.Dialect.Page}", new { AfterAt = after is null ? (long?)null : at, AfterId = id, query.Page.Take }, ct);
        return Pages.Of(
            query.Page, rows, row => [row.EffectiveAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), row.Id.ToString()],
            query.Page.Count == CountMode.None ? null : await db.QueryOne<long>(CountAll, null, ct));
    }

    /// <summary>After a sandbox's clock went back: what lies ahead again is to be done again.</summary>
    public async Task Repeat(DateTimeOffset now, CancellationToken ct)
    {
        await db.Execute(Reopen, new { Now = now }, ct);
        foreach (var coming in await db.Query<SuccessionState>(ComingAfter, new { Now = now }, ct))
        {
            await jobs.Schedule(DueJob.Succeed(coming), ct);
        }
        await stamps.Changed(Stamp.Agencies, ct);
    }

    private static object Row(AgencySuccession succession) => new
    {
        succession.State.Id, succession.State.Version, succession.CurrentVersion, Kind = (int)succession.State.Kind, succession.State.FromDay,
        succession.State.EffectiveAt, succession.State.RecordedAt, succession.State.FinishedAt, succession.State.Details,
    };
}

using System.Globalization;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Jobs;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Jobs;

/// <summary>Reads the table of due work by the instant things are due.</summary>
internal sealed class JobViews(
    DbSession db, Dialect dialect, TimeProvider clock, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : IJobViews
{
    private const string Jobs = "SELECT j.Id, j.Kind, j.Subject, j.DueAt, j.Attempts, j.LeasedUntil, j.LastFault FROM DueJobs j";

    private const string Counted = "SELECT COUNT(*) FROM (SELECT j.Id FROM DueJobs j";

    private const string LetGo = "UPDATE DueJobs SET LeasedUntil = NULL, LastFault = NULL, Attempts = 0 WHERE Id = @Id";

    public async Task<Page<JobView>> List(ListJobs query, CancellationToken ct)
    {
        var page = query.Page;
        var (conditions, parameters) = (new List<string> { "j.DueAt >= 0" }, new DynamicParameters());
        var (now, machineNow) = (clock.GetUtcNow(), machineClock.GetUtcNow());
        parameters.Add("Now", now.ToUnixTimeMilliseconds());
        parameters.Add("MachineNow", machineNow.ToUnixTimeMilliseconds());
        if (query.Kind is { } kind)
        {
            conditions.Add("j.Kind = @Kind");
            parameters.Add("Kind", kind.ToString());
        }
        if (query.State is { } state)
        {
            conditions.Add(Standing(state));
        }
        var counted = page.Count == CountMode.None ? (long?)null : await Count(conditions, parameters, page, ct);
        if (Cursor.Read(page, keys: 2) is [var at, var id])
        {
            conditions.Add("j.DueAt >= @AfterAt AND (j.DueAt > @AfterAt OR j.Id > @AfterId)");
            parameters.Add("AfterAt", long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var instant) ? instant : throw Malformed());
            parameters.Add("AfterId", Guid.TryParse(id, out var value) ? value.ToByteArray(bigEndian: true) : throw Malformed());
        }
        parameters.Add("Take", page.Take);
        var rows = await db.Query<Row>($"{Jobs} WHERE {string.Join(" AND ", conditions)} ORDER BY j.DueAt, j.Id {dialect.Page}", parameters, ct);
        var shown = Pages.Of(
            page, rows, row => [row.DueAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), row.Id.Value.ToString()], counted);
        return new Page<JobView>([.. shown.Items.Select(row => row.View(now, machineNow))], shown.Next, shown.Count);
    }

    public async Task<JobView?> Find(Guid id, CancellationToken ct) =>
        (await db.QueryOne<Row>($"{Jobs} WHERE j.Id = @Id", new { Id = EventId.Of(id) }, ct))?.View(clock.GetUtcNow(), machineClock.GetUtcNow());

    public Task Release(Guid id, CancellationToken ct) => db.Execute(LetGo, new { Id = EventId.Of(id) }, ct);

    private async Task<long?> Count(List<string> conditions, DynamicParameters parameters, PageRequest page, CancellationToken ct)
    {
        var counting = new DynamicParameters(parameters);
        counting.Add("Take", page.CountTake);
        return await db.QueryOne<long>($"{Counted} WHERE {string.Join(" AND ", conditions)} ORDER BY j.DueAt, j.Id {dialect.Page}) c", counting, ct);
    }

    /// <summary>The states as conditions; they agree with <see cref="Row.View"/>.</summary>
    private static string Standing(JobState state) => state switch
    {
        JobState.Faulty => "j.LastFault IS NOT NULL",
        JobState.UnderWay => "j.LastFault IS NULL AND j.LeasedUntil >= @MachineNow",
        JobState.Due => "j.LastFault IS NULL AND (j.LeasedUntil IS NULL OR j.LeasedUntil < @MachineNow) AND j.DueAt <= @Now",
        _ => "j.LastFault IS NULL AND (j.LeasedUntil IS NULL OR j.LeasedUntil < @MachineNow) AND j.DueAt > @Now",
    };

    private static InvalidInputException Malformed() => new("cursor", FieldRules.WellFormed);

    private sealed record Row
    {
        public required EventId Id { get; init; }

        public required string Kind { get; init; }

        public required string Subject { get; init; }

        public required DateTimeOffset DueAt { get; init; }

        public required int Attempts { get; init; }

        public DateTimeOffset? LeasedUntil { get; init; }

        public string? LastFault { get; init; }

        public JobView View(DateTimeOffset now, DateTimeOffset machineNow)
        {
            var held = LeasedUntil >= machineNow;
            var state = LastFault is not null ? JobState.Faulty : held ? JobState.UnderWay : DueAt <= now ? JobState.Due : JobState.Waiting;
            return new JobView(Id.Value, Enum.Parse<DueJobKind>(Kind), Subject, DueAt, state, Attempts, held ? LeasedUntil : null, LastFault);
        }
    }
}

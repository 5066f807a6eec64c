using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Jobs;
using OneStop.Application.Lists;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Jobs;

/// <summary>Reads the table of due work by the instant things are due.</summary>
internal sealed class JobViews(
    DbSession db, TimeProvider clock, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : IJobViews
{
    private const string Jobs = "SELECT j.Id, j.Kind, j.Subject, j.DueAt, j.Attempts, j.LeasedUntil, j.LastFault FROM DueJobs j";

    private const string Counted = "SELECT j.Id FROM DueJobs j";

    private const string LetGo = "UPDATE DueJobs SET LeasedUntil = NULL, LastFault = NULL, Attempts = 0 WHERE Id = @Id";

    private static readonly RankedList ByDue = new(Jobs, Counted, "j.DueAt", "j.Id") { Ascending = true };

    public Task<Page<JobView>> List(ListJobs query, CancellationToken ct)
    {
        var (now, machineNow) = (clock.GetUtcNow(), machineClock.GetUtcNow());
        var list = new Narrowing().To("j.DueAt >= 0").Is("j.Kind", "Kind", query.Kind?.ToString())
            .With("Now", now.ToUnixTimeMilliseconds()).With("MachineNow", machineNow.ToUnixTimeMilliseconds());
        if (query.State is { } state)
        {
            list.To(Standing(state));
        }
        return ByDue.Page<Row, JobView>(
            db, list, query.Page, row => (row.DueAt.ToUnixTimeMilliseconds(), row.Id.ToString()), row => row.View(now, machineNow), ct);
    }

    public async Task<JobView?> Find(Guid id, CancellationToken ct) =>
        (await db.QueryOne<Row>($"{Jobs} WHERE j.Id = @Id", new { Id = EventId.Of(id) }, ct))?.View(clock.GetUtcNow(), machineClock.GetUtcNow());

    public Task Release(Guid id, CancellationToken ct) => db.Execute(LetGo, new { Id = EventId.Of(id) }, ct);

    /// <summary>The states as conditions; they agree with <see cref="Row.View"/>.</summary>
    private static string Standing(JobState state) => state switch
    {
        JobState.Faulty => "j.LastFault IS NOT NULL",
        JobState.UnderWay => "j.LastFault IS NULL AND j.LeasedUntil >= @MachineNow",
        JobState.Due => "j.LastFault IS NULL AND (j.LeasedUntil IS NULL OR j.LeasedUntil < @MachineNow) AND j.DueAt <= @Now",
        _ => "j.LastFault IS NULL AND (j.LeasedUntil IS NULL OR j.LeasedUntil < @MachineNow) AND j.DueAt > @Now",
    };

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

using OneStop.Application.Jobs;
using OneStop.Domain.Agencies;

namespace OneStop.Infrastructure.Samples;

/// <summary>The reorganisations between the sample agencies: those with the same successors and the same day are one.</summary>
internal sealed class SampleSuccessions(ISuccessionRepository successions, IDueJobs jobs)
{
    /// <summary>Enters them; what lies ahead of the clock gets its job, for what lies behind it there is nothing to move yet.</summary>
    public async Task Load(IEnumerable<Agency> agencies, DateTimeOffset now, CancellationToken ct)
    {
        var closed = agencies.Where(agency => agency is { EffectiveTo: not null, Successor: not null });
        foreach (var group in closed.GroupBy(agency => (agency.EffectiveTo!.Value, Successors: string.Join('+', agency.OtherSuccessors.Prepend(agency.Successor!)))))
        {
            foreach (var predecessors in group.First().OtherSuccessors.Count > 0 ? group.Select(agency => new[] { agency }) : [group.ToArray()])
            {
                var first = predecessors[0];
                var succession = AgencySuccession.Import(
                    [.. predecessors.Select(agency => agency.Code)], [first.Successor!, .. first.OtherSuccessors], first.EffectiveTo!.Value.AddDays(1), now);
                await successions.Add(succession, ct);
                if (succession.State.FinishedAt is null)
                {
                    await jobs.Schedule(DueJob.Succeed(succession.State), ct);
                }
            }
        }
    }
}

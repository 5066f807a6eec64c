using System.Globalization;
using OneStop.Application.Jobs;
using OneStop.Domain.Audit;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Audit;

/// <summary>
/// Erases, every night, the personal data whose term of retention ended: a slice of ended dossiers, oldest first; where there are more, the next
/// slice is due at once. A dossier of a group waits for the others. What is left behind is where the next night begins, so that what was erased in
/// former years is not walked again.
/// </summary>
internal sealed class EraseExpired(IDossierRepository dossiers, DossierErasure erasure, IErasures erasures, IDueJobs jobs, PrivacyOptions options) : IDueWork
{
    private const int Slice = 100;

    /// <summary>Nights without anything near its term are left out; so long at most.</summary>
    private const int LongestSleep = 30;

    public DueJobKind Kind => DueJobKind.Erase;

    public async Task Do(DueJob job, CancellationToken ct)
    {
        var walk = Walk.Parse(job.Subject);
        var shortest = Math.Min(options.RetentionYears, await erasures.ShortestTerm(ct) ?? int.MaxValue);
        var found = await erasures.Ended(walk.FromInstant, walk.After, job.DueAt.AddDays(LongestSleep).AddYears(-shortest), Slice, ct);
        var left = walk.Left;
        foreach (var ended in found)
        {
            if (!await Erased(ended, job.DueAt, ct))
            {
                left ??= ended.ClosedAt.ToUnixTimeMilliseconds();
            }
        }
        await jobs.Schedule(Next(job, walk, found, left), ct);
    }

    private static DueJob Next(DueJob job, Walk walk, IReadOnlyList<EndedDossier> found, long? left)
    {
        var last = found.Count == 0 ? walk.From : found[^1].ClosedAt.ToUnixTimeMilliseconds();
        if (found.Count == Slice)
        {
            return job with { Subject = new Walk(last, found[^1].Id, left).ToString() };
        }
        return DueJob.EraseExpired(job.DueAt.AddDays(left is null ? LongestSleep - 1 : 0), new Walk(left ?? last, default, null).ToString());
    }

    /// <summary>Whether its personal data are gone now.</summary>
    private async Task<bool> Erased(EndedDossier ended, DateTimeOffset now, CancellationToken ct)
    {
        if (ended.ClosedAt.AddYears(ended.RetentionYears ?? options.RetentionYears) > now)
        {
            return false;
        }
        await dossiers.Lock(ended.Id, ct);
        if (await dossiers.Find(ended.Id.ToString(), ct) is not { State: { ErasedAt: null, ClosedAt: not null } } dossier)
        {
            return true;
        }
        if ((await erasure.GroupOf(dossier.State, ct)).Any(member => member.ClosedAt is null))
        {
            return false;
        }
        await erasure.Erase(dossier, ErasureBasis.Retention, null, now, ct);
        await dossiers.Save(dossier, ct);
        return true;
    }

    /// <summary>How far the walk through the ended dossiers is.</summary>
    /// <param name="From">Milliseconds since 1970 of the end from which it goes on.</param>
    /// <param name="After">Of the dossiers that ended in that millisecond, the last it looked at.</param>
    /// <param name="Left">The same of the first that was left behind in this night.</param>
    private sealed record Walk(long From, DossierId After, long? Left)
    {
        public DateTimeOffset FromInstant => DateTimeOffset.FromUnixTimeMilliseconds(From);

        /// <summary>As <c>from</c>, <c>from:after</c> or <c>from:after/left</c>.</summary>
        public static Walk Parse(string subject)
        {
            var parts = subject.Split('/');
            var place = parts[0].Split(':');
            return new Walk(Number(place[0]), place.Length > 1 ? DossierId.Parse(place[1], CultureInfo.InvariantCulture) : default, parts.Length > 1 ? Number(parts[1]) : null);
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"{From}{(After == default ? "" : $":{After.Value:N}")}{(Left is { } left ? $"/{left}" : "")}");

        private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }
}

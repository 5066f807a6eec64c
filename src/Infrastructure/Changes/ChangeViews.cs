using Microsoft.Extensions.Hosting;
using OneStop.Application.Changes;
using OneStop.Application.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Changes;

/// <summary>
/// The event log as somebody may read it: a range of positions, of which stays what is about a dossier or a leg within the reach, or about what
/// everybody may know.
/// </summary>
internal sealed class ChangeViews(DbSession db, LogReader log, RecentLog recent, FilterAgencies filters, IHostApplicationLifetime? life = null) : IChanges
{
    /// <summary>Events looked at for one answer.</summary>
    private const int Most = 5_000;

    private const int LargestSlice = 1_000;

    private const int SmallestSlice = 100;

    /// <summary>Events of which the dossiers are told at a time: no more than a page of their list holds.</summary>
    private const int SliceOfDossiers = 200;

    /// <summary>What everybody who is signed in may know.</summary>
    private static readonly HashSet<string> Open = ["procedure", "agency", "calendar", "weeklyTemplate"];

    /// <summary>Of a draft nobody knows but who may read it.</summary>
    private static readonly HashSet<string> OfDrafts = ["procedureDrafted", "procedureDraftChanged"];

    public async Task<ChangeSlice> Read(ChangeQuery query, DossierReach reach, CancellationToken ct)
    {
        var (items, next, looked) = (new List<ChangeItem>(query.Limit), query.After, 0);
        while (looked < Most)
        {
            var slice = looked == 0 ? Math.Clamp(query.Limit, SmallestSlice, LargestSlice) : LargestSlice;
            var events = await After(next, slice, ct);
            looked += events.Count;
            await Add(items, [.. events.Where(one => query.Types?.Contains(one.Type) != false)], query, reach, ct);
            if (items.Count == query.Limit)
            {
                return new ChangeSlice(items, items[^1].Position);
            }
            next = events.Count == 0 ? next : events[^1].Position;
            if (events.Count < slice)
            {
                break;
            }
        }
        return new ChangeSlice(items, next);
    }

    public async Task<IReadOnlyList<ChangeItem>> At(IReadOnlyList<long> positions, DossierReach reach, CancellationToken ct)
    {
        var (items, events) = (new List<ChangeItem>(positions.Count), await log.At(positions, ct));
        await Add(items, events, new ChangeQuery(0, null, null, null, Limit: events.Count), reach, ct);
        return items;
    }

    public async Task<ChangedDossiers> Dossiers(long after, DossierReach reach, CancellationToken ct)
    {
        var events = await After(after, SliceOfDossiers, ct);
        var changes = events.Select(one => ChangedDossier.Of(one, reach)).OfType<ChangedDossier>().ToList();
        Guid[] changed = [.. changes.AsEnumerable().Reverse().Select(one => one.Dossier).Distinct().Reverse()];
        var seen = await VisibleChanges.Of(db, changed, reach, ct);
        var left = await ChangedDossier.CouldSee(db, [.. changes.Where(one => one.Left && !seen.Contains(one.Dossier))], reach, ct);
        return new ChangedDossiers(changed, seen, left, events.Count == 0 ? after : events[^1].Position);
    }

    public Task<long> Last(CancellationToken ct) => log.Last(ct);

    public long Behind(long position) => recent.Last - position;

    /// <summary>Only the database knows what other processes wrote just now.</summary>
    public async Task<bool> Reaches(long position, CancellationToken ct) => position <= recent.Last || position <= await Last(ct);

    public async Task<bool> WaitBehind(long position, ChangeInterest interest, TimeSpan wait, CancellationToken ct)
    {
        var (ending, agencies) = (life?.ApplicationStopping ?? CancellationToken.None, await filters.Of(interest.Agency, ct));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, ending);
        try
        {
            return await recent.Comes(interest, agencies, position, wait, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Not on the thread that tells everybody of the end: whoever goes on from here would keep it from telling the others.
            await Task.Yield();
            return false;
        }
    }

    public Task Pause(CancellationToken ct) => recent.Rest(ct);

    private async Task<IReadOnlyList<LoggedEvent>> After(long position, int most, CancellationToken ct) =>
        await recent.After(position, most, ct) ?? await log.After(position, most, ct);

    /// <summary>Adds those of the events that are seen, up to the limit.</summary>
    private async Task Add(List<ChangeItem> items, IReadOnlyList<LoggedEvent> events, ChangeQuery query, DossierReach reach, CancellationToken ct)
    {
        var sight = await VisibleChanges.Of(db, events, new VisibleFilter(await filters.Of(query.Agency, ct), query.Procedure), reach, ct);
        foreach (var one in events)
        {
            if (items.Count == query.Limit)
            {
                return;
            }
            if (one.Aggregate is "dossier" or "transfer" or "webhook" ? sight.Shows(one) : IsOpen(one, query, reach))
            {
                items.Add(new ChangeItem(one.Position, one.Id.Value, one.Type, one.At, one.Aggregate, one.AggregateId, one.Version, one.Agency, await sight.Data(one, ct)));
            }
        }
    }

    private static bool IsOpen(LoggedEvent one, ChangeQuery query, DossierReach reach) =>
        query.Agency is null && (query.Procedure is null || (one.Aggregate == "procedure" && query.Procedure == one.AggregateId))
        && (one.Aggregate is "succession" or "nationalProcedure" ? reach.IsOfficial
            : OfDrafts.Contains(one.Type) ? reach is { IsOfficial: true, Everything: true }
            : Open.Contains(one.Aggregate));
}

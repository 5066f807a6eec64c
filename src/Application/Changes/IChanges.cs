using System.Text.Json;
using OneStop.Application.Dossiers;

namespace OneStop.Application.Changes;

/// <summary>What of the event log is wanted.</summary>
/// <param name="After">Position behind which to read.</param>
/// <param name="Types">Kinds of event; null for all.</param>
/// <param name="Agency">Only dossiers of this agency, as receiving, competent or a leg's; of one that is closed, of whoever holds its work today.</param>
/// <param name="Procedure">Only dossiers of this procedure, and the procedure itself.</param>
public sealed record ChangeQuery(long After, IReadOnlyList<string>? Types, string? Agency, string? Procedure, int Limit);

/// <summary>What somebody waits for: a filter by which most of what happens is told to be none of it.</summary>
/// <param name="OnlyDossiers">Whether it is only dossiers and their legs.</param>
public sealed record ChangeInterest(IReadOnlyList<string>? Types, string? Agency, string? Procedure, bool OnlyDossiers)
{
    public static ChangeInterest Of(ChangeQuery query) => new(query.Types, query.Agency, query.Procedure, OnlyDossiers: false);

    public static ChangeInterest Of(ReadWorkList list) => new(Types: null, list.Agency, Procedure: null, OnlyDossiers: true);
}

/// <summary>One event of the feed — biến động.</summary>
/// <param name="Position">Place in the feed; grows, and nothing is ever written before a place that was read.</param>
/// <param name="Id">Identity of the event, the same whichever way it is delivered.</param>
/// <param name="Type">Kind of event, such as <c>dossierReceived</c>.</param>
/// <param name="Aggregate">What it is about: <c>dossier</c>, <c>transfer</c>, <c>procedure</c>, <c>agency</c>, <c>calendar</c>…</param>
/// <param name="AggregateId">Identity or code of it.</param>
/// <param name="Version">Its version after the event.</param>
/// <param name="Agency">In which agency's name it was done.</param>
/// <param name="Data">Codes and ids of what happened, in the form of its type; empty where it is about legs that are not the reader's.</param>
public sealed record ChangeItem(
    long Position, Guid Id, string Type, DateTimeOffset At, string Aggregate, string AggregateId, int Version, string? Agency, JsonElement Data);

/// <summary>A slice of the feed.</summary>
/// <param name="Next">Position up to which everything was looked at: read on behind it.</param>
public sealed record ChangeSlice(IReadOnlyList<ChangeItem> Items, long Next);

/// <summary>Dossiers that something happened to.</summary>
/// <param name="Changed">Each once, in the order of their last events.</param>
/// <param name="Seen">Those of them within the reach.</param>
/// <param name="Left">Those of the others that an agency or an official of the reader's had before, where the reader could see them.</param>
/// <param name="Next">Position up to which everything was looked at.</param>
public sealed record ChangedDossiers(IReadOnlyList<Guid> Changed, IReadOnlySet<Guid> Seen, IReadOnlySet<Guid> Left, long Next);

/// <summary>The event log as somebody may read it.</summary>
public interface IChanges
{
    /// <summary>The events behind a position that lie within a reach; it looks at a bounded number of events, so that it may answer none and still move on.</summary>
    Task<ChangeSlice> Read(ChangeQuery query, DossierReach reach, CancellationToken ct);

    /// <summary>Those of the events at some positions that are seen within a reach, as they are seen there.</summary>
    Task<IReadOnlyList<ChangeItem>> At(IReadOnlyList<long> positions, DossierReach reach, CancellationToken ct);

    /// <summary>The dossiers of the first events behind a position, whoever may see them: not to be answered as they are.</summary>
    Task<ChangedDossiers> Dossiers(long after, DossierReach reach, CancellationToken ct);

    /// <summary>The position of the last event.</summary>
    Task<long> Last(CancellationToken ct);

    /// <summary>How many events are known to stand behind a position.</summary>
    long Behind(long position);

    /// <summary>Whether the log goes as far as a position.</summary>
    Task<bool> Reaches(long position, CancellationToken ct);

    /// <summary>
    /// Waits until something stands behind a position that may be what is waited for; false where the time is over before, or the process ends. What
    /// is passed over may still be it, where agencies changed meanwhile: after the time is over it is looked at all the same.
    /// </summary>
    Task<bool> WaitBehind(long position, ChangeInterest interest, TimeSpan wait, CancellationToken ct);

    /// <summary>The pause between two looks of one who follows: what falls into it is looked at together.</summary>
    Task Pause(CancellationToken ct);
}

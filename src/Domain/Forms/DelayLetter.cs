using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Forms;

/// <summary>A letter of form 04: more time was granted before the due date, or the agency apologises for being late — văn bản xin lỗi, đề nghị gia hạn.</summary>
/// <param name="Number">Its place among all of them, from 1 on.</param>
/// <param name="DueAt">The due instant as it was then.</param>
/// <param name="ExtendedTo">The due instant it was moved to; null for an apology, which moves nothing.</param>
/// <param name="ExpectedOn">The day the result is expected on.</param>
/// <param name="Late">Whether the dossier was late already.</param>
public sealed record DelayLetter(int Number, DateTimeOffset At, string? Reason, DateTimeOffset DueAt, DateTimeOffset? ExtendedTo, DateOnly ExpectedOn, bool Late)
{
    /// <summary>All of a dossier, oldest first.</summary>
    public static IReadOnlyList<DelayLetter> Of(DossierState s) => s.Details.Clock is { } clock
        ? [.. Extensions(clock).Concat(s.Details.Apologies.Select(apology => Apologised(apology, clock))).OrderBy(letter => letter.At).Select((letter, i) => letter with { Number = i + 1 })]
        : [];

    private static IEnumerable<DelayLetter> Extensions(DeadlineLedger clock) =>
        from entry in clock.Entries
        where entry is { Kind: LedgerEntryKind.Extend, Before: not null, After: not null }
        select new DelayLetter(0, entry.At, entry.Reason, entry.Before!.Value, entry.After, VietnamTime.DateOf(entry.After!.Value), Late: false);

    private static DelayLetter Apologised(Apology apology, DeadlineLedger clock)
    {
        var due = clock.Entries.LastOrDefault(entry => entry.After is not null && entry.At <= apology.At)?.After ?? clock.FirstDueAt;
        return new DelayLetter(0, apology.At, apology.Reason, due, null, apology.ExpectedOn, Projection.LateFrom(clock.Terms.Limit, due) <= apology.At);
    }
}

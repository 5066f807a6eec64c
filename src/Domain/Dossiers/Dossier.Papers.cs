namespace OneStop.Domain.Dossiers;

/// <summary>A dossier of an administrative procedure — hồ sơ thủ tục hành chính. This part: its documents, and which of them were held already.</summary>
public sealed partial class Dossier
{
    /// <summary>Note which parts the administration held already — ghi nhận giấy tờ được tái sử dụng.</summary>
    /// <param name="came">The parts that came with this change; what is known of the others stays.</param>
    /// <param name="held">References of those of their documents that stood in an earlier dossier of the owner, or were its result.</param>
    public void NoteReuse(IReadOnlyCollection<Part> came, IReadOnlySet<string> held)
    {
        var (before, details) = (State.Details.Reused.ToHashSet(StringComparer.Ordinal), State.Details);
        var reused = details.Parts.Where(part => came.Contains(part) ? DossierPapers.Of(part).Any(held.Contains) : before.Contains(part.Component))
            .Select(part => part.Component).ToArray();
        if (!reused.SequenceEqual(details.Reused))
        {
            State = State with { Details = details with { Reused = reused } };
        }
    }
}

/// <summary>The documents of dossiers — tài liệu trong hồ sơ.</summary>
public static class DossierPapers
{
    /// <summary>
    /// References of every document a dossier ever held, replaced parts and results too: a later dossier may name it by its identity or by its
    /// content.
    /// </summary>
    public static IReadOnlySet<string> Of(DossierState? state)
    {
        if (state is not { Test: false, Details: { } details })
        {
            return new HashSet<string>();
        }
        var parts = details.Parts.Concat(details.Supplements.SelectMany(round => round.ReplacedParts))
            .Concat(details.Corrections.SelectMany(correction => correction.Before.Parts ?? []));
        var results = details.Replaced.Select(conclusion => conclusion.Result).Append(details.Result).Select(result => result?.Document).OfType<Document>();
        return parts.SelectMany(part => part.Documents).Concat(results)
            .SelectMany(document => new[] { document.Reference, document.ContentReference }).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>How the documents of a part are told from others: by identity or, without one, by content.</summary>
    public static IEnumerable<string> Of(Part part) => part.Documents.Select(document => document.Reference);

    /// <summary>The parts of a dossier that were not part of it before; all where it is another owner's since.</summary>
    public static IReadOnlyList<Part> Came(DossierState? before, DossierState now) =>
        [.. now.Details.Parts.Where(part => before is null || before.Details.Owner != now.Details.Owner || !before.Details.Parts.Any(old => ReferenceEquals(old, part)))];
}

using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Forms;

/// <summary>What a form about a dossier is made out on — sự kiện lập biểu mẫu.</summary>
/// <param name="Number">The round or number, of forms that can be made out several times; null where they were not yet.</param>
/// <param name="At">When it happened; null where it did not.</param>
/// <param name="Missing">What has to happen first; null where it did.</param>
public sealed record FormOccasion(StatutoryForm Form, int? Number, DateTimeOffset? At, Rule? Missing)
{
    /// <summary>All occasions of a dossier as it stands now, in the order of the forms; at least one for each form.</summary>
    /// <param name="forOfficials">With what only officials print.</param>
    public static IReadOnlyList<FormOccasion> Of(DossierState s, bool forOfficials) =>
    [
        Once(StatutoryForm.Receipt, s.Details is { Receipt: not null, Clock: not null } ? s.ReceivedAt : null, FormRules.DossierIsReceived),
        .. Each(StatutoryForm.SupplementRequest, s.Details.Supplements.Select(round => round.RequestedAt), FormRules.SupplementWasAsked),
        Once(StatutoryForm.Refusal, RefusedAt(s), FormRules.DossierIsRefused),
        .. Each(StatutoryForm.Apology, DelayLetter.Of(s).Select(letter => letter.At), FormRules.ApologyWasMade),
        Once(StatutoryForm.StopNotice, s.Status == DossierStatus.Stopped ? s.ClosedAt : null, FormRules.DossierIsStopped),
        .. forOfficials ? [Once(StatutoryForm.ControlSlip, s.ReceivedAt, FormRules.DossierIsReceived)] : Array.Empty<FormOccasion>(),
    ];

    /// <summary>Not taken in, or taken in and decided against.</summary>
    private static DateTimeOffset? RefusedAt(DossierState s) =>
        s.Status == DossierStatus.NotAccepted ? s.ClosedAt : s.Details.Decision is { Outcome: Outcome.Refused } decision ? decision.At : null;

    private static FormOccasion Once(StatutoryForm form, DateTimeOffset? at, Rule rule) => new(form, null, at, rule.Unless(at is not null));

    private static IEnumerable<FormOccasion> Each(StatutoryForm form, IEnumerable<DateTimeOffset> instants, Rule rule) =>
        instants.Select((at, i) => new FormOccasion(form, i + 1, at, null)).DefaultIfEmpty(new FormOccasion(form, null, null, rule));
}

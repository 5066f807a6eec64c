using OneStop.Domain.Audit;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Dossiers;

/// <summary>The personal data were erased; codes, dates and figures stay — đã xóa dữ liệu cá nhân.</summary>
public sealed record DossierErased(ErasureBasis Basis) : DomainEvent;

/// <summary>A dossier of an administrative procedure — hồ sơ thủ tục hành chính. This part: how its personal data go.</summary>
public sealed partial class Dossier
{
    /// <summary>What stands where something had to be written.</summary>
    internal const string Nothing = "—";

    /// <summary>
    /// Erase names, numbers, contacts, form data and all free text. Codes, dates, the ledger, steps, decision and result stay, so that every
    /// figure stays as it was; so does the secret of the receipt, under which its papers are verified — xóa dữ liệu cá nhân khi hết thời hạn lưu trữ (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).
    /// </summary>
    public void Erase(ErasureBasis basis, string? reason, DateTimeOffset now)
    {
        ErasureRules.IsNotErased.Demand(State.ErasedAt is null);
        ErasureRules.DossierHasEnded.Demand(State.ClosedAt is not null);

        State = State with { OwnerAccount = null, ErasedAt = now, UpdatedAt = now > State.UpdatedAt ? now : State.UpdatedAt, Details = Blank(State.Details) };
        Record(new DossierErased(basis), now, null, reason);
    }

    /// <summary>A document of which only its kind and fingerprint are left.</summary>
    internal static Document Blank(Document document) => document with { Name = Nothing, Url = null };

    /// <summary>A result with its number and signer, which are public acts.</summary>
    internal static Result? Blank(Result? result) => result is null ? null : result with { Document = BlankOrNull(result.Document) };

    private static DossierDetails Blank(DossierDetails d) => d with
    {
        Owner = Blank(d.Owner),
        CoOwners = [.. d.CoOwners.Select(Blank)],
        Submitter = d.Submitter is { } submitter ? Blank(submitter) : null,
        SupportedBy = null,
        Parts = Blank(d.Parts),
        FormData = null,
        Note = null,
        Postal = d.Postal is { } postal ? postal with { HandoverRecord = Nothing } : null,
        Clock = d.Clock is { } clock ? clock with { Entries = [.. clock.Entries.Select(entry => entry with { Reason = null })] } : null,
        Steps = [.. d.Steps.Select(step => step with { Note = null })],
        Legs = [.. d.Legs.Select(leg => leg with { Returned = [.. leg.Returned.Select(Blank)] })],
        Supplements = [.. d.Supplements.Select(Blank)],
        Obligations = [.. d.Obligations.Select(obligation => obligation with { Basis = Nothing, ReceiptNumber = null })],
        Refusal = Blank(d.Refusal),
        Apologies = [.. d.Apologies.Select(apology => apology with { Reason = Nothing })],
        ExtensionReason = null,
        EndReason = null,
        Decision = Blank(d.Decision),
        Result = Blank(d.Result),
        Replaced = [.. d.Replaced.Select(before => new Conclusion(Blank(before.Decision), Blank(before.Result), Blank(before.Handing)))],
        Corrections = [.. d.Corrections.Select(correction => correction with { Reason = Nothing, Before = new Correction() })],
        Handing = Blank(d.Handing),
    };

    private static Party Blank(Party party) => new() { Kind = party.Kind, FullName = Nothing };

    private static IReadOnlyList<Part> Blank(IReadOnlyList<Part> parts) =>
        [.. parts.Select(part => part with { Documents = [.. part.Documents.Select(Blank)] })];

    private static IReadOnlyList<Defect> Blank(IReadOnlyList<Defect> defects) => [.. defects.Select(defect => defect with { Field = defect.Field is null ? null : Nothing, Message = Nothing })];

    private static Supplement Blank(Supplement round) => round with
    {
        Defects = Blank(round.Defects),
        Answers = [.. round.Answers.Select(answer => answer with { Message = null, Part = answer.Part is { } part ? Blank([part])[0] : null })],
        ReplacedParts = Blank(round.ReplacedParts),
    };

    private static Decision? Blank(Decision? decision) =>
        decision is null ? null : decision with { Reason = null, Document = BlankOrNull(decision.Document) };

    private static Handing? Blank(Handing? handing) => handing is null ? null : handing with { ReceivedBy = null };

    private static Document? BlankOrNull(Document? document) => document is null ? null : Blank(document);
}

using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Dossiers;

/// <summary>
/// What of a dossier its reader gets to see — che thông tin cá nhân theo vai trò. Numbers, contacts, addresses and form answers are for the
/// owner's side and for officials who work at its agencies, in the dossier itself; a list shows them to the owner's side alone. An agency with
/// a leg sees what its task needs.
/// </summary>
internal static class Sight
{
    /// <summary>The whole dossier, as this reader sees it.</summary>
    public static DossierView For(this DossierView whole, DossierReach reach, DossierState state)
    {
        var seen = (reach.SeesWhole(state) ? whole : whole.ForTask(reach)) with { Children = reach.SeesEveryProcedure ? whole.Children : [] };
        return reach.Identifies(state) ? seen : Masked(seen);
    }

    private static DossierView Masked(DossierView seen) => seen with
    {
        Owner = Masked(seen.Owner),
        CoOwners = [.. seen.CoOwners.Select(Masked)],
        Submitter = seen.Submitter is { } submitter ? Masked(submitter) : null,
        FormData = null,
        Note = null,
        Postal = null,
        Parts = [.. seen.Parts.Select(WithoutDocuments)],
        Supplements = [.. seen.Supplements.Select(Masked)],
        Corrections = [.. seen.Corrections.Select(Masked)],
        Decision = Masked(seen.Decision),
        Result = Masked(seen.Result),
        Replaced = [.. seen.Replaced.Select(before => new Conclusion(Masked(before.Decision), Masked(before.Result), before.Handing))],
        Receipt = seen.Receipt is { } receipt ? receipt.Masked() : null,
    };

    /// <summary>A line of a list, as this reader sees it.</summary>
    public static DossierLine For(this DossierLine whole, DossierReach reach, DossierState state)
    {
        var line = (reach.SeesWhole(state) ? whole : whole.ForTask(reach)) with { Children = reach.SeesEveryProcedure ? whole.Children : [] };
        return reach.IsOwner(state) || (reach.Client is not null && reach.Identifies(state)) ? line : line with
        {
            Result = Masked(line.Result),
            Owner = Masked(line.Owner),
            CoOwners = [.. line.CoOwners.Select(Masked)],
            Submitter = line.Submitter is { } submitter ? Masked(submitter) : null,
        };
    }

    public static ReceiptView For(this ReceiptView whole, DossierReach reach, DossierState state) => reach.Identifies(state) ? whole : whole.Masked();

    /// <summary>A name stays; of numbers the last three characters, of an address of mail its first and its domain.</summary>
    public static Party Masked(Party party) => party with
    {
        PersonalId = PersonalData.MaskedNumber(party.PersonalId),
        Passport = PersonalData.MaskedNumber(party.Passport),
        OldIdCard = PersonalData.MaskedNumber(party.OldIdCard),
        Phone = PersonalData.MaskedNumber(party.Phone),
        Email = PersonalData.MaskedEmail(party.Email),
        TaxCode = party.Kind is PartyKind.Enterprise or PartyKind.Organisation ? party.TaxCode : PersonalData.MaskedNumber(party.TaxCode),
        Address = null,
    };

    private static ReceiptView Masked(this ReceiptView receipt) => receipt with
    {
        Owner = Masked(receipt.Owner),
        Submitter = receipt.Submitter is { } submitter ? Masked(submitter) : null,
        Secret = "",
        Qr = "",
        Verification = "",
    };

    private static Supplement Masked(Supplement round) => round with
    {
        Answers = [.. round.Answers.Select(answer => answer with { Message = null, Part = answer.Part is { } part ? WithoutDocuments(part) : null })],
        ReplacedParts = [.. round.ReplacedParts.Select(WithoutDocuments)],
    };

    private static ReceiptCorrection Masked(ReceiptCorrection correction) => correction with
    {
        Before = correction.Before with
        {
            Owner = correction.Before.Owner is { } owner ? Masked(owner) : null,
            Submitter = correction.Before.Submitter is { } submitter ? Masked(submitter) : null,
            Parts = correction.Before.Parts is { } parts ? [.. parts.Select(WithoutDocuments)] : null,
        },
    };

    private static Part WithoutDocuments(Part part) => part with { Documents = [] };

    private static Decision? Masked(Decision? decision) => decision is null ? null : decision with { Document = null };

    private static Result? Masked(Result? result) => result is null ? null : result with { Document = null };
}

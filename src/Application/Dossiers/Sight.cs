using OneStop.Domain.Dossiers;

namespace OneStop.Application.Dossiers;

/// <summary>
/// What of a dossier its reader gets to see — che thông tin cá nhân theo vai trò. Numbers, contacts, addresses and form answers are for the
/// owner's side and for officials who work at its agencies, in the dossier itself; a list shows them to the owner's side alone. An agency with
/// a leg sees what its task needs.
/// </summary>
internal static class Sight
{
    private const int Shown = 3;

    /// <summary>The whole dossier, as this reader sees it.</summary>
    public static DossierView For(this DossierView whole, DossierReach reach, DossierState state) =>
        !reach.SeesWhole(state) ? whole.ForTask(reach)
        : reach.Identifies(state) ? whole
        : whole with
        {
            Owner = Masked(whole.Owner), CoOwners = [.. whole.CoOwners.Select(Masked)], Submitter = whole.Submitter is { } submitter ? Masked(submitter) : null,
            FormData = null,
            Parts = [.. whole.Parts.Select(WithoutDocuments)],
            Supplements = [.. whole.Supplements.Select(Masked)],
            Corrections = [.. whole.Corrections.Select(Masked)],
            Receipt = whole.Receipt is { } receipt ? receipt.Masked() : null,
        };

    /// <summary>A line of a list, as this reader sees it.</summary>
    public static DossierLine For(this DossierLine whole, DossierReach reach, DossierState state)
    {
        var line = reach.SeesWhole(state) ? whole : whole.ForTask(reach);
        return reach.IsOwner(state) || (reach.Client is not null && reach.Identifies(state)) ? line : line with
        {
            Owner = Masked(line.Owner), CoOwners = [.. line.CoOwners.Select(Masked)], Submitter = line.Submitter is { } submitter ? Masked(submitter) : null,
        };
    }

    public static ReceiptView For(this ReceiptView whole, DossierReach reach, DossierState state) => reach.Identifies(state) ? whole : whole.Masked();

    /// <summary>A name stays; of numbers the last three characters, of an address of mail its first and its domain.</summary>
    public static Party Masked(Party party) => party with
    {
        PersonalId = Masked(party.PersonalId), Passport = Masked(party.Passport), OldIdCard = Masked(party.OldIdCard),
        TaxCode = party.Kind is PartyKind.Enterprise or PartyKind.Organisation ? party.TaxCode : Masked(party.TaxCode),
        Phone = Masked(party.Phone), Email = MaskedMail(party.Email), Address = null,
    };

    private static ReceiptView Masked(this ReceiptView receipt) => receipt with
    {
        Owner = Masked(receipt.Owner), Submitter = receipt.Submitter is { } submitter ? Masked(submitter) : null,
    };

    private static Supplement Masked(Supplement round) => round with
    {
        Answers = [.. round.Answers.Select(answer => answer.Part is { } part ? answer with { Part = WithoutDocuments(part) } : answer)],
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

    internal static string? Masked(string? number) =>
        number is null ? null : number.Length <= Shown ? new string('*', number.Length) : new string('*', number.Length - Shown) + number[^Shown..];

    internal static string? MaskedMail(string? mail) =>
        mail is null ? null : mail.IndexOf('@', StringComparison.Ordinal) is var at and > 0 ? $"{mail[0]}***{mail[at..]}" : "***";
}

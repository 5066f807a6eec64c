using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>What a dossier is searched by besides its code: personal data, in a table of its own, never in URLs.</summary>
internal sealed record DossierKey(DossierKeyKind Kind, string Value)
{
    private const int LongestValue = 200;

    /// <summary>All keys of a dossier's parties; the numbers of the owner are kept apart from those of the others.</summary>
    public static IEnumerable<DossierKey> Of(DossierState s)
    {
        var owner = OfParty(s.Details.Owner, DossierKeyKind.PersonalId, DossierKeyKind.TaxCode).ToHashSet();
        var known = owner.Select(key => key.Value).ToHashSet();
        var others = s.Details.CoOwners.Concat(s.Details.Submitter is { } submitter ? [submitter] : [])
            .SelectMany(party => OfParty(party, DossierKeyKind.OtherPersonalId, DossierKeyKind.OtherTaxCode))
            .Where(key => !known.Contains(key.Value));
        var keys = owner.Concat(others);
        if (s.OwnerAccount is { } account)
        {
            keys = keys.Append(new DossierKey(DossierKeyKind.Account, account.ToString()));
        }
        if (s.Client is { } client)
        {
            keys = keys.Append(new DossierKey(DossierKeyKind.Client, client.ToString()));
        }
        return keys.Distinct();
    }

    /// <summary>The keys a dossier had before its last correction.</summary>
    public static IEnumerable<DossierKey> BeforeCorrection(DossierState s)
    {
        var before = s.Details.Corrections[^1].Before;
        return Of(s with
        {
            Details = s.Details with { Owner = before.Owner ?? s.Details.Owner, Submitter = before.Submitter ?? s.Details.Submitter },
        });
    }

    /// <summary>What tells an owner from all others; null where the owner has no number.</summary>
    public static DossierKey? OfOwner(Party owner) =>
        OfParty(owner, DossierKeyKind.PersonalId, DossierKeyKind.TaxCode).FirstOrDefault(key => key.Kind is DossierKeyKind.PersonalId or DossierKeyKind.TaxCode);

    /// <summary>A name as it is searched: without accents, in lower case.</summary>
    public static string Fold(string name)
    {
        var folded = FoldedText.Of(name);
        return folded.Length <= LongestValue ? folded : folded[..LongestValue];
    }

    private static IEnumerable<DossierKey> OfParty(Party party, DossierKeyKind personalId, DossierKeyKind taxCode)
    {
        yield return new DossierKey(DossierKeyKind.Name, Fold(party.FullName));
        foreach (var number in new[] { party.PersonalId, party.Passport, party.OldIdCard }.OfType<string>())
        {
            yield return new DossierKey(personalId, number);
        }
        if (party.TaxCode is not null)
        {
            yield return new DossierKey(taxCode, party.TaxCode);
        }
        if (party.Phone is not null)
        {
            yield return new DossierKey(DossierKeyKind.Phone, party.Phone);
        }
    }
}

internal enum DossierKeyKind { Name = 1, PersonalId = 2, TaxCode = 3, Phone = 4, Account = 5, OtherPersonalId = 6, OtherTaxCode = 7, Client = 8 }

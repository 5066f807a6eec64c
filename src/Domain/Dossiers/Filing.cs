using System.Text.Json;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Dossiers;

/// <summary>A dossier as it is handed in — hồ sơ được nộp.</summary>
public sealed record Filing
{
    public required Agency Receiving { get; init; }

    public required Agency Competent { get; init; }

    public required ProcedureCase Case { get; init; }

    public required Channel Channel { get; init; }

    public required Party Owner { get; init; }

    public required ReturnVia ReturnBy { get; init; }

    public string? SupportedBy { get; init; }

    public PostalHandover? Postal { get; init; }

    public IReadOnlyList<Party> CoOwners { get; init; } = [];

    public Party? Submitter { get; init; }

    public IReadOnlyList<Part> Parts { get; init; } = [];

    public JsonElement? FormData { get; init; }

    public string? Note { get; init; }

    /// <summary>The citizen's account it belongs to; null where an official took it in, or nobody signed in.</summary>
    public AccountId? OwnerAccount { get; init; }

    /// <summary>How sure it is who filed it; null where an official saw the papers.</summary>
    public Assurance? Assurance { get; init; }

    /// <summary>The dossier that stands for the group it is handed in with; null where it is this one, or there is no group.</summary>
    public DossierId? Root { get; init; }

    /// <summary>Whether it is handed in with a confidential one, and so is confidential itself: it names the other.</summary>
    public bool Confidential { get; init; }

    /// <summary>Set where it is handed in with others.</summary>
    public GroupTerms? Group { get; init; }

    /// <summary>What keeps it from being taken in, field by field; empty where nothing does.</summary>
    public IEnumerable<Fault> Faults(Procedure procedure, ProcedureVersion version, AgencyTree agencies, DateTimeOffset now)
    {
        var today = VietnamTime.DateOf(now);
        if (!procedure.IsOfferedBy(Competent.Code))
        {
            yield return new Fault(Competent.Code == Receiving.Code ? "agency" : "competentAgency", DossierRules.AgencyOffersProcedure);
        }
        if (!ReceivesForCompetent(agencies, today))
        {
            yield return new Fault("agency", DossierRules.AgencyReceivesForCompetent);
        }
        if (version.Channels.Count > 0 && !version.Channels.Contains(Channel))
        {
            yield return new Fault("channel", DossierRules.ChannelIsOffered);
        }
        if (Postal is not null && (Channel != Channel.Postal || Postal.HandedOverAt > now))
        {
            yield return new Fault("postal.handedOverAt", DossierRules.PostalEvidenceIsPast);
        }
        foreach (var fault in PartFaults(Parts, version, complete: true)
            .Concat(PartyFaults(Owner, "owner", today, owns: true))
            .Concat(CoOwners.SelectMany((party, i) => PartyFaults(party, $"coOwners[{i}]", today, owns: true)))
            .Concat(Submitter is null ? [] : PartyFaults(Submitter, "submitter", today, owns: false)))
        {
            yield return fault;
        }
    }

    /// <summary>Faults of the parts; where they must be complete, a required component counts as missing without a single copy.</summary>
    /// <param name="place">Path of the part of an index, where it does not stand in <c>parts</c>.</param>
    internal static IEnumerable<Fault> PartFaults(IReadOnlyList<Part> parts, ProcedureVersion version, bool complete, Func<int, string>? place = null)
    {
        place ??= i => $"parts[{i}]";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < parts.Count; i++)
        {
            if (version.Components.All(component => component.Code != parts[i].Component))
            {
                yield return new Fault($"{place(i)}.component", DossierRules.ComponentIsKnown);
            }
            else if (!seen.Add(parts[i].Component))
            {
                yield return new Fault($"{place(i)}.component", DossierRules.ComponentGivenOnce);
            }
        }
        foreach (var component in version.Components.Where(component => complete && component.Required))
        {
            if (!parts.Any(part => part.Component == component.Code && Copies(part) > 0))
            {
                yield return new Fault($"parts.{component.Code}", DossierRules.RequiredPartIsThere);
            }
        }
    }

    /// <summary>Faults of a party's numbers.</summary>
    internal static IEnumerable<Fault> PartyFaults(Party party, string path, DateOnly today, bool owns)
    {
        if (party.PersonalId is not null && !Identifiers.IsPersonalId(party.PersonalId, today))
        {
            yield return new Fault($"{path}.personalId", DossierRules.PersonalIdIsTrue);
        }
        if (party.TaxCode is not null && !Identifiers.IsTaxCode(party.TaxCode, today))
        {
            yield return new Fault($"{path}.taxCode", DossierRules.TaxCodeIsTrue);
        }
        if (party.Passport is not null && !Identifiers.IsPassport(party.Passport))
        {
            yield return new Fault($"{path}.passport", DossierRules.PassportIsTrue);
        }
        if (party.OldIdCard is not null && !Identifiers.IsOldIdCard(party.OldIdCard))
        {
            yield return new Fault($"{path}.oldIdCard", DossierRules.OldIdCardIsTrue);
        }
        if (party.Phone is not null && !Identifiers.IsPhone(party.Phone))
        {
            yield return new Fault($"{path}.phone", DossierRules.PhoneIsTrue);
        }
        if (owns && !IsIdentified(party))
        {
            yield return new Fault(path, DossierRules.OwnerIsIdentified);
        }
    }

    internal static long Copies(Part part) =>
        (long)part.Originals + part.CertifiedCopies + part.Photocopies + part.Electronic + part.Documents.Count;

    private static bool IsIdentified(Party party) => party.Kind switch
    {
        PartyKind.Citizen => (party.PersonalId ?? party.Passport ?? party.OldIdCard) is not null,
        PartyKind.Enterprise => party.TaxCode is not null,
        PartyKind.HouseholdBusiness => (party.TaxCode ?? party.PersonalId ?? party.OldIdCard) is not null,
        PartyKind.Organisation => true,
    };

    /// <summary>The competent agency itself, or a one-stop office of it or of an agency above it.</summary>
    private bool ReceivesForCompetent(AgencyTree agencies, DateOnly today) =>
        Receiving.Code == Competent.Code
        || (Receiving is { Kind: AgencyKind.OneStop, Parent: { } parent } && agencies.IsWithin(Competent.Code, agencies.HolderOn(parent, today)));
}

using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Access;

/// <summary>On what a representation rests — căn cứ đại diện (Điều 135 Bộ luật Dân sự 2015).</summary>
public enum MandateKind
{
    /// <summary>A parent for a child — cha, mẹ đại diện cho con (Điều 136).</summary>
    Parent,

    /// <summary>By a power of attorney — đại diện theo ủy quyền (Điều 138).</summary>
    Authorised,

    /// <summary>For an enterprise — người đại diện theo pháp luật của pháp nhân (Điều 137).</summary>
    LegalRepresentative,
}

/// <summary>One person may act for another — đại diện, ủy quyền (Điều 134–143 Bộ luật Dân sự 2015).</summary>
public sealed class Mandate(MandateState state) : Aggregate
{
    /// <summary>Live mandates that a principal may have.</summary>
    public const int Most = 50;

    /// <summary>Live mandates that a representative may have accepted.</summary>
    public const int MostAccepted = 20;

    public MandateState State { get; private set; } = state;

    public override string Kind => "mandate";

    public override string Key => State.Id.ToString();

    public override int Version => State.Version;

    public int CurrentVersion => State.Version + Recorded.Count;

    /// <summary>
    /// Somebody lets another act for him, or a desk records that one does; it counts once whoever was not asked has accepted it, and at once
    /// where the papers speak for a principal who cannot sign in — lập, ghi nhận việc đại diện.
    /// </summary>
    /// <param name="live">What the two have already.</param>
    public static Mandate Grant(MandateId id, MandateTerms terms, LiveMandates live, DateTimeOffset now)
    {
        if (FaultOf(terms) is { } fault)
        {
            throw new InvalidInputException([fault]);
        }
        MandateRules.MandatesAreFew.Demand(live.OfPrincipal < Most);
        MandateRules.OnePerPair.Demand(live.OfPair == 0);
        var counts = terms is { Agency: not null, PrincipalSignsIn: false };
        MandateRules.AcceptedAreFew.Demand(!counts || live.OfRepresentative < MostAccepted);

        var (principal, representative) = (terms.Principal.State.Id, terms.Representative.State.Id);
        var mandate = new Mandate(new MandateState
        {
            Id = id, Kind = terms.Kind, PrincipalId = principal, RepresentativeId = representative, FromDay = terms.FromDay, ToDay = terms.ToDay,
            Agency = terms.Agency, Details = terms.Details, AcceptedAt = counts ? now : null,
        });
        var granted = new MandateGranted(
            terms.Kind, principal, representative, terms.Details.Procedures, terms.Details.MayAct, terms.FromDay, terms.ToDay, Recorded: terms.Agency is not null);
        mandate.Record(granted, now, terms.Agency);
        return mandate;
    }

    private static Fault? FaultOf(MandateTerms terms) => terms switch
    {
        _ when terms.Principal.State.Id == terms.Representative.State.Id => new Fault("representative", MandateRules.RepresentsAnother),
        { Kind: MandateKind.Parent, Agency: null } => new Fault("kind", MandateRules.ParentIsRecorded),
        { Kind: MandateKind.LegalRepresentative, Principal.State.Kind: not AccountKind.Enterprise } =>
            new Fault("kind", MandateRules.LegalRepresentativeOfEnterprise),
        { Agency: not null, Details.Evidence: null } => new Fault("evidence", MandateRules.EvidenceIsSeen),
        _ when terms.ToDay < terms.FromDay => new Fault("toDay", MandateRules.PeriodIsOrdered),
        _ => null,
    };

    /// <summary>The side it waits for agrees; it counts from the next request on — chấp thuận việc đại diện.</summary>
    public void Accept(Actor by, LiveMandates live, DateTimeOffset now)
    {
        MandateRules.IsNotRevoked.Demand(State.RevokedAt is null);
        MandateRules.WaitsForAcceptance.Demand(State.WaitsFor is not null);
        MandateRules.AcceptedByOtherSide.Demand(by.Id == (State.WaitsFor == MandateSide.Principal ? State.PrincipalId : State.RepresentativeId));
        AccessRules.AccountIsActive.Demand(live.ClosedSides == 0);
        MandateRules.AcceptedAreFew.Demand(live.OfRepresentative < MostAccepted);

        var side = State.WaitsFor!.Value;
        State = State with { AcceptedAt = now };
        Record(new MandateAccepted(State.PrincipalId, State.RepresentativeId, side), now, State.Agency);
    }

    /// <summary>Ends it from this instant on — chấm dứt, hủy bỏ việc đại diện.</summary>
    public void Revoke(string reason, DateTimeOffset now)
    {
        MandateRules.IsNotRevoked.Demand(State.RevokedAt is null);
        State = State with { RevokedAt = now };
        Record(new MandateRevoked(State.PrincipalId, State.RepresentativeId), now, State.Agency, reason);
    }

    /// <summary>Both sides see and end it, and the desk of the agency that recorded it.</summary>
    public bool IsInReachOf(Actor actor, AgencyTree agencies, DateOnly day) =>
        IsPartyOf(actor)
        || (State.Agency is { } agency && actor.HoldsAny(agencies.HolderOn(agency, day), Role.Reception, Role.OneStopHead));

    /// <summary>Whether the actor is one of its two sides.</summary>
    public bool IsPartyOf(Actor actor) => actor.Id == State.PrincipalId || actor.Id == State.RepresentativeId;
}

/// <summary>What is to hold between whom — nội dung đại diện.</summary>
/// <param name="Agency">The agency at whose desk it is recorded; null where the principal grants it.</param>
public sealed record MandateTerms(MandateKind Kind, Account Principal, Account Representative, DateOnly FromDay, DateOnly? ToDay, string? Agency, MandateDetails Details)
{
    /// <summary>Whether the principal can sign in, and so be asked.</summary>
    public bool PrincipalSignsIn { get; init; }
}

/// <summary>Data of a mandate: exactly one row — dữ liệu việc đại diện.</summary>
public sealed record MandateState
{
    public required MandateId Id { get; init; }

    public int Version { get; init; }

    public required MandateKind Kind { get; init; }

    public required AccountId PrincipalId { get; init; }

    public required AccountId RepresentativeId { get; init; }

    public required DateOnly FromDay { get; init; }

    public DateOnly? ToDay { get; init; }

    /// <summary>From when on it counts; null while one side has not agreed.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The agency at whose desk it was recorded; null where the principal granted it.</summary>
    public string? Agency { get; init; }

    public MandateDetails Details { get; init; } = new();

    /// <summary>Who has yet to accept it: whoever is named by the other, and a principal who can be asked where a desk recorded it.</summary>
    public MandateSide? WaitsFor =>
        RevokedAt is not null || AcceptedAt is not null ? null : Agency is null ? MandateSide.Representative : MandateSide.Principal;
}

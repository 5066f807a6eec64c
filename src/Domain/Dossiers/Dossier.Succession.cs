using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Dossiers;

/// <summary>A dossier whose agencies change — hồ sơ khi sắp xếp đơn vị.</summary>
public sealed partial class Dossier
{
    /// <summary>As it was loaded.</summary>
    public DossierState Loaded { get; } = state;

    /// <summary>
    /// Follow the agencies that took over from its own, before somebody acts on it: the rows of a succession are moved in slices, and this one
    /// may not have had its turn — kế thừa hồ sơ.
    /// </summary>
    public void FollowSuccession(AgencyTree agencies, DateTimeOffset now)
    {
        var held = State.HeldOn(agencies, VietnamTime.DateOf(now), alsoEnded: true);
        var taken = new[] { (From: State.ReceivingAgency, To: held.ReceivingAgency), (From: State.CompetentAgency, To: held.CompetentAgency) };
        State = held;
        foreach (var (from, to) in taken.Distinct().Where(pair => pair.From != pair.To))
        {
            Record(new DossierTakenOver(from, to), now, to);
        }
    }

    /// <summary>Hand it to another successor of the agency it came from — phân lại hồ sơ sau chia tách.</summary>
    public void Reassign(Agency to, AgencyTree agencies, string reason, Circumstances on)
    {
        DossierPolicy.Demand(DossierAction.Reassign, State, on);
        DossierRules.GoesToCoSuccessor.Demand(on.CoSuccessors.Contains(to.Code));

        var from = State.CompetentAgency;
        Happened(new DossierReassigned(from, to.Code), on, reason);
        var office = agencies.Find(State.ReceivingAgency);
        if (State.ReceivingAgency == from || office is { Kind: AgencyKind.OneStop, Parent: { } parent } && parent == from)
        {
            State = State with
            {
                OriginReceiving = State.OriginReceiving ?? State.ReceivingAgency,
                ReceivingAgency = State.ReceivingAgency == from
                    ? to.Code
                    : agencies.FilingPlaces(to.Code, on.Today).OrderBy(place => place.Kind != AgencyKind.OneStop).ThenBy(place => place.Code, StringComparer.Ordinal).First().Code,
            };
        }
        State = State with { CompetentAgency = to.Code };
        if (State.Details.Steps is [.., { EndedAt: null }])
        {
            GiveTo(null);
        }
    }
}

/// <summary>Who holds a dossier on a day — đơn vị giữ hồ sơ.</summary>
public static class DossierHolding
{
    /// <summary>
    /// The dossier as its holders of the day see it: agencies that closed stand under the code of whoever holds their work. One that has ended
    /// is shown as it ended.
    /// </summary>
    public static DossierState HeldOn(this DossierState s, AgencyTree agencies, DateOnly day, bool alsoEnded = false)
    {
        if (!alsoEnded && !s.Status.IsOpen())
        {
            return s;
        }
        var (receiving, competent) = (agencies.HolderOn(s.ReceivingAgency, day), agencies.HolderOn(s.CompetentAgency, day));
        var legsMove = s.Details.Legs.Any(leg => Moves(leg, agencies, day));
        if (receiving == s.ReceivingAgency && competent == s.CompetentAgency && !legsMove)
        {
            return s;
        }
        return s with
        {
            ReceivingAgency = receiving,
            CompetentAgency = competent,
            OriginReceiving = receiving == s.ReceivingAgency ? s.OriginReceiving : s.OriginReceiving ?? s.ReceivingAgency,
            OriginCompetent = competent == s.CompetentAgency ? s.OriginCompetent : s.OriginCompetent ?? s.CompetentAgency,
            Details = legsMove
                ? s.Details with { Legs = [.. s.Details.Legs.Select(leg => Moves(leg, agencies, day) ? leg with { Agency = agencies.HolderOn(leg.Agency, day) } : leg)] }
                : s.Details,
        };
    }

    /// <summary>The other agencies that took over a part of what the dossier's first competent agency did.</summary>
    public static IReadOnlySet<string> CoSuccessorsOn(this DossierState s, AgencyTree agencies, DateOnly day) => s.OriginCompetent is null
        ? new HashSet<string>()
        : agencies.SuccessorsOn(s.OriginCompetent, day).Where(code => code != s.CompetentAgency).ToHashSet(StringComparer.Ordinal);

    private static bool Moves(Leg leg, AgencyTree agencies, DateOnly day) =>
        leg.Standing != LegStanding.Ended && agencies.HolderOn(leg.Agency, day) != leg.Agency;
}

/// <summary>Another agency holds it since a reorganisation — kế thừa sau sắp xếp.</summary>
public sealed record DossierTakenOver(string From, string To) : DomainEvent;

/// <summary>It was handed to another successor of the same agency — phân lại sau chia tách.</summary>
public sealed record DossierReassigned(string From, string To) : DomainEvent;

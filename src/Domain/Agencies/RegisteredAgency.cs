using OneStop.Domain.Shared;

namespace OneStop.Domain.Agencies;

/// <summary>An agency in the register, with what may happen to it — cơ quan trong danh mục.</summary>
public sealed class RegisteredAgency : Aggregate
{
    private readonly int version;

    /// <summary>As it was loaded.</summary>
    public RegisteredAgency(Agency state)
        : this(state, state.Version)
    {
    }

    private RegisteredAgency(Agency state, int version) => (State, this.version) = (state, version);

    public Agency State { get; private set; }

    public override string Kind => "agency";

    public override string Key => State.Code;

    public override int Version => version;

    /// <summary>Enter an agency — thành lập, đưa vào danh mục.</summary>
    public static RegisteredAgency Register(Agency agency, AgencyTree known, DateTimeOffset now)
    {
        DemandSound(agency, known);
        return Import(agency, now);
    }

    /// <summary>Take an agency over from a list that is checked as a whole — nhập danh mục.</summary>
    public static RegisteredAgency Import(Agency agency, DateTimeOffset now)
    {
        var registered = new RegisteredAgency(agency with { Version = 1 }, version: 0);
        registered.Record(new AgencyRegistered(agency.Code), now, agency.Code);
        return registered;
    }

    /// <summary>Change what is known of it; its code stays — cập nhật thông tin.</summary>
    public void Change(Func<Agency, Agency> change, AgencyTree known, DateTimeOffset now)
    {
        var changed = change(State) with { Code = State.Code };
        DemandSound(changed, known);

        State = changed with { Version = State.Version + 1 };
        Record(new AgencyChanged(State.Code), now, State.Code);
    }

    /// <summary>Close it and name who takes its work over; its code is never given out again — sắp xếp, sáp nhập.</summary>
    /// <param name="from">First day of the new order.</param>
    public void Succeed(IReadOnlyList<string> successors, DateOnly from, DateTimeOffset now)
    {
        AgencyRules.IsInForce.Demand(State.IsInForceOn(from.AddDays(-1)) && State.EffectiveTo is null);
        AgencyRules.SucceedsAnother.Demand(!successors.Contains(State.Code));

        State = State with
        {
            EffectiveTo = from.AddDays(-1),
            Successor = successors is [var main, ..] ? main : null,
            OtherSuccessors = [.. successors.Skip(1)],
            Version = State.Version + 1,
        };
        Record(new AgencySucceeded(State.Code, successors, from), now, State.Code);
    }

    private static void DemandSound(Agency agency, AgencyTree known)
    {
        Fault?[] faults =
        [
            agency.Parent is { } parent && known.Find(parent) is null ? new Fault("parent", AgencyRules.IsKnown) : null,
            agency.Parent is { } above && known.IsWithin(above, agency.Code) ? new Fault("parent", AgencyRules.StandsBelow) : null,
            agency.EffectiveTo < agency.EffectiveFrom ? new Fault("effectiveTo", AgencyRules.DatesAreInOrder) : null,
            .. agency.Links.Where(link => known.Find(link.Value) is null).Select(link => new Fault($"links.{link.Key}", AgencyRules.IsKnown)),
        ];
        if (faults.OfType<Fault>().ToList() is { Count: > 0 } found)
        {
            throw new InvalidInputException(found);
        }
    }
}

/// <summary>An agency was entered — thành lập cơ quan.</summary>
public sealed record AgencyRegistered(string Code) : DomainEvent;

/// <summary>What is known of an agency changed — cập nhật cơ quan.</summary>
public sealed record AgencyChanged(string Code) : DomainEvent;

/// <summary>Others took an agency's work over — kế thừa sau sắp xếp.</summary>
/// <param name="From">First day of the new order.</param>
public sealed record AgencySucceeded(string Code, IReadOnlyList<string> Successors, DateOnly From) : DomainEvent;

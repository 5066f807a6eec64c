using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Procedures;

/// <summary>The part of the check that looks at the routes: a route is a line of steps, so its end is reachable where it stands last.</summary>
internal sealed class RouteCheck(ProcedureVersion version, PublishSurroundings around)
{
    private const int HoursPerDay = 8;
    private const int DaysPerMonth = 30;

    private static readonly Role[] Workers = [Role.Reception, Role.Handler, Role.Head, Role.Leader, Role.Clerk, Role.ReturnDesk];

    private static readonly string[] Selectors = ["self", "parent", "province", "taxOffice", "landOffice", "police", "socialInsurance"];

    public IEnumerable<Fault> Faults()
    {
        for (var i = 0; i < version.Routes.Count; i++)
        {
            foreach (var fault in Of(version.Routes[i], i).Concat(Steps(version.Routes[i])))
            {
                yield return fault with { Path = fault.Path.Length == 0 ? $"routes[{i}]" : $"routes[{i}].{fault.Path}" };
            }
        }
    }

    private IEnumerable<Fault> Of(Route route, int index)
    {
        var earlier = version.Routes.Take(index).ToList();
        if (!FoldedText.IsSlug(route.Key))
        {
            yield return new Fault("key", ProcedureRules.KeyIsASlug);
        }
        if (earlier.Exists(other => other.Key == route.Key))
        {
            yield return new Fault("key", ProcedureRules.KeysAreUnique);
        }
        if (route.EffectiveTo < route.EffectiveFrom)
        {
            yield return new Fault("effectiveTo", ProcedureRules.DatesAreInOrder);
        }
        else if (earlier.Exists(other => other.Agency == route.Agency && other.Case == route.Case
            && PublishCheck.Overlap(route.EffectiveFrom, route.EffectiveTo, other.EffectiveFrom, other.EffectiveTo)))
        {
            yield return new Fault("effectiveFrom", ProcedureRules.RoutesDoNotOverlap);
        }
        if (route.Case is not null && version.Cases.All(known => known.Key != route.Case))
        {
            yield return new Fault("case", ProcedureRules.CaseIsKnown);
        }
        if (route.Agency is { } agency && around.Agencies.Find(agency)?.IsInForceOn(Day(route)) != true)
        {
            yield return new Fault("agency", ProcedureRules.AgencyIsKnown);
        }
        if (version.Cases.Any(known => route.Fits(known.Key) && known.Limit.IsValid && route.LongestPathHours * 60L > PlannedMinutes(known.Limit)))
        {
            yield return new Fault("", ProcedureRules.RouteFitsTheLimit);
        }
    }

    private IEnumerable<Fault> Steps(Route route)
    {
        var steps = route.Steps;
        if (steps.Count == 0 || steps[0] is not { Role: Role.Reception, Transfer: null })
        {
            yield return new Fault("steps", ProcedureRules.RouteBeginsAtReception);
        }
        if (steps.Count == 0 || steps[^1] is not { Role: Role.ReturnDesk, Transfer: null } || steps.Count(step => step.Role == Role.ReturnDesk) > 1)
        {
            yield return new Fault("steps", ProcedureRules.RouteHasAnEnd);
        }
        if (route.DecidingIndex < 0 || steps.Count(step => step.Decides) > 1)
        {
            yield return new Fault("steps", ProcedureRules.RouteDecides);
        }
        for (var i = 0; i < steps.Count; i++)
        {
            var faults = Step(steps[i], steps.Take(i)).Concat(steps[i].Transfer is { } transfer ? Leg(route, transfer) : []);
            foreach (var fault in faults)
            {
                yield return fault with { Path = $"steps[{i}].{fault.Path}" };
            }
        }
    }

    private static IEnumerable<Fault> Step(RouteStep step, IEnumerable<RouteStep> earlier)
    {
        if (!FoldedText.IsSlug(step.Key))
        {
            yield return new Fault("key", ProcedureRules.KeyIsASlug);
        }
        if (earlier.Any(other => other.Key == step.Key))
        {
            yield return new Fault("key", ProcedureRules.KeysAreUnique);
        }
        if (!Workers.Contains(step.Role))
        {
            yield return new Fault("role", ProcedureRules.RoleWorksOnDossiers);
        }
        if (step.LimitHours < 0)
        {
            yield return new Fault("limitHours", ProcedureRules.AmountsAreNotNegative);
        }
    }

    private IEnumerable<Fault> Leg(Route route, RouteTransfer transfer)
    {
        if (!Resolves(route, transfer.ToAgency))
        {
            yield return new Fault("transfer.toAgency", ProcedureRules.AgencyIsKnown);
        }
        if (transfer.Limit is { IsValid: false })
        {
            yield return new Fault("transfer.limit", ProcedureRules.LimitIsValid);
        }
        for (var i = 0; i < transfer.InnerSteps.Count; i++)
        {
            foreach (var fault in Step(transfer.InnerSteps[i], transfer.InnerSteps.Take(i)))
            {
                yield return fault with { Path = $"transfer.innerSteps[{i}].{fault.Path}" };
            }
        }
    }

    /// <summary>A code must be an agency of that day, or have a successor then; a selector is resolved where the route names its agency, and else when a dossier comes.</summary>
    private bool Resolves(Route route, string toAgency) =>
        Selectors.Contains(toAgency) && route.Agency is null
            || (around.Agencies.Resolve(toAgency, route.Agency ?? "") is { } agency && around.Agencies.InForceOn(agency.Code, Day(route)) is not null);

    private DateOnly Day(Route route)
    {
        var day = PublishCheck.FirstDay(version, around.Today);
        return route.EffectiveFrom > day ? route.EffectiveFrom.Value : route.EffectiveTo < day ? route.EffectiveTo.Value : day;
    }

    private static long PlannedMinutes(TimeLimit limit) => limit.Unit switch
    {
        TimeUnit.Minute => limit.Value,
        TimeUnit.Hour => limit.Value * 60L,
        TimeUnit.WorkingDay or TimeUnit.CalendarDay or TimeUnit.SameDay => limit.Value * HoursPerDay * 60L,
        TimeUnit.Month => limit.Value * DaysPerMonth * HoursPerDay * 60L,
    };
}

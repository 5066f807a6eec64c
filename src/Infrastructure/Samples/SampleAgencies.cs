using OneStop.Domain.Agencies;

namespace OneStop.Infrastructure.Samples;

/// <summary>The sample agencies with the divisions that the routes name.</summary>
internal static class SampleAgencies
{
    public static IReadOnlyList<Agency> All()
    {
        var plain = SampleFiles.Agencies();
        var tree = new AgencyTree(plain);
        var divisions = SampleFiles.Routes().SelectMany(route => Divisions(route, tree)).Distinct().ToLookup(pair => pair.Agency, pair => pair.Division);
        return [.. plain.Select(agency => agency with { Divisions = [.. divisions[agency.Code]] })];
    }

    private static IEnumerable<(string Agency, string Division)> Divisions(SampleRoute route, AgencyTree tree) =>
        from step in route.Steps
        let agency = step.ToAgency is null ? route.OwnerAgency : tree.Resolve(step.ToAgency, route.OwnerAgency)?.Code
        where agency is not null
        from unit in (step.InnerSteps ?? []).Prepend(step).Select(part => part.Unit)
        where unit is not null
        select (agency, unit);
}

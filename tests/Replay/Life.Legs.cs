namespace OneStop.Replay;

/// <summary>What happens at the other agencies.</summary>
internal sealed partial class Life
{
    /// <summary>Every agency that has the dossier takes its leg, works through it and ends it.</summary>
    private async Task WorkAway(DateTimeOffset now)
    {
        foreach (var open in dossier.OpenTransfers)
        {
            await Finish(open, now);
        }
        dossier = (await office.Api.Get(Path, $"leader@{dossier.CompetentAgency.Code}")).Demand<Dossier>();
    }

    private async Task Finish(OpenLeg open, DateTimeOffset now)
    {
        var (at, handler) = (open.Agency.Code, $"handler@{open.Agency.Code}");
        var leg = (await office.Api.Get($"/api/v1/transfers/{open.Id}", handler)).Demand<Leg>();
        leg = await Do(leg, "accept", handler);
        while (leg.Step is { } step)
        {
            leg = await Do(leg, "steps/complete", $"{step.Role}@{at}");
        }
        await Do(leg, "complete", $"leader@{at}", leg.Decides ? new { outcome = "approved", result = Result(now) } : null);
    }

    private async Task<Leg> Do(Leg leg, string action, string official, object? body = null) =>
        (await office.Api.Post($"/api/v1/transfers/{leg.Id}/{action}", official, body ?? new { }, leg.Version)).Demand<Leg>();
}

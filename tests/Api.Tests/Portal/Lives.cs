using System.Text.Json.Nodes;
using OneStop.Api.Tests.Dossiers;

namespace OneStop.Api.Tests.Portal;

/// <summary>Lives of dossiers, one of each kind after the other.</summary>
internal static class Lives
{
    public const int Kinds = 9;

    public static async Task<JsonNode> Live(this PortalHost host, int kind)
    {
        var filed = await host.File(kind % 2 == 0 ? "online" : "counter");
        var dossier = (string)filed["status"]! == "registered" && kind % Kinds is not (0 or 8) ? await host.Act(filed, "accept", Stages.Reception) : filed;
        return (kind % Kinds) switch
        {
            0 => dossier,
            1 => dossier,
            2 => await host.Act(await host.Handled(dossier), "stop", Stages.Leader, Stages.Reason),
            3 => await host.Act(await host.Supplementing(dossier), "supplements", Stages.Reception, new { answers = new[] { new { defect = 1, message = "đã bổ sung" } } }),
            4 => await host.Act(await host.Handled(dossier), "financial-obligations", Stages.Handler, new { kind = "landTax", amountVnd = 1000, basis = "Thông báo 12" }),
            5 => await host.Supplementing(dossier),
            6 => await host.Resolved(dossier),
            7 => await host.Act(await host.Resolved(dossier), "return", Stages.ReturnDesk, new { via = "counter" }),
            _ => (string)dossier["status"]! == "registered" ? await host.Act(dossier, "refuse", Stages.Reception, Stages.Defects) : await host.Act(await host.Handled(dossier), "withdraw", Stages.Reception, Stages.Reason),
        };
    }

    public static async Task<JsonNode> Handled(this PortalHost host, JsonNode dossier) =>
        await host.Act(await host.Act(dossier, "steps/complete", Stages.Reception), "claim", Stages.Handler);

    public static async Task<JsonNode> Supplementing(this PortalHost host, JsonNode dossier) =>
        await host.Act(await host.Handled(dossier), "supplement-requests", Stages.Handler, Stages.Defects);

    public static async Task<JsonNode> Resolved(this PortalHost host, JsonNode dossier)
    {
        dossier = await host.Act(await host.Handled(dossier), "steps/complete", Stages.Handler);
        dossier = await host.Act(await host.Act(dossier, "claim", Stages.Head), "steps/complete", Stages.Head);
        dossier = await host.Act(await host.Act(dossier, "claim", Stages.Leader), "decide", Stages.Leader, new { outcome = "approved" });
        return await host.Act(await host.Act(dossier, "claim", Stages.Clerk), "result", Stages.Clerk, Stages.Result);
    }
}

using System.Text.Json.Nodes;
using OneStop.Api.Tests.Transfers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Dossiers;

/// <summary>Dossiers of the first citizen at every point of their life, each made anew by the calls that lead there.</summary>
internal static class Stages
{
    public const string Owner = "citizen1";
    public const string Reception = $"reception@{Office}";
    public const string ReturnDesk = $"returnDesk@{Office}";
    public const string Handler = $"handler@{Ward}";
    public const string Head = $"head@{Ward}";
    public const string Leader = $"leader@{Ward}";
    public const string Clerk = $"clerk@{Ward}";

    /// <summary>Has a leg in the route of household businesses.</summary>
    public const string Tax = "G12.817";

    public static readonly object Defects = new { defects = new[] { new { component = "02", code = "illegible", message = "Bản chụp mờ" } } };

    public static readonly object Result = new { typeCode = "KQ.G12.001041", number = "41A8000123", issuedOn = "2026-03-02", signer = "Trần Thị B" };

    public static readonly object Reason = new { reason = "theo đề nghị" };

    public static readonly Dictionary<string, Func<Task<JsonNode>>> All = new()
    {
        ["registered"] = Registered,
        ["registered, supplement asked"] = () => Then(Registered, "supplement-requests", Reception, Defects),
        ["received"] = Received,
        ["refused"] = () => Then(Registered, "refuse", Reception, Defects),
        ["free after a step"] = FreeAtHandler,
        ["handled"] = Handled,
        ["handled, extended"] = () => Then(Handled, "extend", Leader, new { by = new { value = 1, unit = "workingDay" }, reason = "xác minh" }),
        ["supplemented"] = Supplemented,
        ["awaiting supplement"] = Supplementing,
        ["awaiting payment"] = () => Then(Handled, "financial-obligations", Handler, new { kind = "landTax", amountVnd = 1000, basis = "Thông báo 12" }),
        ["at the leader"] = AtLeader,
        ["at the clerk, free"] = Decided,
        ["at the clerk"] = () => Then(Decided, "claim", Clerk),
        ["resolved"] = Resolved,
        ["resolved in a group that is not ready"] = async () => await UntilResolved(await RegisteredInGroup()),
        ["returned"] = () => Then(Resolved, "return", ReturnDesk, new { via = "counter" }),
        ["withdrawn"] = () => Then(Handled, "withdraw", Owner, Reason),
        ["stopped"] = () => Then(Handled, "stop", Leader, Reason),
        ["handled, late"] = Late,
        ["received before a split"] = BeforeSplit,
        ["at another agency"] = Away,
        ["back from another agency"] = async () =>
        {
            var dossier = await Away();
            await LegStages.LegActed((await LegStages.LegsOf(dossier))[0], "decline", $"head@{Tax}", Reason);
            return await LegStages.Now(dossier);
        },
        ["a leg beside its route"] = async () => await LegStages.DossierOf(await LegStages.Beside()),
        ["a leg beside its route came back"] = async () => await LegStages.DossierOf(
            await LegStages.LegActed(await LegStages.Beside(), "decline", $"head@{Elsewhere}", Reason)),
        ["reopened"] = () => Then(() => Then(Handled, "stop", Leader, Reason), "reopen", Leader, Reason),
    };

    public static Task<JsonNode> Registered()
    {
        var filing = Filing("online");
        return Filed(filing, Owner);
    }

    public static Task<JsonNode> Received() => Then(Registered, "accept", Reception);

    public static Task<JsonNode> FreeAtHandler() => Then(Received, "steps/complete", Reception);

    public static Task<JsonNode> Handled() => Then(FreeAtHandler, "claim", Handler);

    /// <summary>Three weeks after its reception; the clock stays there.</summary>
    private static async Task<JsonNode> Late()
    {
        Clock.Now = Monday;
        var dossier = await Handled();
        Clock.Now = Monday.AddDays(21);
        return dossier;
    }

    /// <summary>Received by the district in June 2025; the ward is the main one of its three successors.</summary>
    private static async Task<JsonNode> BeforeSplit()
    {
        Clock.Now = new DateTimeOffset(2025, 6, 23, 9, 0, 0, TimeSpan.FromHours(7));
        var filing = Filing("online");
        (filing["procedure"], filing["agency"]) = ("2.000720", "H17.25.40");
        var dossier = await Acted(await Filed(filing, Owner), "accept", "reception@H17.25.40");
        Clock.Now = Monday;
        // This clock jumps over the day on which the rows would have moved: the first act moves them.
        return await Acted(dossier, "unassign", $"oneStopHead@{Office}");
    }

    /// <summary>A household business whose tax code the tax office gives.</summary>
    public static Task<JsonNode> Away() => Then(
        () => Then(
            () => Then(
                () => Then(
                    async () =>
                    {
                        var filing = Filing("online");
                        filing["procedure"] = "1.001612";
                        return await Filed(filing, Owner);
                    },
                    "accept", Reception),
                "steps/complete", Reception),
            "claim", Handler),
        "steps/complete", Handler);

    public static Task<JsonNode> Supplementing() => Then(Handled, "supplement-requests", Handler, Defects);

    public static Task<JsonNode> Supplemented() =>
        Then(Supplementing, "supplements", Owner, new { answers = new[] { new { defect = 1, part = new { component = "02", originals = 1 } } } });

    public static Task<JsonNode> AtLeader()
    {
        Task<JsonNode> AtHead() => Then(() => Then(Handled, "steps/complete", Handler), "claim", Head);
        return Then(() => Then(AtHead, "steps/complete", Head), "claim", Leader);
    }

    public static Task<JsonNode> Decided() => Then(AtLeader, "decide", Leader, new { outcome = "approved" });

    public static Task<JsonNode> Resolved() => Then(() => Then(Decided, "claim", Clerk), "result", Clerk, Result);

    /// <summary>The root of a group of two that was registered online; the other one is left as it is.</summary>
    public static async Task<JsonNode> RegisteredInGroup(bool returnTogether = true) =>
        (await As(Owner).Ask("POST", "/api/v1/dossier-groups", Group("online", returnTogether))).Gives(201)["dossiers"]![0]!;

    /// <summary>A registered dossier on its way to a result that waits at the return desk.</summary>
    public static async Task<JsonNode> UntilResolved(JsonNode dossier)
    {
        dossier = await Acted(dossier, "accept", Reception);
        while ((string)dossier["status"]! != "resolved")
        {
            if (dossier["openTransfers"]!.AsArray() is [{ } open, ..])
            {
                var leg = (await As(Head).Ask("GET", $"/api/v1/transfers/{open["id"]}")).Gives(200).Body;
                await LegStages.LegActed(await LegStages.LegActed(leg, "accept", $"head@{open["agency"]!["code"]}"), "complete", $"head@{open["agency"]!["code"]}");
                dossier = await LegStages.Now(dossier);
                continue;
            }
            var step = dossier["route"]!.AsArray().Single(step => (string)step!["key"]! == (string)dossier["step"]!["key"]!)!;
            var by = $"{step["role"]}@{((string)step["role"]! is "reception" or "returnDesk" ? Office : Ward)}";
            dossier = dossier["assignee"] is null ? await Acted(dossier, "claim", by) : dossier;
            dossier = (bool)step["decides"]! && dossier["outcome"] is null ? await Acted(dossier, "decide", by, new { outcome = "approved" })
                : (string)step["role"]! == "clerk" ? await Acted(dossier, "result", by, Result)
                : await Acted(dossier, "steps/complete", by);
        }
        return dossier;
    }

    private static async Task<JsonNode> Then(Func<Task<JsonNode>> before, string path, string by, object? body = null) => await Acted(await before(), path, by, body);
}

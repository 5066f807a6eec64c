using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Api.Tests.Dossiers;
using OneStop.Infrastructure.Jobs;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Transfers;

/// <summary>Legs of the first citizen's dossiers at every point of their life, each made anew by the calls that lead there.</summary>
internal static class LegStages
{
    public const string Land = "H24.15";
    public const string Tax = "G12.842.21";

    /// <summary>Has no part in any of the stages until a leg is sent on to it.</summary>
    public const string Third = "H42.13";

    public static readonly object Reason = new { reason = "không thuộc thẩm quyền" };

    public static readonly Dictionary<string, Func<Task<JsonNode>>> All = new()
    {
        ["sent"] = Sent,
        ["sent, with inner steps"] = () => SentOf("1.013980", "H42.121", 3),
        ["sent, deciding"] = Deciding,
        ["sent, a supplement is asked"] = () => Supplementing(Sent),
        ["accepted"] = Accepted,
        ["accepted, with inner steps"] = Inner,
        ["accepted, inner steps done"] = async () => await LegActed(await LegActed(await Inner(), "steps/complete", "handler@H42.15.21"), "steps/complete", "leader@H42.15.21"),
        ["accepted, deciding"] = async () => await LegActed(await Deciding(), "accept", "reception@H42.15.21"),
        ["accepted, a payment is due"] = Paying,
        ["accepted, a supplement is asked"] = () => Supplementing(Accepted),
        ["completed"] = async () => await LegActed(await Accepted(), "complete", $"handler@{Land}"),
        ["declined"] = Declined,
        ["declined, sent another way"] = async () => await LegActed(await Declined(), "reroute", "head@H24.141", Another),
        ["forwarded"] = async () => await LegActed(await Sent(), "reroute", $"clerk@{Land}", Another),
        ["recalled"] = Recalled,
        ["recalled, sent another way"] = async () => await LegActed(await Recalled(), "reroute", "handler@H24.141", Another),
        ["consent by silence"] = Lapsed,
        ["no answer"] = () => Silent(Consultation),
        ["no answer, accepted"] = () => Silent(async () => await LegActed(await Consultation(), "accept", $"head@{Elsewhere}")),
        ["beside the route"] = () => Beside(),
        ["beside the route, accepted"] = async () => await LegActed(await Beside(), "accept", $"handler@{Elsewhere}"),
        ["beside the route, declined"] = async () => await LegActed(await Beside(), "decline", $"handler@{Elsewhere}", Reason),
        ["the dossier is withdrawn"] = async () =>
        {
            var leg = await Accepted();
            await Acted(await DossierOf(leg), "withdraw", Stages.Owner, Reason);
            return await Again(leg);
        },
    };

    public static readonly object Another = new { toAgency = Third, reason = "đúng thẩm quyền" };

    /// <summary>A leg of the route at the land office of the city, without inner steps; the commune decides later.</summary>
    public static Task<JsonNode> Sent() => SentOf("1.012817", "H24.141", 2, "thong-thuong");

    public static async Task<JsonNode> Accepted() => await LegActed(await Sent(), "accept", $"handler@{Land}");

    /// <summary>A leg of the route that ends with the decision.</summary>
    public static Task<JsonNode> Deciding() => SentOf("1.013988", "H42.121", 3);

    public static async Task<JsonNode> Inner() => await LegActed(await SentOf("1.013980", "H42.121", 3), "accept", "clerk@H42.15.21");

    /// <summary>A leg beside the route, at the neighbour of the ward.</summary>
    public static async Task<JsonNode> Beside(object? opening = null) =>
        (await Act(await Stages.Handled(), "transfers", Stages.Handler, opening ?? Opening())).Gives(201).Body;

    public static JsonObject Opening(string kind = "horizontal", string to = Elsewhere, int value = 1, string unit = "workingDay") => new()
    {
        ["kind"] = kind, ["toAgency"] = to, ["task"] = "Xác minh ranh giới", ["limit"] = new JsonObject { ["value"] = value, ["unit"] = unit },
        ["reason"] = "giáp ranh",
    };

    /// <summary>The dossier of the first citizen, taken in at the one-stop office of the competent agency where it has one.</summary>
    public static async Task<JsonNode> Received(string procedure, string competent, int parts, string? useCase = null, JsonObject? filing = null)
    {
        filing ??= Filing("online");
        (filing["procedure"], filing["agency"]) = (procedure, $"{competent}.01");
        filing["parts"] = new JsonArray([.. Enumerable.Range(1, parts).Select(i => new JsonObject { ["component"] = $"{i:00}", ["originals"] = 1 })]);
        if (useCase is not null)
        {
            filing["case"] = useCase;
        }
        return await Acted(await Filed(filing, Stages.Owner), "accept", $"reception@{competent}.01");
    }

    /// <summary>The first leg of a route that begins with one after the reception.</summary>
    public static async Task<JsonNode> SentOf(string procedure, string competent, int parts, string? useCase = null) =>
        (await LegsOf(await Acted(await Received(procedure, competent, parts, useCase), "steps/complete", $"reception@{competent}.01")))[0];

    /// <summary>The open legs of a dossier as it stands in an answer.</summary>
    public static async Task<JsonNode[]> LegsOf(JsonNode dossier) =>
        await Task.WhenAll(dossier["openTransfers"]!.AsArray().Select(leg => Read((string)leg!["id"]!)));

    public static Task<JsonNode> Again(JsonNode leg) => Read((string)leg["id"]!);

    /// <summary>The dossier as it stands now.</summary>
    public static Task<JsonNode> DossierOf(JsonNode leg) => Now(leg["dossier"]!);

    public static async Task<JsonNode> Now(JsonNode dossier) => (await As("admin").Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(200).Body;

    /// <summary>An action on the version at hand.</summary>
    public static Task<Answer> LegAct(JsonNode leg, string path, string by, object? body = null, params string[] headers) => As(by).Ask(
        "POST", $"/api/v1/transfers/{leg["id"]}/{path}", body ?? new { }, ["If-Match", $"\"{leg["version"]}\"", .. headers]);

    /// <summary>The leg after an action that must succeed.</summary>
    public static async Task<JsonNode> LegActed(JsonNode leg, string path, string by, object? body = null) => (await LegAct(leg, path, by, body)).Gives(200).Body;

    /// <summary>Moves the clock, and does what is due until then.</summary>
    public static async Task Wait(DateTimeOffset until)
    {
        Clock.Now = until;
        await Host.Services.GetRequiredService<DueJobRunner>().FinishUntil(until, CancellationToken.None);
    }

    private static async Task<JsonNode> Read(string id) => (await As("admin").Ask("GET", $"/api/v1/transfers/{id}")).Gives(200).Body;

    private static async Task<JsonNode> Declined() => await LegActed(await Sent(), "decline", $"head@{Land}", Reason);

    private static async Task<JsonNode> Recalled() => await LegActed(await Sent(), "recall", "leader@H24.141", Reason);

    /// <summary>The second leg of the route, at the tax office; it waits for the citizen's payment.</summary>
    private static async Task<JsonNode> Paying()
    {
        var land = await LegActed(await Inner(), "complete", "leader@H42.15.21");
        var tax = await LegActed((await LegsOf(await DossierOf(land)))[0], "accept", $"handler@{Tax}");
        await Acted(await DossierOf(tax), "financial-obligations", $"handler@{Tax}", new { kind = "registrationFee", amountVnd = 1000, basis = "Thông báo 12" });
        return await Again(tax);
    }

    private static async Task<JsonNode> Supplementing(Func<Task<JsonNode>> before)
    {
        var leg = await before();
        await Acted(await DossierOf(leg), "supplement-requests", $"handler@{Land}", Stages.Defects);
        return await Again(leg);
    }

    private static Task<JsonNode> Consultation() => Beside(Opening("consultation"));

    /// <summary>Four days after it was sent, and nobody answered.</summary>
    private static async Task<JsonNode> Silent(Func<Task<JsonNode>> before)
    {
        Clock.Now = Monday;
        var leg = await before();
        await Wait(Monday.AddDays(4));
        return await Again(leg);
    }

    private static Task<JsonNode> Lapsed() => Silent(() => SentOf("1.001266", "H17.121", 1));
}

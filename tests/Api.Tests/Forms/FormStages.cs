using System.Text.Json.Nodes;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Forms;

/// <summary>Dossiers of which each form can be printed, under either set.</summary>
internal static class FormStages
{
    /// <summary>The district that ended with June 2025, and its one-stop office: under the set of 2018.</summary>
    public const string District = "H17.25";
    public const string DistrictOffice = "H17.25.40";

    public static readonly DateTimeOffset June2025 = new(2025, 6, 2, 9, 0, 0, TimeSpan.FromHours(7));

    private static readonly object Apology = new { reason = "phải xác minh thực tế", expectedOn = "2027-03-01" };

    public static readonly Dictionary<string, Func<string, Task<JsonNode>>> All = new()
    {
        ["receipt"] = async set => await Received(set),
        ["supplement-request"] = async set => await Acted(await Received(set), "supplement-requests", At(set, "reception"), Stages.Defects),
        ["refusal"] = async set => await Acted(await Filed(set), "refuse", At(set, "reception"), Stages.Defects),
        ["apology"] = async set =>
        {
            var dossier = await Handled(set);
            Clock.Now = Clock.Now.AddDays(21);
            return await Acted(dossier, "apologies", At(set, "leader"), Apology);
        },
        ["stop-notice"] = async set => await Acted(await Handled(set), "stop", At(set, "leader"), Stages.Reason),
        ["control-slip"] = async set => await Acted(await Handled(set), "steps/complete", At(set, "handler")),
    };

    /// <summary>More time was granted to it before the due date.</summary>
    public static async Task<JsonNode> Extended(string set) =>
        await Acted(await Handled(set), "extend", At(set, "leader"), new { by = new { value = 2, unit = "workingDay" }, reason = "chờ kết quả đo đạc" });

    /// <summary>It was completed two days after its reception, and the whole time began anew.</summary>
    public static async Task<JsonNode> Restarted()
    {
        var asked = await Acted(await Handled("2025"), "supplement-requests", Stages.Handler, Stages.Defects);
        Clock.Now = Monday.AddDays(2);
        return await Acted(asked, "supplements", Stages.Owner, new { answers = new[] { new { defect = 1, part = new { component = "02", originals = 1 } } } });
    }

    /// <summary>An official of the set's agencies: reception at its one-stop office, the others where it is resolved.</summary>
    public static string At(string set, string role) => (set, role) switch
    {
        ("2018", "reception") => $"reception@{DistrictOffice}",
        ("2018", _) => $"{role}@{District}",
        (_, "reception") => Stages.Reception,
        _ => $"{role}@{Ward}",
    };

    public static async Task<JsonNode> Filed(string set, string owner = "Nguyễn Thị Hồng Ánh")
    {
        Clock.Now = set == "2018" ? June2025 : Monday;
        var filing = Filing("online");
        if (set == "2018")
        {
            (filing["procedure"], filing["agency"]) = ("2.000720", DistrictOffice);
        }
        (filing["owner"]!["fullName"], filing["owner"]!["address"]) = (owner, "12 Nguyễn Lương Bằng, Đà Nẵng");
        return await Desk.Filed(filing, Stages.Owner);
    }

    public static async Task<JsonNode> Received(string set) => await Acted(await Filed(set), "accept", At(set, "reception"));

    public static async Task<JsonNode> Handled(string set) =>
        await Acted(await Acted(await Received(set), "steps/complete", At(set, "reception")), "claim", At(set, "handler"));

    public static Task<Answer> Form(JsonNode dossier, string form, string by, params string[] headers) =>
        As(by).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/forms/{form}", null, headers);

    public static async Task<string> Page(JsonNode dossier, string form, string by, string language = "vi") =>
        System.Net.WebUtility.HtmlDecode((await Form(dossier, form, by, "Accept", "text/html", "Accept-Language", language)).Gives(200).Text);
}

using System.Text.Json.Nodes;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Transfers;

/// <summary>The hand-over slip, as data and as a page to print.</summary>
public sealed class SlipTests
{
    private const string Commune = "H42.121";

    [Test]
    public async Task It_names_job_deadline_and_what_is_handed_over_and_its_QR_nothing_personal()
    {
        var leg = await Leg();
        var printed = (await As($"reception@{leg["toAgency"]!["code"]}").Ask("GET", $"/api/v1/transfers/{leg["id"]}/slip")).Gives(200).Body;
        var slip = printed["slip"]!;
        Assert.That((string)slip["number"]!, Is.EqualTo($"{leg["dossier"]!["code"]}/1"));
        Assert.That((string)slip["qr"]!, Is.EqualTo($"onestop:{leg["dossier"]!["code"]}?transfer={leg["id"]}"));
        Assert.That((string)slip["dueAt"]!, Is.EqualTo((string)leg["dueAt"]!));
        Assert.That(slip["parts"]!.AsArray(), Is.Not.Empty);
        Assert.That((string)printed["qrSvg"]!, Does.StartWith("<svg"));
    }

    [TestCase("vi", "Phiếu chuyển, giao nhận hồ sơ")]
    [TestCase("en", "Hand-over slip")]
    public async Task It_is_a_page_in_the_language_asked_for_and_escapes_what_people_wrote(string language, string title)
    {
        var leg = await Leg("Lê <script>alert(1)</script> & \"An\"");
        var page = await As($"leader@{Commune}").Ask("GET", $"/api/v1/transfers/{leg["id"]}/slip", null, "Accept", "text/html", "Accept-Language", language);
        Assert.That(page.Status, Is.EqualTo(200));
        Assert.That(page.Text, Does.Contain(title).And.Contain("Lê &lt;script&gt;alert(1)&lt;/script&gt; &amp;").And.Not.Contain("<script"));
        Assert.That(page.Header("Content-Security-Policy"), Does.StartWith("default-src 'none'"));
    }

    [Test]
    public async Task It_is_for_officials_on_the_way()
    {
        var leg = await Leg();
        Assert.That((await As($"leader@{Elsewhere}").Ask("GET", $"/api/v1/transfers/{leg["id"]}/slip")).Code, Is.EqualTo("transfer.exists"));
        Assert.That((await As("citizen2").Ask("GET", $"/api/v1/transfers/{leg["id"]}/slip")).Code, Is.EqualTo("transfer.exists"));
    }

    /// <summary>A leg of the route at the land office.</summary>
    private static async Task<JsonNode> Leg(string owner = "Nguyễn Văn A")
    {
        var filing = Filing();
        (filing["procedure"], filing["agency"]) = ("1.013988", Commune);
        filing["owner"]!["fullName"] = owner;
        var procedure = (await As("admin").Ask("GET", "/api/v1/procedures/1.013988")).Gives(200).Body;
        filing["parts"] = new JsonArray([.. procedure["components"]!.AsArray().Where(c => (bool)c!["required"]!)
            .Select(c => new JsonObject { ["component"] = (string)c!["code"]!, ["originals"] = 1 })]);
        var dossier = await Acted(await Filed(filing, $"reception@{Commune}"), "steps/complete", $"reception@{Commune}");
        return (await As($"leader@{Commune}").Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/transfers")).Gives(200)["items"]![0]!;
    }
}

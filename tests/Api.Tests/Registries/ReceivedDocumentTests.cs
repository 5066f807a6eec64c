using System.Text.Json.Nodes;
using OneStop.Api.Tests.Access;
using OneStop.Api.Tests.Audit;
using OneStop.Api.Tests.Dossiers;
using OneStop.Api.Tests.Transfers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Registries;

/// <summary>Documents that come in from another vendor's system.</summary>
public sealed class ReceivedDocumentTests
{
    private HttpClient vendor = null!;
    private JsonNode dossier = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        vendor = await Vendor();
        dossier = await Filed();
        (await As(Stages.Reception).Ask("POST", "/api/v1/registries/documents", new
        {
            dossier = (string)dossier["id"]!, recipient = "H17.06", number = "12/CV", title = "Xác minh", sha256 = new string('a', 64),
        })).Gives(202);
    }

    [Test]
    public async Task A_document_comes_in_once_and_stands_with_its_dossier_as_the_fixtures_say()
    {
        var message = Message("registries/received-message");
        var taken = (await Send(message)).Gives(200).Body;
        Assert.That(taken.AsObject().Select(field => field.Key), Is.EquivalentTo(Fixture("registries/received-answer").Select(field => field.Key)));
        foreach (var field in new[] { "id", "sender", "number", "title", "issuedOn", "sha256", "url" })
        {
            Assert.That((string?)taken[field], Is.EqualTo((string?)message[field]), field);
        }
        Assert.That((string?)taken["dossier"], Is.EqualTo((string?)dossier["id"]));

        Assert.That((await Send(message)).Gives(200).Body.ToJsonString(), Is.EqualTo(taken.ToJsonString()));
        message["title"] = "Khác";
        (await Send(message)).Gives(409, "registry.document-is-the-same");

        var listed = (await As(Stages.Reception).Ask("GET", $"/api/v1/registries/documents/received?dossier={dossier["code"]}")).Gives(200)["items"]!.AsArray();
        Assert.That(listed.Count(one => (string)one!["id"]! == (string)taken["id"]!), Is.EqualTo(1));
        (await As(Stages.Reception).Ask("GET", "/api/v1/registries/documents/received?limit=1")).Gives(200);
        (await As($"handler@{Elsewhere}").Ask("GET", $"/api/v1/registries/documents/received?dossier={dossier["code"]}")).Gives(404, "dossier.exists");
        (await vendor.Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(403);
    }

    [Test]
    public async Task The_agency_of_a_leg_hands_in_what_belongs_to_it()
    {
        var leg = await LegStages.Beside();
        var message = Changed("dossier", (string)(await LegStages.DossierOf(leg))["code"]!);
        (message["sender"], message["transfer"]) = (Elsewhere, (string)leg["id"]!);
        Assert.That((string?)(await Send(message)).Gives(200)["transfer"], Is.EqualTo((string?)leg["id"]));
        var id = (string)message["id"]!;
        Assert.That(await Lists(Stages.Reception, id), Is.True);
        Assert.That(await Lists($"handler@{Elsewhere}", id), Is.False, "who has a leg alone does not see the dossier whole");
        (message["id"], message["sender"]) = (Guid.CreateVersion7().ToString(), Ward);
        (await Send(message)).Gives(409, "registry.leg-is-the-senders");
    }

    [Test]
    public async Task Who_takes_no_part_in_a_dossier_hands_nothing_in()
    {
        (await Send(Changed("dossier", "H17.122.01-20990101-0000001"))).Gives(404, "dossier.exists");
        (await Send(Changed("sender", "H17.121"))).Gives(404, "dossier.exists");
        (await Send(Changed("sender", "H27.06"))).Gives(403, "registry.sender-is-the-clients");
        (await Send(Changed("transfer", Guid.CreateVersion7().ToString()))).Gives(409, "registry.leg-is-the-senders");
        (await As(Stages.Reception).Ask("POST", "/api/v1/registries/documents/received", Message("registries/received-message"))).Gives(403, "request.permitted");

        var trial = await Filed();
        Tables.Run($"UPDATE Dossiers SET Test = 1 WHERE Code = '{trial["code"]}'", Host.Database);
        var message = Changed("dossier", (string)trial["code"]!);
        message["sender"] = Office;
        (await Send(message)).Gives(404, "dossier.exists");
    }

    [TestCase("id", "1")]
    [TestCase("sha256", "abc")]
    [TestCase("url", "file:///etc/passwd")]
    [TestCase("issuedOn", "03/03/2026")]
    [TestCase("number", "")]
    public async Task A_malformed_document_is_refused(string field, string value) => (await Send(Changed(field, value))).Gives(400);

    [Test]
    public async Task What_is_too_long_is_refused()
    {
        Assert.That((await Send(Changed("title", new string('a', 501)))).Gives(400).Faults, Is.EqualTo(new[] { "title field.within-length" }));
        Assert.That((await Send(Changed("url", $"https://a/{new string('a', 1_000)}"))).Gives(400).Faults, Is.EqualTo(new[] { "url field.within-length" }));
    }

    private static async Task<bool> Lists(string official, string document) =>
        (await As(official).Ask("GET", "/api/v1/registries/documents/received?limit=200")).Gives(200)["items"]!.AsArray().Any(one => (string)one!["id"]! == document);

    private static JsonObject Fixture(string name) => JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(Sources.Root, "docs", $"{name}.json")))!.AsObject();

    private static async Task<HttpClient> Vendor()
    {
        var clientId = $"vendor-{Guid.NewGuid():N}"[..20];
        var made = (await As("admin").Ask("POST", "/api/v1/clients", new
        {
            clientId, displayName = "Hệ thống văn bản", test = false, grant = new { scopes = new[] { "documents.exchange" }, agencies = new[] { "H17" } },
        })).Gives(201);
        var secret = (await As("admin").Ask("POST", $"/api/v1/clients/{made["id"]}/secrets", new { }, "If-Match", $"\"{made["version"]}\"")).Gives(201)["secret"]!;
        using var answer = await Host.SignIn(("grant_type", "client_credentials"), ("client_id", clientId), ("client_secret", (string)secret!));
        var client = Host.CreateClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {(await answer.Json()).Text("access_token")}");
        return client;
    }

    private JsonObject Message(string name)
    {
        var message = Fixture(name);
        message["id"] = Guid.CreateVersion7().ToString();
        message["dossier"] = (string)dossier["code"]!;
        return message;
    }

    private JsonObject Changed(string field, string value)
    {
        var message = Message("registries/received-message");
        message[field] = value;
        return message;
    }

    private Task<Answer> Send(JsonNode message) => vendor.Ask("POST", "/api/v1/registries/documents/received", message);
}

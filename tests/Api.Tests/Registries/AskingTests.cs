using System.Text.Json.Nodes;
using OneStop.Api.Tests.Audit;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Registries;

/// <summary>What may be asked of the registries, about whom, how often, and who can read that it was.</summary>
public sealed class AskingTests
{
    private const string Stranger = "048090777001";

    [Test]
    public async Task For_a_dossier_for_trying_out_nothing_is_asked_and_nothing_is_sent()
    {
        var dossier = await Filed();
        Tables.Run($"UPDATE Dossiers SET Test = 1 WHERE Code = '{dossier["code"]}'", Host.Database);
        var calls = Rows()["RegistryCalls"];
        (await LookUp(dossier, Own(dossier), Stages.Reception)).Gives(409, "registry.is-no-trial");
        (await Send(dossier, "https://vb.example.vn/1")).Gives(409, "registry.is-no-trial");
        Assert.That(Rows()["RegistryCalls"], Is.EqualTo(calls));
        Assert.That(Tables.Rows($"SELECT * FROM OutgoingDocuments o INNER JOIN Dossiers d ON d.Id = o.DossierId WHERE d.Code = '{dossier["code"]}'", Host.Database), Is.Empty);
    }

    [TestCase("javascript:alert(1)")]
    [TestCase("file:///etc/passwd")]
    [TestCase("/a/b")]
    public async Task A_document_is_fetched_by_http_or_not_at_all(string url) => Assert.That(
        (await Send(await Filed(), url)).Gives(400).Faults, Is.EqualTo(new[] { "url field.well-formed" }));

    [Test]
    public async Task Strangers_are_asked_about_in_measure_with_a_dossier_as_without()
    {
        const string By = "reception@H17.121.01";
        var dossier = await Filed(FilingAt("H17.121.01"), By);
        var withForm = FilingAt("H17.121.01");
        withForm["formData"] = new JsonObject { ["heirs"] = new JsonArray(new JsonObject { ["number"] = "048090777002" }) };
        var inherited = await Filed(withForm, By);

        for (var asked = 0; asked < 60; asked++)
        {
            (await LookUp(dossier, Stranger, By)).Gives(200);
        }
        (await LookUp(dossier, Stranger, By)).Gives(429, "registry.asks-in-measure");
        (await LookUp(null, Stranger, By)).Gives(429, "registry.asks-in-measure");
        (await LookUp(dossier, Own(dossier), By)).Gives(200);
        (await LookUp(inherited, "048090777002", By)).Gives(200);
        (await LookUp(inherited, Own(dossier), By)).Gives(429, "registry.asks-in-measure");

        var noted = (await As("admin").Ask("GET", $"/api/v1/registries/calls?dossier={dossier["id"]}&limit=200")).Gives(200)["items"]!.AsArray();
        Assert.That(noted.Count(call => (bool)call!["ofDossier"]!), Is.EqualTo(1));
        Assert.That(noted, Has.Count.EqualTo(61).And.All.Matches<JsonNode?>(call => (string?)call!["purpose"] == "verifyDeclaration" || (string?)call["purpose"] == "filing"));
    }

    [Test]
    public async Task Nobody_asks_more_than_so_often_in_an_hour()
    {
        const string By = "reception@H17.123";
        var dossier = await Filed(FilingAt("H17.123"), By);
        (await LookUp(dossier, Own(dossier), By)).Gives(200);
        Tables.Run(
            $"""
            WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 298)
            INSERT INTO RegistryCalls (Id, At, ActorId, Registry, Purpose, DossierId, OfDossier, Agency, Asked, Outcome, Milliseconds)
            SELECT randomblob(16), c.At, c.ActorId, c.Registry, c.Purpose, c.DossierId, 1, c.Agency, c.Asked, c.Outcome, c.Milliseconds
            FROM RegistryCalls c INNER JOIN Dossiers d ON d.Id = c.DossierId, n WHERE d.Code = '{dossier["code"]}'
            """,
            Host.Database);
        (await LookUp(dossier, Own(dossier), By)).Gives(200);
        (await LookUp(dossier, Own(dossier), By)).Gives(429, "registry.asks-in-measure");
    }

    [Test]
    public async Task The_owner_reads_in_the_access_journal_that_a_registry_was_asked_about_them()
    {
        var dossier = (await As("citizen1").Ask("POST", "/api/v1/dossiers", Filing("online"))).Gives(201).Body;
        (await LookUp(dossier, Stranger, Stages.Reception)).Gives(200);
        Assert.That(await Asked(dossier), Is.Empty, "of others the owner learns nothing");

        (await LookUp(dossier, Own(dossier), Stages.Reception)).Gives(200);
        var line = (await Asked(dossier)).Single();
        Assert.That(((string)line["by"]!, (string)line["account"]!["userName"]!, (string)line["agency"]!["code"]!), Is.EqualTo(("official", Stages.Reception, Office)));
        Assert.That(line.ToJsonString(), Does.Not.Contain(Own(dossier)));
    }

    private static async Task<IReadOnlyList<JsonNode>> Asked(JsonNode dossier) =>
        [.. (await As("citizen1").Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/access-journal?limit=200")).Gives(200)["items"]!.AsArray()
            .Where(line => (string)line!["what"]! == "registry").Select(line => line!)];

    private static JsonObject FilingAt(string agency)
    {
        var filing = Filing();
        filing["agency"] = agency;
        return filing;
    }

    private static string Own(JsonNode dossier) =>
        (string)Tables.Rows($"SELECT json_extract(Details, '$.owner.personalId') FROM Dossiers WHERE Code = '{dossier["code"]}'", Host.Database)[0][0]!;

    private static Task<Answer> LookUp(JsonNode? dossier, string number, string by) => As(by).Ask(
        "POST", "/api/v1/registries/persons/lookup", new { number, purpose = dossier is null ? "filing" : "verifyDeclaration", dossier = (string?)dossier?["id"] });

    private static Task<Answer> Send(JsonNode dossier, string url) => As(Stages.Reception).Ask(
        "POST", "/api/v1/registries/documents",
        new { dossier = (string)dossier["id"]!, recipient = "H17.06", number = "12/CV-UBND", title = "Xác minh", sha256 = new string('a', 64), url });
}

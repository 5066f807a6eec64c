using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OneStop.Api.Simulators;
using OneStop.Api.Tests.Access;
using OneStop.Api.Tests.Audit;
using OneStop.Api.Tests.Dossiers;
using OneStop.Infrastructure.Registries;

namespace OneStop.Api.Tests.Registries;

/// <summary>Questions to the simulated registries.</summary>
public sealed class RegistryTests
{
    private const string Controller = "procedureControl@H17";

    private WebApplication simulator = null!;
    private TestHost host = null!;
    private JsonNode dossier = null!;
    private string address = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        simulator = SimulatorHost.Build(["--Simulators:Urls=http://127.0.0.1:0"]);
        await simulator.StartAsync();
        address = simulator.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        host = Host(new Dictionary<string, string>
        {
            ["Registries:Persons:Url"] = $"{address}/registries/persons", ["Registries:Persons:Key"] = "k", ["Registries:Enterprises:Url"] = $"{address}/registries/enterprises",
            ["Registries:Documents:Url"] = $"{address}/registries", ["Registries:Persons:Seconds"] = "60", ["Registries:Enterprises:Seconds"] = "60",
            ["Registries:Documents:Seconds"] = "60",
        });
        dossier = (await host.Client(Stages.Reception).Ask("POST", "/api/v1/dossiers", Desk.Filing())).Gives(201).Body;
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await host.DisposeAsync();
        await simulator.DisposeAsync();
    }

    [Test]
    public async Task Officials_who_work_on_a_dossier_ask_about_it_and_every_question_is_noted()
    {
        var found = (await LookUp("persons", "048090123456")).Gives(200);
        Assert.That(((bool)found["found"]!, (string?)found["record"]!["status"]), Is.EqualTo((true, "alive")));
        Assert.That((string?)found["record"]!["name"], Is.Not.Empty);
        Assert.That((bool)(await LookUp("persons", "048090129005")).Gives(200)["found"]!, Is.False);

        var calls = (await Ask(Controller, "GET", $"/registries/calls?dossier={dossier["id"]}&limit=200")).Gives(200);
        var noted = calls["items"]!.AsArray().Single(call => (string)call!["id"]! == (string)found["call"]!)!;
        Assert.That(
            ((string?)noted["outcome"], (string?)noted["registry"], (string?)noted["purpose"], (string?)noted["dossierId"]),
            Is.EqualTo(("found", "persons", "verifyDeclaration", (string?)dossier["id"])));
        Assert.That(Tables.WhereIs(host.Database, "048090123456"), Is.Empty);
        var page = (await Ask(Controller, "GET", "/registries/calls?limit=1&registry=persons")).Gives(200);
        (await Ask(Controller, "GET", $"/registries/calls?limit=1&registry=persons&cursor={page["next"]}")).Gives(200);
        (await Ask(Controller, "GET", "/registries/calls?dossier=none")).Gives(404, "dossier.exists");
    }

    [TestCase("048090129001", 502, "registry.accepts-question", "rejected")]
    [TestCase("048090129003", 503, "registry.is-available", "unavailable")]
    [TestCase("048090129004", 503, "registry.is-available", "unavailable")]
    [TestCase("048090129006", 502, "registry.answer-is-sound", "unsound")]
    [TestCase("048090129007", 502, "registry.answer-is-sound", "unsound")]
    public async Task A_registry_that_fails_is_a_problem_of_its_own_and_noted(string number, int status, string code, string outcome)
    {
        var asked = await host.Client(Stages.Reception).Ask("POST", "/api/v1/registries/enterprises/lookup", new { number, purpose = "filing" });
        asked.Gives(status, code);
        Assert.That(Tables.Rows("SELECT Outcome FROM RegistryCalls ORDER BY At DESC, Id DESC", host.Database)[0][0], Is.EqualTo(outcome));
        Assert.That(asked.Text, Does.Not.Contain(number));
    }

    /// <summary>Apart from the others, so that nothing else has to be so fast.</summary>
    [Test]
    public async Task A_registry_that_is_too_slow_is_a_problem_of_its_own_and_noted()
    {
        await using var hurried = Host(new Dictionary<string, string> { ["Registries:CivilStatus:Url"] = $"{address}/registries/civil-status", ["Registries:CivilStatus:Seconds"] = "1" });
        (await hurried.Client(Stages.Reception).Ask("POST", "/api/v1/registries/civil-status/lookup", new { number = "048090129002", purpose = "filing" }))
            .Gives(504, "registry.answers-in-time");
        Assert.That(Tables.Rows("SELECT Outcome FROM RegistryCalls", hurried.Database).Single()[0], Is.EqualTo("timedOut"));
    }

    [Test]
    public async Task Who_does_not_work_on_the_dossier_asks_nothing()
    {
        var before = Tables.Rows("SELECT * FROM RegistryCalls WHERE Registry = 'civilStatus'", host.Database).Count;
        (await LookUp("civil-status", "048090123456", "handler@H17.121")).Gives(404, "dossier.exists");
        (await LookUp("civil-status", "048090123456", "leader@H17")).Gives(403, "registry.asker-works-on-it");
        (await LookUp("civil-status", "048090123456", "citizen1")).Gives(403, "request.permitted");
        (await LookUp("civil-status", "048090123456", "admin")).Gives(403, "request.permitted");
        (await Ask(Stages.Handler, "POST", "/registries/persons/lookup", new { number = "048090123456", purpose = "filing" })).Gives(400, "registry.dossier-is-named");
        (await Ask(Stages.Reception, "POST", "/registries/persons/lookup", new { number = "048 ' 1", purpose = "filing" })).Gives(400);
        (await Ask(Stages.Handler, "GET", "/registries/calls")).Gives(403);
        Assert.That(Tables.Rows("SELECT * FROM RegistryCalls WHERE Registry = 'civilStatus'", host.Database), Has.Count.EqualTo(before));
        (await LookUp("civil-status", "048090123456")).Gives(503, "registry.is-connected");
    }

    [TestCase("Xác minh hồ sơ", "sent")]
    [TestCase("Xác minh SIM-UNAVAILABLE-1", "sent")]
    [TestCase("Xác minh SIM-REJECT", "rejected")]
    [TestCase("Xác minh SIM-BUSY-1", "sent")]
    public async Task A_document_is_sent_until_it_is_confirmed_or_refused(string title, string state)
    {
        var queued = (await Ask(Stages.Handler, "POST", "/registries/documents", Document(title))).Gives(202);
        for (var look = 0; look < 3_000; look++)
        {
            await host.Services.GetRequiredService<DocumentSender>().SendDue(default);
            var now = (await Ask(Stages.Handler, "GET", $"/registries/documents/{queued["id"]}")).Gives(200);
            if ((string)now["state"]! != "waiting")
            {
                Assert.That((string)now["state"]!, Is.EqualTo(state), now.Text);
                (await Ask("handler@H17.121", "GET", $"/registries/documents/{queued["id"]}")).Gives(404, "registry.document-exists");
                await IsListedAndSentAgain((string)queued["id"]!, state);
                return;
            }
            await Task.Delay(20);
        }
        Assert.Fail("it is not sent");
    }

    [Test]
    public async Task Without_a_dossier_reception_asks_for_filing_only_and_in_measure()
    {
        const string Other = "reception@H17.121.01";
        object Question(string purpose) => new { number = "048090123456", purpose };
        (await Ask(Other, "POST", "/registries/civil-status/lookup", Question("verifyDeclaration"))).Gives(400, "registry.dossier-is-named");
        for (var asked = 0; asked < 60; asked++)
        {
            (await Ask(Other, "POST", "/registries/civil-status/lookup", Question("filing"))).Gives(503, "registry.is-connected");
        }
        (await Ask(Other, "POST", "/registries/civil-status/lookup", Question("filing"))).Gives(429, "registry.asks-in-measure");
    }

    [Test]
    public async Task A_document_under_one_key_is_queued_once()
    {
        var first = (await Ask(Stages.Handler, "POST", "/registries/documents", Document("Một lần"), "Idempotency-Key", "document-1")).Gives(202);
        var again = (await Ask(Stages.Handler, "POST", "/registries/documents", Document("Một lần"), "Idempotency-Key", "document-1")).Gives(202);
        Assert.That((string?)again["id"], Is.EqualTo((string?)first["id"]));
    }

    private static TestHost Host(IReadOnlyDictionary<string, string> settings) => new(
        services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new MovableClock(Desk.Monday))), settings: settings);

    private async Task IsListedAndSentAgain(string id, string state)
    {
        async Task<bool> Lists(string user) => (await Ask(user, "GET", $"/registries/documents?state={state}&limit=200")).Gives(200)["items"]!.AsArray().Any(row => (string)row!["id"]! == id);
        Assert.That((await Lists(Stages.Handler), await Lists("handler@H17.121")), Is.EqualTo((true, false)));
        var page = (await Ask(Stages.Handler, "GET", "/registries/documents?limit=1&count=exact")).Gives(200);
        if (page["next"] is { } next)
        {
            (await Ask(Stages.Handler, "GET", $"/registries/documents?limit=1&cursor={next}")).Gives(200);
        }
        (await Ask("handler@H17.121", "POST", $"/registries/documents/{id}/resend")).Gives(404, "registry.document-exists");
        var again = await Ask(Stages.Handler, "POST", $"/registries/documents/{id}/resend");
        if (state == "sent")
        {
            again.Gives(409, "registry.document-is-not-sent");
            return;
        }
        Assert.That((string?)again.Gives(202)["state"], Is.EqualTo("waiting"));
    }

    private object Document(string title) => new
    {
        dossier = (string)dossier["id"]!, recipient = "H17.06", number = "12/CV-UBND", title, sha256 = new string('a', 64),
    };

    private Task<Answer> LookUp(string registry, string number, string user = Stages.Handler) =>
        Ask(user, "POST", $"/registries/{registry}/lookup", new { number, purpose = "verifyDeclaration", dossier = (string)dossier["id"]! });

    private Task<Answer> Ask(string user, string method, string place, object? body = null, params string[] headers) => host.Client(user).Ask(method, $"/api/v1{place}", body, headers);
}

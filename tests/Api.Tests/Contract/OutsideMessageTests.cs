using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MimeKit;
using OneStop.Api.Simulators;
using OneStop.Api.Tests.Access;
using OneStop.Api.Tests.Dossiers;
using OneStop.Api.Tests.Notifications;
using OneStop.Application.Contract;
using OneStop.Domain.Notifications;
using OneStop.Infrastructure.Notifications;
using OneStop.Infrastructure.Registries;

namespace OneStop.Api.Tests.Contract;

/// <summary>What the engine sends over the wire is what the fixtures say, and what they answer is read.</summary>
public sealed class OutsideMessageTests
{
    private Recorder recorder = null!;
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        recorder = await Recorder.Start();
        var settings = new Dictionary<string, string>
        {
            ["Notifications:Gateway:Url"] = $"{recorder.Url}/send", ["Notifications:Gateway:Key"] = "gateway-key",
        };
        foreach (var name in new[] { "Persons", "Enterprises", "CivilStatus", "Documents" })
        {
            settings[$"Registries:{name}:Url"] = $"{recorder.Url}/{name}";
            settings[$"Registries:{name}:Key"] = $"{name}-key";
            settings[$"Registries:{name}:Seconds"] = "60";
        }
        host = new TestHost(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new MovableClock(Desk.Monday))), settings: settings);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await host.DisposeAsync();
        await recorder.DisposeAsync();
    }

    [Test]
    public void Every_message_has_a_fixture_that_is_valid_and_there_is_no_other()
    {
        var files = new[] { "registries", "messages" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Sources.Root, "docs", folder), "*.json")
            .Select(file => $"{folder}/{Path.GetFileNameWithoutExtension(file)}"));
        Assert.That(files, Is.EquivalentTo(OutsideMessages.All.Keys));
        foreach (var (name, fields) in OutsideMessages.All)
        {
            Assert.That(Faults(Fixture(name), fields), Is.Empty, name);
            foreach (var field in fields.Where(field => field.Presence == FieldPresence.Filled))
            {
                var without = Fixture(name);
                without.AsObject().Remove(field.Name);
                Assert.That(Faults(without, fields), Is.EqualTo(new[] { $"data.{field.Name} Missing" }), name);
            }
        }
    }

    [TestCase("messages/gateway-receipt", """{ "id": "1", "status": "sent", "reference": 5, "other": true }""", "id malformed", "status unknownCode", "reference malformed", "other unknown")]
    [TestCase("registries/person-answer", """{ "error_code": 0, "data": { "name": "A", "date": "12/05/1990" } }""", "data.date malformed")]
    [TestCase("registries/document-message", """{ "id": "0195541c-7a00-7000-8000-000000000001", "recipient": "H 17", "number": "1", "title": "", "sha256": "a", "url": "ftp://a" }""",
        "recipient malformed", "title missing", "sha256 malformed", "url malformed")]
    public async Task A_message_is_checked_field_by_field(string message, string data, params string[] faults)
    {
        var verdict = (await Desk.As(Stages.Leader).Ask("POST", "/api/v1/messages/validate", new JsonObject { ["message"] = message, ["data"] = JsonNode.Parse(data) })).Gives(200);
        Assert.That((bool)verdict["valid"]!, Is.False);
        Assert.That(
            verdict["faults"]!.AsArray().Select(fault => $"{((string)fault!["field"]!)["data.".Length..]} {fault["fault"]}"), Is.EqualTo(faults));
    }

    [Test]
    public async Task A_message_without_name_or_form_is_not_checked() => Assert.That(
        (await Desk.As(Stages.Leader).Ask("POST", "/api/v1/messages/validate", new { message = "none", data = 1 })).Gives(400).Faults,
        Is.EqualTo(new[] { "message field.in-list", "data field.well-formed" }));

    [TestCase("persons", "person", "Persons")]
    [TestCase("enterprises", "enterprise", "Enterprises")]
    [TestCase("civil-status", "civil-status", "CivilStatus")]
    public async Task A_question_is_asked_and_its_answer_read_as_the_fixtures_say(string place, string name, string system)
    {
        var (question, answer) = (Fixture($"registries/{name}-question"), Fixture($"registries/{name}-answer"));
        recorder.Answer = answer;
        recorder.Taken();
        var dossier = (await host.Client(Stages.Reception).Ask("POST", "/api/v1/dossiers", Desk.Filing())).Gives(201).Body;
        var body = question.DeepClone();
        body["dossier"] = (string)dossier["id"]!;
        var found = (await host.Client(Stages.Reception).Ask("POST", $"/api/v1/registries/{place}/lookup", body)).Gives(200);

        var call = recorder.Taken().Single();
        Assert.That(call.Body.ToJsonString(), Is.EqualTo(question.ToJsonString()));
        Assert.That(
            (call.Line, call.ContentType, call.Authorization, call.RequestId),
            Is.EqualTo(($"POST /{system}/lookup", "application/json; charset=utf-8", $"Bearer {system}-key", (string)found["call"]!)));
        foreach (var (field, value) in answer["data"]!.AsObject())
        {
            Assert.That((string?)found["record"]![field], Is.EqualTo((string?)value), field);
        }
    }

    [Test]
    public async Task A_document_is_sent_and_confirmed_as_the_fixtures_say()
    {
        var (message, answer) = (Fixture("registries/document-message"), Fixture("registries/document-answer"));
        recorder.Answer = answer;
        recorder.Taken();
        var dossier = (await host.Client(Stages.Reception).Ask("POST", "/api/v1/dossiers", Desk.Filing())).Gives(201).Body;
        var body = message.DeepClone().AsObject();
        body.Remove("id");
        body["dossier"] = (string)dossier["id"]!;
        var queued = (await host.Client(Stages.Reception).Ask("POST", "/api/v1/registries/documents", body)).Gives(202);
        await host.Services.GetRequiredService<DocumentSender>().SendDue(default);
        var sent = await Until(
            async () => (await host.Client(Stages.Reception).Ask("GET", $"/api/v1/registries/documents/{queued["id"]}")).Gives(200).Body, one => (string)one["state"]! != "waiting");

        var call = recorder.Taken()[0];
        message["id"] = (string)queued["id"]!;
        Assert.That(call.Body.ToJsonString(), Is.EqualTo(message.ToJsonString()));
        Assert.That((call.Line, call.RequestId, call.Authorization), Is.EqualTo(("POST /Documents/documents", (string)queued["id"]!, "Bearer Documents-key")));
        Assert.That(((string)sent["state"]!, (string)sent["receipt"]!), Is.EqualTo(("sent", (string)answer["data"]!["receipt"]!)));
    }

    [Test]
    public async Task A_message_goes_to_the_gateway_as_the_fixture_says_and_its_answer_is_read()
    {
        var (message, answer) = (Fixture("messages/gateway-message"), Fixture("messages/gateway-answer"));
        recorder.Answer = answer;
        recorder.Taken();
        var outcome = await host.Services.GetRequiredService<GatewaySender>().Send(
            new OutgoingMessage(Guid.Parse((string)message["id"]!), NoticeChannel.Sms, (string)message["to"]!, null, (string)message["text"]!), default);

        var call = recorder.Taken().Single();
        Assert.That(call.Body.ToJsonString(), Is.EqualTo(message.ToJsonString()));
        Assert.That((call.Line, call.Authorization), Is.EqualTo(("POST /send", "Bearer gateway-key")));
        Assert.That((outcome.Result, outcome.Reference), Is.EqualTo((SendResult.Accepted, (string)answer["reference"]!)));
    }

    [Test]
    public async Task A_receipt_of_the_gateway_is_taken_as_the_fixture_says()
    {
        var receipt = Fixture("messages/gateway-receipt");
        var written = Messages.Written(host.Database, "sent");
        receipt["id"] = (string)written["id"]!;
        var headers = Messages.Signed(Guid.Parse((string)written["id"]!), (string)receipt["status"]!, (string)receipt["reference"]!, (string)receipt["error"]!);
        Assert.That((string)(await host.CreateClient().Ask("POST", "/api/v1/notifications/receipts", receipt, headers)).Gives(200)["status"]!, Is.EqualTo("failed"));
    }

    [Test]
    public async Task A_mail_goes_to_the_server_as_the_fixture_says()
    {
        var fixture = Fixture("messages/mail");
        await using var server = SimulatorHost.Build(["--Simulators:Urls=http://127.0.0.1:0", "--Simulators:SmtpPort=0"]);
        await server.StartAsync();
        var simulator = server.Services.GetRequiredService<MailSimulator>();
        var sender = new MailSender(new NotificationOptions
        {
            Smtp = new SmtpOptions { Host = "127.0.0.1", Port = simulator.Port!.Value, Tls = "none", From = (string)fixture["from"]! },
        });
        var id = Guid.Parse("0195541c-7a00-7000-8000-000000000001");
        await sender.Send(new OutgoingMessage(id, NoticeChannel.Email, (string)fixture["to"]!, (string)fixture["subject"]!, (string)fixture["text"]!), default);

        using var taken = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(simulator.Taken.Single().Content));
        var mail = await MimeMessage.LoadAsync(taken);
        var wire = new JsonObject
        {
            ["from"] = mail.From.Mailboxes.Single() is var from ? $"{from.Name} <{from.Address}>" : null, ["to"] = mail.To.Mailboxes.Single().Address, ["subject"] = mail.Subject,
            ["messageId"] = mail.MessageId, ["autoSubmitted"] = mail.Headers["Auto-Submitted"], ["contentType"] = mail.Body!.ContentType.MimeType,
            ["text"] = mail.TextBody!.TrimEnd(),
        };
        Assert.That(wire.ToJsonString(), Is.EqualTo(fixture.ToJsonString()));
    }

    private static async Task<T> Until<T>(Func<Task<T>> look, Func<T, bool> isIt)
    {
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            var seen = await look();
            if (isIt(seen))
            {
                return seen;
            }
            Assert.That(waited.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)));
        }
    }

    private static IEnumerable<string> Faults(JsonNode message, IReadOnlyList<MessageField> fields)
    {
        var check = new FieldCheck(_ => []);
        check.Record("data", JsonSerializer.SerializeToElement(message), fields);
        return check.Faults.Select(fault => $"{fault.Field} {fault.Fault}");
    }

    private static JsonNode Fixture(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Sources.Root, "docs", $"{name}.json")))!;
}

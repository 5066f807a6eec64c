using System.Text;
using System.Text.Json.Nodes;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Api.Tests.Audit;
using OneStop.Api.Tests.Dossiers;
using OneStop.Application.Pipeline;
using OneStop.Application.Portal;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Access;
using static OneStop.Api.Tests.Portal.InboxHost;

namespace OneStop.Api.Tests.Portal;

/// <summary>The life of one dossier whose messages come in every order, some twice: it ends the same.</summary>
public sealed class InboxOrderTests
{
    private static readonly string[] Kinds = ["submission", "supplement", "payment", "pending", "failed"];

    private InboxHost portal = null!;

    [OneTimeSetUp]
    public async Task Start() => portal = await InboxHost.Start();

    [OneTimeTearDown]
    public async Task Stop() => await portal.DisposeAsync();

    [Test]
    public async Task Messages_in_any_order_some_of_them_twice_end_the_same_or_in_a_named_refusal()
    {
        var random = new Random(7);
        for (var life = 0; life < 30; life++)
        {
            var withdrawn = life % 3 == 2;
            string[] kinds = withdrawn ? [.. Kinds, "withdrawal"] : Kinds;
            string[] order = [.. kinds, .. kinds.Where(_ => random.Next(2) == 0)];
            random.Shuffle(order);
            var code = NewCode();
            var messages = kinds.ToDictionary(kind => kind, kind => Sent(kind, code));
            foreach (var kind in order)
            {
                await Take(messages[kind]);
                await OfficialsGoOn(messages["submission"]);
            }
            var dossier = await Ended(messages, withdrawn, $"life {life}: {string.Join(' ', order)}");
            Assert.That(await Settlements((string)dossier["id"]!), Is.EqualTo(withdrawn ? dossier["obligations"]!.AsArray().Count(one => one!["settledAt"] is not null) : 1), "settled once");
            if (!withdrawn)
            {
                Assert.That((dossier["supplements"]!.AsArray().Count, (string?)dossier["obligations"]![0]!["receiptNumber"]), Is.EqualTo((1, "BL-000123")));
            }
        }
    }

    /// <summary>Hands a message in as the client of the portal, without the way over HTTP.</summary>
    private async Task Take(JsonObject message)
    {
        await using var scope = portal.Host.Services.CreateAsyncScope();
        var client = await scope.ServiceProvider.GetRequiredService<Standings>().Of(portal.Actors.IdOf(InboxHost.Portal), Assurance.Account, default);
        scope.ServiceProvider.GetRequiredService<IActAsEngine>().ActAs(client!, english: false);
        var (id, body) = ((string)message["messageId"]!, message.ToJsonString());
        var headers = PortalSignature.Headers(id, body, portal.MachineClock.Now);
        try
        {
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new TakePortalMessage(new SignedCall(id, headers[3], headers[5], Encoding.UTF8.GetBytes(body))));
        }
        catch (UnprocessableException e)
        {
            Assert.That(e.Rule.Code, Is.EqualTo("portal.dossier-is-open"));
        }
    }

    /// <summary>Lets everybody go on until nothing waits any more.</summary>
    private async Task<JsonNode> Ended(Dictionary<string, JsonObject> messages, bool withdrawn, string what)
    {
        var (begun, names) = (TimeProvider.System.GetTimestamp(), string.Join(", ", messages.Values.Select(message => $"'{message["messageId"]}'")));
        while (true)
        {
            await portal.GoOn();
            var dossier = await OfficialsGoOn(messages["submission"]);
            var rows = Tables.Rows($"SELECT Kind, State, Reason FROM PortalInbox WHERE MessageId IN ({names})", portal.Host.Database);
            var state = $"{what}: {dossier?["status"]} {string.Join(", ", rows.Select(row => string.Join(' ', row)))}";
            if (dossier is not null && rows.All(row => (string)row[1]! != "parked") && (withdrawn ? (string)dossier["status"]! == "withdrawn" : IsDone(dossier)))
            {
                Assert.That(rows.Where(row => (string)row[1]! == "refused").Select(row => (string)row[2]!), Is.All.EqualTo("portal.dossier-is-open"), state);
                Assert.That(withdrawn || rows.All(row => (string)row[1]! == "taken"), Is.True, state);
                return dossier;
            }
            Assert.That(TimeProvider.System.GetElapsedTime(begun), Is.LessThan(TimeSpan.FromSeconds(60)), state);
        }
    }

    private static JsonObject Sent(string kind, string code)
    {
        var message = Message(kind is "pending" or "failed" ? "payment" : kind, code);
        if (kind is "pending" or "failed")
        {
            message["data"]!["TrangThaiThanhToan"] = kind == "pending" ? "1" : "5";
        }
        return message;
    }

    private static bool IsDone(JsonNode dossier) => (string)dossier["status"]! == "inProgress" && dossier["obligations"]!.AsArray() is [{ } only] && only["settledAt"] is not null;

    /// <summary>What the officials have to do next, where the dossier is here and not with its owner.</summary>
    private async Task<JsonNode?> OfficialsGoOn(JsonObject submission)
    {
        var link = Tables.Rows($"SELECT DossierId FROM PortalDossiers WHERE PortalCode = '{submission["data"]!["MaHoSo"]}'", portal.Host.Database);
        if (link.Count == 0)
        {
            return null;
        }
        var dossier = await portal.Dossier(new Guid((byte[])link[0][0]!, bigEndian: true).ToString());
        (string Path, string By, object? Body)[] acts = (string)dossier["status"]! switch
        {
            "registered" =>
            [
                ("accept", Stages.Reception, null), ("steps/complete", Stages.Reception, null), ("claim", Stages.Handler, null),
                ("supplement-requests", Stages.Handler, Stages.Defects),
            ],
            "inProgress" when dossier["obligations"]!.AsArray().Count == 0 =>
                [("financial-obligations", Stages.Handler, new { kind = "landTax", amountVnd = 1000, basis = "Thông báo 12" })],
            _ => [],
        };
        foreach (var (path, by, body) in acts)
        {
            var answer = await portal.Ask(by, "POST", $"/dossiers/{dossier["id"]}/{path}", body ?? new { }, "If-Match", $"\"{dossier["version"]}\"");
            if (answer.Status == 412)
            {
                // A message that waited has withdrawn it meanwhile: nothing else moves it while officials work.
                return await portal.Dossier((string)dossier["id"]!);
            }
            dossier = answer.Gives(200).Body;
        }
        return dossier;
    }

    private async Task<int> Settlements(string id) => (await portal.Ask(Stages.Leader, "GET", $"/dossiers/{id}/history?limit=200")).Gives(200)["items"]!.AsArray()
        .Count(line => (string)line!["type"]! == "obligationSettled");
}

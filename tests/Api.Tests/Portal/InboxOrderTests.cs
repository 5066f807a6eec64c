using System.Text.Json.Nodes;
using OneStop.Api.Tests.Audit;
using OneStop.Api.Tests.Dossiers;
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
    public async Task Every_order_of_messages_ends_the_same()
    {
        var random = new Random(7);
        foreach (var order in Orders(Kinds).Where((_, i) => i % 10 == 0))
        {
            var code = NewCode();
            var messages = Kinds.ToDictionary(kind => kind, kind => Sent(kind, code));
            foreach (var kind in order)
            {
                for (var times = random.Next(1, 3); times > 0; times--)
                {
                    var answer = await portal.Send(messages[kind]);
                    Assert.That(answer.Status, Is.EqualTo(200).Or.EqualTo(202), answer.Text);
                }
                await OfficialsGoOn(messages["submission"]);
            }
            JsonNode? dossier = null;
            for (var rounds = 0; rounds < 100 && (dossier is null || !IsDone(dossier)); rounds++)
            {
                await portal.GoOn();
                dossier = await OfficialsGoOn(messages["submission"]);
                await Task.Delay(rounds > 10 ? 20 : 0);
            }
            Assert.That(IsDone(dossier!), Is.True, $"{string.Join(' ', order)}: {dossier!["status"]}");
            Assert.That((dossier!["supplements"]!.AsArray().Count, (string?)dossier["obligations"]![0]!["receiptNumber"]), Is.EqualTo((1, "BL-000123")));
            foreach (var message in messages.Values)
            {
                await portal.Until(message, "taken");
            }
            Assert.That(await Settlements((string)dossier["id"]!), Is.EqualTo(1), "settled once");
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
        switch ((string)dossier["status"]!)
        {
            case "registered":
                dossier = await portal.Act(dossier, "accept", Stages.Reception);
                dossier = await portal.Act(dossier, "steps/complete", Stages.Reception);
                dossier = await portal.Act(dossier, "claim", Stages.Handler);
                return await portal.Act(dossier, "supplement-requests", Stages.Handler, Stages.Defects);
            case "inProgress" when dossier["obligations"]!.AsArray().Count == 0:
                return await portal.Act(dossier, "financial-obligations", Stages.Handler, new { kind = "landTax", amountVnd = 1000, basis = "Thông báo 12" });
            default:
                return dossier;
        }
    }

    private async Task<int> Settlements(string id) => (await portal.Ask(Stages.Leader, "GET", $"/dossiers/{id}/history?limit=200")).Gives(200)["items"]!.AsArray()
        .Count(line => (string)line!["type"]! == "obligationSettled");

    private static IEnumerable<string[]> Orders(string[] kinds) => kinds.Length == 0
        ? [[]]
        : kinds.SelectMany(first => Orders([.. kinds.Where(kind => kind != first)]).Select(rest => (string[])[first, .. rest]));
}

using System.Text.Json.Nodes;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;
using static OneStop.Api.Tests.Transfers.LegStages;

namespace OneStop.Api.Tests.Transfers;

/// <summary>Whoever has a part in a dossier sees of it what the part needs, and no more.</summary>
public sealed class VisibilityTests
{
    private const string Secret = "BI-MAT-7261";
    private const string Neighbour = $"handler@{Elsewhere}";
    private const string Builders = "handler@H17.06";

    [TearDown]
    public void ResetClock() => Clock.Now = Monday;

    [Test]
    public async Task A_receiver_sees_of_the_dossier_what_its_task_needs()
    {
        var (dossier, own, other) = await WithTwoLegs();
        foreach (var read in await Reads(dossier, Neighbour))
        {
            Assert.Multiple(() =>
            {
                Assert.That(read.Text, Does.Not.Contain(Secret).And.Not.Contain("0905123456").And.Not.Contain("a@example.vn").And.Not.Contain((string)other["id"]!));
                Assert.That(read.Text, Does.Not.Contain("H17.06"), "that there is another leg is not its business");
            });
        }
        var seen = (await As(Neighbour).Ask("GET", $"/api/v1/dossiers/{dossier["code"]}")).Gives(200);
        Assert.Multiple(() =>
        {
            Assert.That((string?)seen["owner"]!["fullName"], Is.EqualTo("Nguyễn Văn A"));
            Assert.That(seen["parts"]!.AsArray().Select(part => part!["documents"]!.AsArray().Count), Is.All.Zero, "documents come with the leg");
            Assert.That(seen["openTransfers"]!.AsArray().Select(leg => (string?)leg!["id"]), Is.EqualTo(new[] { (string?)own["id"] }));
        });
        var history = (await As(Neighbour).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/history")).Gives(200)["items"]!.AsArray();
        Assert.That(history.Select(line => line!["note"]), Is.All.Null);
        Assert.That(history, Has.Count.EqualTo((int)(await Now(dossier))["version"]!), "every event is there");
        (await As(Neighbour).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/receipt")).Gives(404, "dossier.exists");
        (await As(Neighbour).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/deadline")).Gives(404, "dossier.exists");
    }

    /// <summary>All pages of the transfers somebody may see.</summary>
    private static async Task<string> Everything(string receiver)
    {
        var (pages, next) = ("", "");
        do
        {
            var page = (await As(receiver).Ask("GET", $"/api/v1/transfers?limit=200&count=none{next}")).Gives(200);
            (pages, next) = (pages + page.Text, page["next"] is { } cursor ? $"&cursor={cursor}" : "");
        }
        while (next.Length > 0);
        return pages;
    }

    [Test]
    public async Task A_receiver_sees_its_own_leg_only()
    {
        var (dossier, own, other) = await WithTwoLegs();
        foreach (var (receiver, seen, hidden) in new[] { (Neighbour, own, other), (Builders, other, own) })
        {
            var listed = (await As(receiver).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/transfers")).Gives(200)["items"]!.AsArray();
            Assert.That(listed.Select(leg => (string?)leg!["id"]), Is.EqualTo(new[] { (string?)seen["id"] }));
            Assert.That(
                await Everything(receiver),
                Does.Contain((string)seen["id"]!).And.Not.Contain((string)hidden["id"]!));
            foreach (var path in new[] { "", "/history", "/deadline", "/actions" })
            {
                (await As(receiver).Ask("GET", $"/api/v1/transfers/{hidden["id"]}{path}")).Gives(404, "transfer.exists");
                (await As(receiver).Ask("GET", $"/api/v1/transfers/{seen["id"]}{path}")).Gives(200);
            }
        }
        Assert.That(Names(own), Is.EqualTo(new[] { "don.pdf", "so-do.pdf" }), "everything that was handed in");
        Assert.That(Names(other), Is.EqualTo(new[] { "ban-ve.pdf" }), "what its opener chose");
    }

    [Test]
    public async Task Sender_and_one_stop_see_all_legs_strangers_none()
    {
        var (dossier, own, other) = await WithTwoLegs();
        foreach (var caller in new[] { Stages.Handler, Stages.Reception, $"agencyAdmin@{Ward}", "leader@H17", "procedureControl@H17", "admin", Stages.Owner })
        {
            var listed = (await As(caller).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/transfers")).Gives(200);
            Assert.That(listed["items"]!.AsArray().Select(leg => (string?)leg!["id"]), Is.EquivalentTo(new[] { (string?)own["id"], (string?)other["id"] }), caller);
        }
        foreach (var caller in new[] { "handler@H17", "handler@H17.121", "leader@H42", "citizen2" })
        {
            (await As(caller).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/transfers")).Gives(404, "dossier.exists");
            (await As(caller).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(404, "dossier.exists");
            (await As(caller).Ask("GET", $"/api/v1/transfers/{own["id"]}")).Gives(404, "transfer.exists");
            var asked = (await As(caller).Ask("GET", $"/api/v1/transfers?dossier={dossier["id"]}&count=exact")).Gives(200);
            Assert.That((asked["items"]!.AsArray().Count, (int)asked["count"]!["value"]!), Is.EqualTo((0, 0)), caller);
        }
    }

    [Test]
    public async Task A_citizen_sees_where_it_is_and_what_came_of_it()
    {
        var leg = await LegActed(await SentOf("1.013988", "H42.121", 3), "accept", "handler@H42.15.21");
        leg = await LegActed(leg, "complete", "leader@H42.15.21", new { outcome = "approved", result = Stages.Result, note = Secret, documents = new[] { Document(Secret) } });
        var seen = (await As(Stages.Owner).Ask("GET", $"/api/v1/transfers/{leg["id"]}")).Gives(200);
        Assert.Multiple(() =>
        {
            Assert.That(seen.Text, Does.Not.Contain(Secret));
            Assert.That((string?)seen["toAgency"]!["name"], Is.EqualTo("Chi nhánh Văn phòng Đăng ký đất đai khu vực Giao Thủy"));
            Assert.That((string?)seen["task"], Is.Not.Empty);
            Assert.That((string?)seen["dueAt"], Is.EqualTo((string?)leg["dueAt"]));
            Assert.That((string?)seen["result"]!["outcome"], Is.EqualTo("approved"));
            Assert.That((string?)seen["result"]!["result"]!["number"], Is.EqualTo("41A8000123"));
            Assert.That(seen["acceptedBy"], Is.Null);
        });
    }

    [Test]
    public async Task A_citizen_reads_no_reason_that_officials_give_each_other()
    {
        var opening = Opening();
        opening["reason"] = Secret;
        var leg = await Beside(opening);
        var step = (await As(Stages.Owner).Ask("GET", $"/api/v1/dossiers/{leg["dossier"]!["id"]}")).Gives(200)["openTransfers"]![0]!;
        Assert.That((string?)step["agency"]!["code"], Is.EqualTo(Elsewhere));
        Assert.That((string?)step["dueAt"], Is.EqualTo((string?)leg["dueAt"]));
        leg = await LegActed(leg, "decline", Neighbour, new { reason = Secret });
        leg = await LegActed(leg, "reroute", Stages.Handler, new { toAgency = "H17.06", reason = Secret });
        foreach (var place in new[]
        {
            $"transfers/{leg["id"]}", $"transfers/{leg["next"]}", $"transfers/{leg["id"]}/history", $"transfers/{leg["next"]}/history",
            $"transfers/{leg["id"]}/deadline", $"dossiers/{leg["dossier"]!["id"]}/transfers", "transfers?limit=200", $"dossiers/{leg["dossier"]!["id"]}",
        })
        {
            Assert.That((await As(Stages.Owner).Ask("GET", $"/api/v1/{place}")).Gives(200).Text, Does.Not.Contain(Secret), place);
        }
        Assert.That((await As(Stages.Handler).Ask("GET", $"/api/v1/transfers/{leg["id"]}/history")).Gives(200).Text, Does.Contain(Secret), "officials do");
    }

    [Test]
    public async Task Refusals_speak_the_language_of_the_caller()
    {
        var leg = await Sent();
        Assert.That(await Title("en"), Is.EqualTo("The transfer is not being worked on."));
        Assert.That(await Title("vi"), Is.EqualTo("Chặng liên thông không ở trạng thái đang xử lý."));
        Assert.That((string?)(await LegAct(leg, "complete", $"handler@{Land}", null, "Accept-Language", "en")).Gives(409)["title"], Is.EqualTo("The transfer is not being worked on."));
        Assert.That((string?)(await LegAct(leg, "complete", $"handler@{Land}")).Gives(409)["title"], Is.EqualTo("Chặng liên thông không ở trạng thái đang xử lý."));

        async Task<string?> Title(string language) => (string?)(await As($"handler@{Land}").Ask("GET", $"/api/v1/transfers/{leg["id"]}/actions", null, "Accept-Language", language))
            .Gives(200)["items"]!.AsArray().Single(action => (string?)action!["action"] == "complete")!["reason"]!["title"];
    }

    /// <summary>A dossier with contacts, documents and notes, and a leg beside its route at each of two agencies.</summary>
    private static async Task<(JsonNode Dossier, JsonNode Own, JsonNode Other)> WithTwoLegs()
    {
        var filing = Filing("online");
        (filing["note"], filing["owner"]!["email"]) = (Secret, "a@example.vn");
        filing["parts"]![0]!["documents"] = new JsonArray(Document("don.pdf"));
        filing["parts"]![1]!["documents"] = new JsonArray(Document("so-do.pdf"));
        var dossier = await Acted(await Filed(filing, Stages.Owner), "accept", Stages.Reception);
        dossier = await Acted(dossier, "steps/complete", Stages.Reception, new { note = Secret });
        dossier = await Acted(dossier, "claim", Stages.Handler);
        var own = (await Act(dossier, "transfers", Stages.Handler, Opening())).Gives(201).Body;
        var opening = Opening(to: "H17.06");
        (opening["documents"], opening["reason"]) = (new JsonArray(Document("ban-ve.pdf")), Secret);
        var other = (await Act(await Now(dossier), "transfers", Stages.Handler, opening)).Gives(201).Body;
        return (dossier, own, other);
    }

    /// <summary>Every way an official may read about a dossier.</summary>
    private static async Task<IReadOnlyList<Answer>> Reads(JsonNode dossier, string caller)
    {
        var read = new List<Answer>();
        foreach (var path in new[] { "", "/history", "/actions", "/transfers" })
        {
            read.Add((await As(caller).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}{path}")).Gives(200));
        }
        read.Add((await As(caller).Ask("GET", $"/api/v1/dossiers?code={dossier["code"]}")).Gives(200));
        read.Add((await As(caller).Ask("POST", "/api/v1/dossiers/search", new { code = (string)dossier["code"]! })).Gives(200));
        Assert.That(read[^1]["items"]!.AsArray(), Has.Count.EqualTo(1), "it stands in its list");
        return read;
    }

    private static JsonObject Document(string name) => new() { ["name"] = name, ["mediaType"] = "application/pdf", ["sha256"] = new string('a', 64) };

    private static IEnumerable<string?> Names(JsonNode leg) => leg["documents"]!.AsArray().Select(document => (string?)document!["name"]);
}

using System.Text.Json.Nodes;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;
using static OneStop.Api.Tests.Transfers.LegStages;

namespace OneStop.Api.Tests.Transfers;

/// <summary>Dossiers on their way through several agencies, from the desk and back to it.</summary>
public sealed class ThreeAgenciesTests
{
    private const string Land42 = "H42.15.21";

    [TearDown]
    public void ResetClock() => Clock.Now = Monday;

    [Test]
    public async Task A_dossier_goes_from_the_commune_to_land_office_and_tax_office_and_comes_back_with_its_result()
    {
        var filing = Filing("online");
        var dossier = await Received("1.013980", "H42.121", 3, filing: filing);
        Assert.That(dossier["openTransfers"]!.AsArray(), Is.Empty);
        dossier = await Acted(dossier, "steps/complete", "reception@H42.121.01");
        var land = (await LegsOf(dossier)).Single();
        Assert.That(Text(land, "toAgency"), Is.EqualTo(Land42));

        land = await LegActed(await LegActed(land, "accept", $"handler@{Land42}"), "steps/complete", $"handler@{Land42}", new { note = "đủ điều kiện" });
        Assert.That((string?)land["step"]!["key"], Is.EqualTo("ky-phieu"));
        land = await LegActed(land, "complete", $"leader@{Land42}", new { documents = new[] { Document("phieu-chuyen.pdf") } });
        Assert.That(Names(land), Does.Contain("phieu-chuyen.pdf"));
        dossier = await AssertMoved(land, "thue", "transferCompleted", "legEnded", "legsJoined", "transferSent", "legOpened");

        var tax = await LegActed((await LegsOf(dossier)).Single(), "accept", $"handler@{Tax}");
        dossier = await Acted(await Now(dossier), "financial-obligations", $"handler@{Tax}", new { kind = "registrationFee", amountVnd = 2_000_000, basis = "Thông báo 12" });
        Assert.That((string?)dossier["status"], Is.EqualTo("awaitingPayment"));
        (await LegAct(await Again(tax), "complete", $"leader@{Tax}")).Gives(409, "transfer.dossier-is-handled");
        Clock.Now = Monday.AddDays(1);
        dossier = await Acted(await Now(dossier), $"financial-obligations/{dossier["obligations"]![0]!["id"]}/settle", "reception@H42.121.01");
        tax = await LegActed(await Again(tax), "complete", $"leader@{Tax}", new { note = "đã nộp đủ" });
        dossier = await AssertMoved(tax, "hoan-thien", "transferCompleted", "legEnded", "legsJoined", "transferSent", "legOpened");

        var last = await LegActed((await LegsOf(dossier)).Single(), "accept", $"handler@{Land42}");
        Assert.That((bool)last["decides"]!);
        last = await LegActed(last, "complete", $"head@{Land42}", new { outcome = "approved", result = Stages.Result, documents = new[] { Document("gcn.pdf") } });
        dossier = await AssertMoved(last, "tra-ket-qua", "transferCompleted", "legEnded", "legsJoined");
        Assert.Multiple(() =>
        {
            Assert.That((string?)dossier["status"], Is.EqualTo("resolved"));
            Assert.That((string?)dossier["outcome"], Is.EqualTo("approved"));
            Assert.That((string?)dossier["result"]!["number"], Is.EqualTo("41A8000123"));
            Assert.That(dossier["openTransfers"]!.AsArray(), Is.Empty);
        });
        dossier = await Acted(dossier, "return", "returnDesk@H42.121.01", new { via = "counter" });
        Assert.That((string?)dossier["status"], Is.EqualTo("returned"));
    }

    [Test]
    public async Task Documents_arrive_by_reference_and_what_came_back_stays_with_the_leg()
    {
        var opening = Opening();
        opening["documents"] = new JsonArray(Document("so-do.pdf"));
        var leg = await LegActed(await Beside(opening), "accept", $"handler@{Elsewhere}");
        Assert.That((string?)leg["documents"]![0]!["sha256"], Is.EqualTo(new string('a', 64)));
        leg = await LegActed(leg, "complete", $"handler@{Elsewhere}", new { documents = new[] { Document("bien-ban.pdf") }, note = "khớp ranh giới" });
        foreach (var caller in new[] { Stages.Handler, $"handler@{Elsewhere}" })
        {
            var read = (await As(caller).Ask("GET", $"/api/v1/transfers/{leg["id"]}")).Gives(200);
            Assert.That(Names(read.Body), Is.EqualTo(new[] { "so-do.pdf", "bien-ban.pdf" }));
            Assert.That((string?)read["result"]!["note"], Is.EqualTo("khớp ranh giới"));
        }
        Assert.That((string?)(await DossierOf(leg))["step"]!["key"], Is.EqualTo("thu-ly"), "a leg beside the route moves nothing");
        await Acted(await DossierOf(leg), "steps/complete", Stages.Handler);
    }

    [Test]
    public async Task Legs_of_a_group_run_at_once_and_the_last_one_moves_the_dossier()
    {
        var dossier = await Birth();
        dossier = await Acted(await Acted(dossier, "claim", "handler@H24.142"), "steps/complete", "handler@H24.142");
        dossier = await Acted(await Acted(dossier, "claim", "leader@H24.142"), "decide", "leader@H24.142", new { outcome = "approved" });
        var legs = await LegsOf(dossier);
        Assert.That(legs.Select(leg => Text(leg, "toAgency")), Is.EqualTo(new[] { "G01.824.142", "G24.824" }));
        var insurance = await Complete(legs[1], "G24.824");
        Assert.That((string?)insurance["status"], Is.EqualTo("completed"));
        var waiting = await Again(legs[0]);
        Assert.That(waiting.ToJsonString(), Is.EqualTo(legs[0].ToJsonString()), "the other leg is not touched");
        Assert.That((string?)(await Now(dossier))["step"]!["key"], Is.EqualTo("thuong-tru"));
        var police = await Complete(waiting, "G01.824.142");
        await AssertMoved(police, "tra-ket-qua", "transferCompleted", "legEnded", "legsJoined");
        Assert.That(await Types(dossier), Has.Exactly(1).EqualTo("legsJoined"));
    }

    [Test]
    public async Task A_supplement_during_a_leg_stops_both_clocks_for_the_same_minutes()
    {
        var dossier = await Acted(await Birth(), "claim", "handler@H24.142");
        var leg = (await Act(dossier, "transfers", "handler@H24.142", Opening(to: "H24.143", value: 5))).Gives(201).Body;
        leg = await LegActed(leg, "accept", "handler@H24.143");
        var (due, legDue) = ((DateTimeOffset)dossier["dueAt"]!, (DateTimeOffset)leg["dueAt"]!);
        Clock.Now = new DateTimeOffset(2026, 3, 3, 10, 0, 0, TimeSpan.FromHours(7));
        dossier = await Acted(await Now(dossier), "supplement-requests", "handler@H24.143", Stages.Defects);
        Assert.That((string?)dossier["status"], Is.EqualTo("awaitingSupplement"));
        Clock.Now = new DateTimeOffset(2026, 3, 5, 14, 15, 0, TimeSpan.FromHours(7));
        dossier = await Acted(await Now(dossier), "supplements", "reception@H24.142.01", new { answers = new[] { new { defect = 1, message = "đã bổ sung" } } });
        leg = await Again(leg);

        var (own, others) = (await Pauses("dossiers", dossier), await Pauses("transfers", leg));
        Assert.Multiple(() =>
        {
            Assert.That(others, Is.EqualTo(own), "kind, instant and working minutes of every entry");
            Assert.That(own, Has.Length.EqualTo(2));
            Assert.That((DateTimeOffset)dossier["dueAt"]!, Is.GreaterThan(due));
            Assert.That((DateTimeOffset)leg["dueAt"]!, Is.GreaterThan(legDue));
            Assert.That((string?)dossier["openTransfers"]![0]!["dueAt"], Is.EqualTo((string?)leg["dueAt"]), "the dossier knows when its leg is due now");
        });
    }

    [Test]
    public async Task A_withdrawn_dossier_takes_its_legs_along()
    {
        var dossier = await DossierOf(await Accepted());
        (await Act(dossier, "transfers", "head@H24.141", Opening(to: "H24.143"))).Gives(201);
        var legs = await LegsOf(await Now(dossier));
        Assert.That(legs, Has.Length.EqualTo(2));
        dossier = await Acted(await Now(dossier), "withdraw", Stages.Owner, Reason);
        Assert.That(dossier["openTransfers"]!.AsArray(), Is.Empty);
        foreach (var leg in await Task.WhenAll(legs.Select(Again)))
        {
            var history = (await As("admin").Ask("GET", $"/api/v1/transfers/{leg["id"]}/history")).Gives(200)["items"]!.AsArray();
            Assert.Multiple(() =>
            {
                Assert.That((string?)leg["status"], Is.EqualTo("recalled"));
                Assert.That((string?)history[^1]!["type"], Is.EqualTo("transferRecalled"));
                Assert.That((bool)history[^1]!["data"]!["withDossier"]!);
                Assert.That((string?)leg["endedAt"], Is.EqualTo((string?)dossier["closedAt"]));
            });
        }
    }

    [Test]
    public async Task Silence_is_consent_and_the_dossier_moves_on_at_the_instant_stamped()
    {
        var leg = await SentOf("1.001266", "H17.121", 1);
        await Wait(new DateTimeOffset(2026, 3, 4, 23, 59, 0, TimeSpan.FromHours(7)));
        Assert.That((string?)(await Again(leg))["status"], Is.EqualTo("sent"), "the last day is not over");
        await Wait(Monday.AddDays(7));
        leg = await Again(leg);
        Assert.That((string?)leg["status"], Is.EqualTo("lapsed"));
        Assert.That((string?)leg["endedAt"], Is.EqualTo("2026-03-05T00:00:00+07:00"), "not when the job ran");
        var dossier = await AssertMoved(leg, "xu-ly", "consultationLapsed", "legEnded", "legsJoined");
        var joined = (await History(dossier)).Single(line => (string?)line["type"] == "legsJoined");
        Assert.That((string?)joined["at"], Is.EqualTo("2026-03-05T00:00:00+07:00"));
        Assert.That(joined["actorName"], Is.Null, "nobody did it");
    }

    [Test]
    public async Task Silence_that_is_no_consent_is_escalated_once_and_the_sender_goes_on_without_the_answer()
    {
        var leg = await Beside(Opening("consultation"));
        await Wait(Monday.AddDays(7));
        await Wait(Monday.AddDays(8));
        leg = await Again(leg);
        Assert.That((string?)leg["status"], Is.EqualTo("sent"));
        Assert.That((string?)leg["escalatedAt"], Is.EqualTo("2026-03-04T00:00:00+07:00"));
        var history = (await As("admin").Ask("GET", $"/api/v1/transfers/{leg["id"]}/history")).Gives(200)["items"]!.AsArray();
        Assert.That(history.Select(line => (string?)line!["type"]), Is.EqualTo(new[] { "transferSent", "consultationEscalated" }));
        await LegActed(leg, "recall", Stages.Handler, Reason);
        Assert.That((string?)(await Acted(await DossierOf(leg), "steps/complete", Stages.Handler))["step"]!["key"], Is.EqualTo("truong-phong"));
    }

    [Test]
    public async Task A_consultation_whose_clock_stood_still_lapses_later()
    {
        var leg = await SentOf("1.001266", "H17.121", 1);
        var dossier = await Acted(await DossierOf(leg), "supplement-requests", "handler@G12.817", Stages.Defects);
        await Wait(Monday.AddDays(3).AddHours(12));
        Assert.That((string?)(await Again(leg))["status"], Is.EqualTo("sent"));
        Clock.Now = Monday.AddDays(4);
        await Acted(await Now(dossier), "supplements", Stages.Owner, new { answers = new[] { new { defect = 1, message = "đã bổ sung" } } });
        leg = await Again(leg);
        var due = (DateTimeOffset)leg["dueAt"]!;
        Assert.That(due, Is.GreaterThan(Monday.AddDays(4)));
        await Wait(due.AddDays(4));
        leg = await Again(leg);
        Assert.That((string?)leg["status"], Is.EqualTo("lapsed"));
        Assert.That((DateTimeOffset)leg["endedAt"]!, Is.GreaterThanOrEqualTo(due));
    }

    [Test]
    public async Task A_leg_forwarded_while_a_supplement_is_asked_stands_still_until_it_is_answered()
    {
        var leg = await All["sent, a supplement is asked"]();
        var forwarded = await LegActed(leg, "reroute", $"handler@{Land}", Another);
        var next = await Again(new JsonObject { ["id"] = (string)forwarded["next"]! });
        Clock.Now = Monday.AddDays(1);
        await Acted(await DossierOf(leg), "supplements", Stages.Owner, new { answers = new[] { new { defect = 1, message = "đã bổ sung" } } });
        var after = await Again(next);
        Assert.That((DateTimeOffset)after["dueAt"]!, Is.GreaterThan((DateTimeOffset)next["dueAt"]!));
        Assert.That((string?)(await Complete(after, Third))["status"], Is.EqualTo("completed"));
        Assert.That((string?)(await DossierOf(leg))["step"]!["key"], Is.EqualTo("tham-tra"));
    }

    [Test]
    public async Task The_last_leg_may_come_back_while_a_supplement_is_asked()
    {
        var leg = await Accepted();
        var beside = (await Act(await DossierOf(leg), "transfers", "head@H24.141", Opening(to: "H24.143"))).Gives(201).Body;
        await LegActed(leg, "complete", $"handler@{Land}");
        Assert.That((string?)(await DossierOf(leg))["step"]!["key"], Is.EqualTo("ho-so-goc"), "one is still open");
        await Acted(await DossierOf(leg), "supplement-requests", "handler@H24.143", Stages.Defects);
        await LegActed(await Again(beside), "decline", "handler@H24.143", Reason);
        var dossier = await Acted(await DossierOf(leg), "supplements", Stages.Owner, new { answers = new[] { new { defect = 1, message = "đã bổ sung" } } });
        Assert.That((string?)dossier["step"]!["key"], Is.EqualTo("tham-tra"));
        Assert.That(await Types(dossier), Has.Exactly(1).EqualTo("legsJoined"));
        await Acted(dossier, "claim", "handler@H24.141");
    }

    [Test]
    public async Task A_declined_leg_of_the_route_holds_the_dossier_until_it_went_another_way()
    {
        var declined = await All["declined"]();
        var dossier = await DossierOf(declined);
        Assert.That((string?)dossier["step"]!["key"], Is.EqualTo("ho-so-goc"));
        Assert.That(dossier["openTransfers"]!.AsArray(), Is.Empty);
        var next = await Again(new JsonObject { ["id"] = (string)(await LegActed(declined, "reroute", "head@H24.141", Another))["next"]! });
        Assert.That((string?)next["previous"], Is.EqualTo((string?)declined["id"]));
        Assert.That(Text(next, "fromAgency"), Is.EqualTo("H24.141"));
        await Complete(next, Third);
        Assert.That((string?)(await Now(dossier))["step"]!["key"], Is.EqualTo("tham-tra"));
    }

    /// <summary>Birth, residence and health insurance at once; a supplement pauses its clock.</summary>
    private static async Task<JsonNode> Birth()
    {
        var filing = Filing();
        (filing["procedure"], filing["agency"], filing["case"]) = ("2.000986", "H24.142.01", "thong-thuong");
        filing["parts"] = new JsonArray([.. Enumerable.Range(1, 4).Select(i => new JsonObject { ["component"] = $"{i:00}", ["originals"] = 1 })]);
        return await Acted(await Filed(filing, "reception@H24.142.01"), "steps/complete", "reception@H24.142.01");
    }

    private static async Task<JsonNode> Complete(JsonNode leg, string agency) =>
        await LegActed(await LegActed(leg, "accept", $"handler@{agency}"), "complete", $"handler@{agency}");

    /// <summary>Asserts that the leg's end and what it means for the dossier are one commit: neighbours in the log, at one instant.</summary>
    private static async Task<JsonNode> AssertMoved(JsonNode leg, string step, params string[] events)
    {
        var dossier = await DossierOf(leg);
        var lines = new List<JsonNode>(await History(dossier));
        foreach (var one in (await As("admin").Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/transfers")).Gives(200)["items"]!.AsArray())
        {
            lines.AddRange((await As("admin").Ask("GET", $"/api/v1/transfers/{one!["id"]}/history")).Gives(200)["items"]!.AsArray().Select(line => line!));
        }
        var last = lines.OrderBy(line => (long)line["position"]!).TakeLast(events.Length).ToList();
        Assert.Multiple(() =>
        {
            Assert.That((string?)dossier["step"]!["key"], Is.EqualTo(step));
            Assert.That(last.Select(line => (string?)line["type"]), Is.EquivalentTo(events));
            Assert.That(last.Select(line => (long)line["position"]!), Is.EqualTo(Enumerable.Range(0, events.Length).Select(i => (long)last[0]["position"]! + i)));
            Assert.That(last.Select(line => (string?)line["at"]).Distinct(), Is.EqualTo(new[] { (string?)leg["endedAt"] }));
        });
        return dossier;
    }

    private static async Task<IReadOnlyList<JsonNode>> History(JsonNode dossier) =>
        [.. (await As("admin").Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/history?limit=200")).Gives(200)["items"]!.AsArray().Select(line => line!)];

    private static async Task<IEnumerable<string?>> Types(JsonNode dossier) => (await History(dossier)).Select(line => (string?)line["type"]);

    /// <summary>The entries of a clock that stop it and let it go on.</summary>
    private static async Task<string[]> Pauses(string kind, JsonNode of) =>
        [.. (await As("admin").Ask("GET", $"/api/v1/{kind}/{of["id"]}/deadline")).Gives(200)["entries"]!.AsArray()
            .Where(entry => (string?)entry!["kind"] is "pause" or "resume").Select(entry => $"{entry!["kind"]} {entry["at"]} {entry["minutes"]}")];

    private static string Text(JsonNode leg, string agency) => (string)leg[agency]!["code"]!;

    private static JsonObject Document(string name) => new() { ["name"] = name, ["mediaType"] = "application/pdf", ["sha256"] = new string('a', 64) };

    private static IEnumerable<string?> Names(JsonNode leg) => leg["documents"]!.AsArray().Select(document => (string?)document!["name"]);
}

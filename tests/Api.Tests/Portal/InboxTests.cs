using System.Text.Json.Nodes;
using OneStop.Api.Tests.Audit;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Portal.InboxHost;

namespace OneStop.Api.Tests.Portal;

public sealed class InboxTests
{
    private InboxHost portal = null!;

    [OneTimeSetUp]
    public async Task Start() => portal = await InboxHost.Start();

    [OneTimeTearDown]
    public async Task Stop() => await portal.DisposeAsync();

    [Test]
    public async Task A_dossier_filed_at_the_portal_is_registered_here_once_and_belongs_to_its_citizen()
    {
        var message = Message("submission", NewCode());
        var taken = (await portal.Send(message)).Gives(200);
        Assert.That(((string?)taken["state"], (string?)taken["error_code"]), Is.EqualTo(("taken", "0")));

        var dossier = await portal.Dossier((string)taken["dossierId"]!);
        Assert.That(((string?)dossier["status"], (string?)dossier["channel"]), Is.EqualTo(("registered", "online")));
        Assert.That(Rows($"SELECT OwnerAccount FROM Dossiers WHERE Id = X'{Hex((string)dossier["id"]!)}'")[0][0], Is.Not.Null);
        var again = (await portal.Send(message)).Gives(200);
        Assert.That(again.Text, Is.EqualTo(taken.Text));
        Assert.That(Rows($"SELECT COUNT(*) FROM PortalDossiers WHERE PortalCode = '{message["data"]!["MaHoSo"]}'")[0][0], Is.EqualTo(1L));
    }

    [Test]
    public async Task The_messages_of_the_documentation_live_a_whole_life()
    {
        var submission = Fixture("submission");
        var taken = (await portal.Send("dvcqg-000001", submission)).Gives(200);
        (await portal.Send("dvcqg-000002", Fixture("supplement"))).Gives(202);
        (await portal.Send("dvcqg-000004", Fixture("payment"))).Gives(202);
        (await portal.Send("dvcqg-000003", Fixture("withdrawal"))).Gives(200);
        Assert.That((string?)(await portal.Dossier((string)taken["dossierId"]!))["status"], Is.EqualTo("withdrawn"));
    }

    [Test]
    public async Task A_forged_call_is_refused_and_leaves_nothing()
    {
        var message = Message("submission", NewCode());
        var (id, body) = ((string)message["messageId"]!, message.ToJsonString());
        var before = Rows("SELECT COUNT(*) FROM PortalInbox")[0][0];
        var client = await portal.Actors.As(InboxHost.Portal);
        string[] right = PortalSignature.Headers(id, body, portal.MachineClock.Now);
        (await client.Ask("POST", "/api/v1/portal/inbox", body)).Gives(401, "portal.call-is-signed");
        (await client.Ask("POST", "/api/v1/portal/inbox", body + " ", right)).Gives(401, "portal.call-is-signed");
        (await client.Ask("POST", "/api/v1/portal/inbox", body, [.. right[..5], "v1,AAAA v2,BBBB"])).Gives(401, "portal.call-is-signed");
        (await client.Ask("POST", "/api/v1/portal/inbox", body, ["webhook-id", "other", .. right[2..]])).Gives(401, "portal.call-is-signed");
        (await portal.Send(id, body, secret: "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")).Gives(401, "portal.call-is-signed");
        (await portal.Send(id, body, at: portal.MachineClock.Now.AddSeconds(-301))).Gives(401, "portal.call-is-recent");
        (await portal.Send(id, body, at: portal.MachineClock.Now.AddSeconds(301))).Gives(401, "portal.call-is-recent");
        (await portal.Send(id, body, client: "filing-client")).Gives(403, "request.permitted");
        (await portal.Host.CreateClient().Ask("POST", "/api/v1/portal/inbox", body, right)).Gives(401, "request.signed-in");
        (await portal.Send(id, new string(' ', 300_000) + body)).Gives(413, "request.body-within-limit");
        Assert.That(Rows("SELECT COUNT(*) FROM PortalInbox")[0][0], Is.EqualTo(before));
    }

    [Test]
    public async Task Two_secrets_are_live_and_without_one_nothing_comes_in()
    {
        var message = Message("submission", NewCode());
        (await portal.Send((string)message["messageId"]!, message.ToJsonString(), secret: Previous)).Gives(200);
        await using var closed = await InboxHost.Start(settings: new Dictionary<string, string>());
        (await closed.Send(message)).Gives(409, "portal.inbox-is-open");
    }

    [Test]
    public async Task A_message_id_stands_for_one_body()
    {
        var code = NewCode();
        var message = Message("submission", code);
        (await portal.Send(message)).Gives(200);
        message["data"]!["GhiChu"] = "khác";
        (await portal.Send(message)).Gives(409, "portal.message-is-one");
        var second = Message("submission", code);
        var refused = (await portal.Send(second)).Gives(422, "portal.dossier-is-new");
        Assert.That((string?)refused["error_code"], Is.EqualTo("1"));
        (await portal.Send(second)).Gives(422, "portal.dossier-is-new");
        (await portal.Send(Message("withdrawal", code), Other)).Gives(202);
    }

    [TestCase("{", "portal.message-is-readable")]
    [TestCase("[]", "portal.message-is-readable")]
    [TestCase("{\"messageId\":\"{id}\",\"kind\":\"submission\",\"sentAt\":\"2026-03-02\",\"data\":{}}", "portal.message-is-readable")]
    [TestCase("{\"messageId\":\"another\",\"kind\":\"submission\",\"sentAt\":\"20260302090000\",\"data\":{}}", "portal.message-names-itself")]
    [TestCase("{\"messageId\":\"{id}\",\"kind\":\"submission\",\"sentAt\":\"20260302090000\",\"data\":{}}", "portal.field-is-sound")]
    [TestCase("{\"messageId\":\"{id}\",\"kind\":\"submission\",\"sentAt\":\"20260302090000\",\"data\":{\"MaHoSo\":5}}", "portal.field-is-sound")]
    public async Task What_is_malformed_is_refused_and_shown(string body, string code)
    {
        var id = (string)Message("payment", "x")["messageId"]!;
        (await portal.Send(id, body.Replace("{id}", id, StringComparison.Ordinal))).Gives(422, code);
        var row = await portal.Row(id);
        Assert.That(((string?)row["state"], (string?)row["reason"]), Is.EqualTo(("refused", code)));
    }

    [TestCase("MaTTHC", "9.999999", "portal.code-is-known")]
    [TestCase("MaDonViTiepNhan", "H99.1", "portal.code-is-known")]
    [TestCase("LoaiDoiTuong", "77", "portal.code-is-known")]
    [TestCase("HinhThuc", "88", "portal.code-is-known")]
    public async Task An_unknown_code_parks_the_message_and_is_named(string field, string value, string reason)
    {
        var message = Message("submission", NewCode());
        message["data"]![field] = value;
        var parked = (await portal.Send(message)).Gives(202);
        Assert.That(((string?)parked["state"], (string?)parked["reason"], (string?)parked["reasonDetail"]), Is.EqualTo(("parked", reason, $"{field}={value}")));
        Assert.That((string?)parked["message"], Does.Contain($"{field}={value}"));
    }

    [Test]
    public async Task An_unknown_component_and_an_unknown_kind_park_the_message()
    {
        var component = Message("submission", NewCode());
        component["data"]!["ThanhPhanHoSo"]!.AsArray().Add(new JsonObject { ["MaThanhPhanHoSo"] = "ZZ", ["LoaiBan"] = "0" });
        Assert.That((string?)(await portal.Send(component)).Gives(202)["reasonDetail"], Is.EqualTo("MaThanhPhanHoSo=ZZ"));
        var kind = Message("payment", NewCode());
        kind["kind"] = "greeting";
        Assert.That((string?)(await portal.Send(kind)).Gives(202)["reasonDetail"], Is.EqualTo("kind=greeting"));
    }

    [Test]
    public async Task What_a_rule_of_filing_refuses_is_refused_for_good_and_uses_no_number()
    {
        var message = Message("submission", NewCode());
        var counters = Rows("SELECT * FROM Counters").Count;
        message["data"]!["SoGiayToChuHoSo"] = "123456789012";
        var refused = (await portal.Send(message)).Gives(422, "dossier.personal-id-is-true");
        Assert.That(refused.Text, Does.Not.Contain("123456789012"));
        Assert.That(Rows("SELECT * FROM Counters"), Has.Count.EqualTo(counters));
        Assert.That(Rows($"SELECT Body FROM PortalInbox WHERE MessageId = '{message["messageId"]}'")[0][0], Is.Null);
    }

    [Test]
    public async Task What_came_before_its_dossier_waits_for_it_and_its_body_goes_when_it_is_taken()
    {
        var code = NewCode();
        var withdrawal = Message("withdrawal", code);
        var parked = (await portal.Send(withdrawal)).Gives(202);
        Assert.That((string?)parked["reason"], Is.EqualTo("portal.dossier-is-here"));
        Assert.That(Rows($"SELECT Body FROM PortalInbox WHERE MessageId = '{withdrawal["messageId"]}'")[0][0], Is.Not.Null);
        var taken = (await portal.Send(Message("submission", code))).Gives(200);
        await portal.Until(withdrawal, "taken");
        Assert.That((string?)(await portal.Dossier((string)taken["dossierId"]!))["status"], Is.EqualTo("withdrawn"));
        Assert.That(Rows($"SELECT Body FROM PortalInbox WHERE MessageId = '{withdrawal["messageId"]}'")[0][0], Is.Null);
        (await portal.Send(Message("supplement", code))).Gives(422, "portal.dossier-is-open");
        (await portal.Send(Message("withdrawal", code))).Gives(200);
    }

    [Test]
    public async Task A_message_does_not_wait_for_ever()
    {
        await using var other = await InboxHost.Start();
        var message = Message("withdrawal", NewCode());
        (await other.Send(message)).Gives(202);
        other.MachineClock.Now = other.MachineClock.Now.AddHours(169);
        var row = await other.Until(message, "refused");
        Assert.That(((string?)row["reason"], (string?)row["reasonDetail"]), Is.EqualTo(("portal.waits-not-too-long", "portal.dossier-is-here")));
    }

    [Test]
    public async Task What_was_paid_settles_when_the_amount_is_the_one_due_and_once()
    {
        var code = NewCode();
        var dossier = await portal.Dossier((string)(await portal.Send(Message("submission", code))).Gives(200)["dossierId"]!);
        dossier = await portal.Act(dossier, "accept", Stages.Reception);
        dossier = await portal.Act(dossier, "steps/complete", Stages.Reception);
        dossier = await portal.Act(dossier, "claim", Stages.Handler);
        dossier = await portal.Act(dossier, "financial-obligations", Stages.Handler, new { kind = "landTax", amountVnd = 1000, basis = "Thông báo 12" });

        var little = Message("payment", code);
        little["data"]!["SoTien"] = 999;
        Assert.That((string?)(await portal.Send(little)).Gives(202)["reason"], Is.EqualTo("portal.amount-is-due"));
        (await portal.Send(Message("payment", code))).Gives(200);
        Assert.That((string?)(await portal.Dossier((string)dossier["id"]!))["status"], Is.EqualTo("inProgress"));
        (await portal.Send(Message("payment", code))).Gives(200);
        var cancelled = Message("payment", code);
        cancelled["data"]!["TrangThaiThanhToan"] = "4";
        (await portal.Send(cancelled)).Gives(200);
        var settled = (await portal.Dossier((string)dossier["id"]!))["obligations"]!.AsArray().Single()!;
        Assert.That((string?)settled["receiptNumber"], Is.EqualTo("BL-000123"));
    }

    [Test]
    public async Task Parallel_duplicates_of_one_message_have_one_effect()
    {
        var message = Message("submission", NewCode());
        var before = (long)Rows("SELECT COUNT(*) FROM Dossiers")[0][0]!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => portal.Send(message)));
        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(200));
        Assert.That(answers.Select(answer => (string?)answer["dossierId"]).Distinct().Count(), Is.EqualTo(1));
        Assert.That((long)Rows("SELECT COUNT(*) FROM Dossiers")[0][0]! - before, Is.EqualTo(1));
        Assert.That(Rows($"SELECT COUNT(*) FROM PortalInbox WHERE MessageId = '{message["messageId"]}'")[0][0], Is.EqualTo(1L));
    }

    [Test]
    public async Task Administrators_see_and_retry_what_names_their_agencies()
    {
        var message = Message("withdrawal", NewCode());
        var named = Message("submission", NewCode());
        named["data"]!["MaTTHC"] = "9.999998";
        (await portal.Send(message)).Gives(202);
        (await portal.Send(named)).Gives(202);
        var place = $"/portal/inbox/{message["messageId"]}/retry";
        var ofOffice = (await portal.Ask($"agencyAdmin@{Desk.Ward}", "GET", "/portal/inbox?state=parked&limit=200")).Gives(200);
        var seen = ofOffice["items"]!.AsArray().Select(row => (string)row!["messageId"]!).ToArray();
        Assert.That(seen, Does.Contain((string)named["messageId"]!).And.Not.Contain((string)message["messageId"]!));
        (await portal.Ask($"agencyAdmin@{Desk.Ward}", "POST", place)).Gives(404, "portal.message-exists");
        (await portal.Ask($"agencyAdmin@{Desk.Elsewhere}", "POST", $"/portal/inbox/{named["messageId"]}/retry")).Gives(404, "portal.message-exists");
        (await portal.Ask($"agencyAdmin@{Desk.Ward}", "POST", $"/portal/inbox/{named["messageId"]}/retry")).Gives(202);
        (await portal.Ask("admin", "POST", place)).Gives(202);
        (await portal.Ask(Stages.Leader, "GET", "/portal/inbox")).Gives(403);
        var page = (await portal.Ask("admin", "GET", "/portal/inbox?limit=1&state=parked")).Gives(200);
        (await portal.Ask("admin", "GET", $"/portal/inbox?limit=1&state=parked&cursor={page["next"]}")).Gives(200);
        (await portal.Ask("admin", "GET", "/portal/inbox?cursor=x")).Gives(400);
        var taken = Message("submission", NewCode());
        (await portal.Send(taken)).Gives(200);
        (await portal.Ask("admin", "POST", $"/portal/inbox/{taken["messageId"]}/retry")).Gives(409, "portal.message-is-parked");
    }

    [Test]
    public async Task A_mapped_agency_takes_what_the_portal_calls_otherwise()
    {
        var message = Message("submission", NewCode());
        message["data"]!["MaDonViTiepNhan"] = "P-122";
        Assert.That((string?)(await portal.Send(message)).Gives(200)["agency"], Is.EqualTo(Desk.Office));
    }

    private List<object?[]> Rows(string sql) => [.. Tables.Rows(sql, portal.Host.Database)];

    private static string Hex(string id) => Convert.ToHexString(Guid.Parse(id).ToByteArray(bigEndian: true));
}

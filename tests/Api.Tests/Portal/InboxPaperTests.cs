using System.Text.Json.Nodes;
using OneStop.Api.Tests.Audit;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Portal.InboxHost;

namespace OneStop.Api.Tests.Portal;

/// <summary>No paper of a citizen is lost on its way in.</summary>
public sealed class InboxPaperTests
{
    private static readonly object Defect = new { field = "diaChi", code = "other", message = "Bổ sung giấy tờ" };

    private InboxHost portal = null!;

    [OneTimeSetUp]
    public async Task Start() => portal = await InboxHost.Start();

    [OneTimeTearDown]
    public async Task Stop() => await portal.DisposeAsync();

    [Test]
    public async Task A_part_answers_every_defect_of_its_component_and_one_that_nobody_named_the_defect_without()
    {
        var (code, dossier) = await Asked(Component("02"), Component("02"), Defect);
        var message = Message("supplement", code);
        message["data"]!["NoiDungBoSung"] = null;
        message["data"]!["ThanhPhanHoSo"] = new JsonArray(Part("02"), Part("01"));
        (await portal.Send(message)).Gives(200);
        var answers = (await portal.Dossier((string)dossier["id"]!))["supplements"]![0]!["answers"]!.AsArray();
        Assert.That(answers.Select(answer => (string?)answer!["part"]?["component"]), Is.EqualTo(new[] { "02", "02", "01" }));
    }

    [Test]
    public async Task A_part_without_a_place_makes_the_message_wait_with_its_body()
    {
        var (code, dossier) = await Asked(Component("02"));
        var message = Message("supplement", code);
        message["data"]!["ThanhPhanHoSo"] = new JsonArray(Part("02"), Part("01"));
        var parked = (await portal.Send(message)).Gives(202);
        Assert.That(((string?)parked["reason"], (string?)parked["reasonDetail"]), Is.EqualTo(("portal.part-is-asked", "MaThanhPhanHoSo=01")));
        Assert.That(Tables.Rows($"SELECT Body FROM PortalInbox WHERE MessageId = '{message["messageId"]}'", portal.Host.Database)[0][0], Is.Not.Null);
        Assert.That((string?)(await portal.Dossier((string)dossier["id"]!))["status"], Is.EqualTo("awaitingSupplement"));
    }

    [Test]
    public async Task An_answer_without_a_round_does_not_answer_a_request_that_came_after_it()
    {
        var (code, dossier) = await Asked(Component("02"));
        var stale = Message("supplement", code);
        stale["data"]!.AsObject().Remove("LanBoSung");
        stale["sentAt"] = "20260301090000";
        (await portal.Send(stale)).Gives(422, "portal.answers-its-round");
        var early = Message("supplement", code);
        early["data"]!["LanBoSung"] = 0;
        (await portal.Send(early)).Gives(422, "portal.answers-its-round");
        Assert.That((string?)(await portal.Dossier((string)dossier["id"]!))["status"], Is.EqualTo("awaitingSupplement"));
        var right = Message("supplement", code);
        right["data"]!.AsObject().Remove("LanBoSung");
        (await portal.Send(right)).Gives(200);
    }

    [TestCase("{\"ThanhPhanHoSo\":[null]}", "ThanhPhanHoSo")]
    [TestCase("{\"ThanhPhanHoSo\":[{\"MaThanhPhanHoSo\":\"01\",\"LoaiBan\":\"2\",\"GiayToDinhKem\":[null]}]}", "GiayToDinhKem")]
    [TestCase("{\"ThanhPhanHoSo\":[{\"MaThanhPhanHoSo\":\"01\",\"LoaiBan\":\"2\",\"GiayToDinhKem\":null}]}", "ThanhPhanHoSo[0].GiayToDinhKem")]
    [TestCase("{\"ThongTinNguoiNop\":{\"HoTen\":null}}", "ThongTinNguoiNop.HoTen")]
    public async Task Null_where_something_belongs_is_refused(string with, string path)
    {
        var message = Message("submission", NewCode());
        foreach (var (name, value) in JsonNode.Parse(with)!.AsObject())
        {
            message["data"]![name] = value?.DeepClone();
        }
        (await portal.Send(message)).Gives(422, "portal.field-is-sound");
        Assert.That((string?)(await portal.Row(message))["reasonDetail"], Does.StartWith(path.Split('[')[0].Split('.')[0]));
    }

    [Test]
    public async Task A_second_dossier_like_an_open_one_waits_until_the_citizen_says_that_it_is_another()
    {
        var first = Message("submission", NewCode());
        (await portal.Send(first)).Gives(200);
        var second = Like(first);
        Assert.That((string?)(await portal.Send(second)).Gives(202)["reason"], Is.EqualTo("dossier.filed-once"));
        var confirmed = Like(first);
        confirmed["data"]!["XacNhanNopThem"] = true;
        (await portal.Send(confirmed)).Gives(200);
    }

    [Test]
    public async Task What_the_client_may_not_hand_in_today_waits_with_its_body()
    {
        await using var narrow = await InboxHost.Start();
        await narrow.Actors.Client("ward-client", new Domain.Access.ClientGrant
        {
            Scopes = [Domain.Access.Scope.ExchangePortal, Domain.Access.Scope.FileDossiers, Domain.Access.Scope.FileOnBehalf], Agencies = [Desk.Elsewhere],
        });
        var message = Message("submission", NewCode());
        var parked = (await narrow.Send(message, "ward-client")).Gives(202);
        Assert.That((string?)parked["reason"], Is.EqualTo("dossier.within-grant"));
        Assert.That(Tables.Rows($"SELECT Body FROM PortalInbox WHERE MessageId = '{message["messageId"]}'", narrow.Host.Database)[0][0], Is.Not.Null);
    }

    [Test]
    public async Task What_was_paid_for_a_dossier_filed_here_is_found_by_our_code()
    {
        var dossier = (await portal.Ask(Stages.Reception, "POST", "/dossiers", Desk.Filing())).Gives(201).Body;
        dossier = await portal.Act(dossier, "steps/complete", Stages.Reception);
        dossier = await portal.Act(dossier, "claim", Stages.Handler);
        dossier = await portal.Act(dossier, "financial-obligations", Stages.Handler, new { kind = "landTax", amountVnd = 1000, basis = "Thông báo 12" });
        (await portal.Send(Message("withdrawal", (string)dossier["code"]!))).Gives(202);
        (await portal.Send(Message("payment", (string)dossier["code"]!))).Gives(200);
        Assert.That((string?)(await portal.Dossier((string)dossier["id"]!))["status"], Is.EqualTo("inProgress"));
    }

    [TestCase("2019", "1", "citizen")]
    [TestCase("2026", "0", "citizen")]
    [TestCase("2019", "2", "enterprise")]
    [TestCase("2026", "2", "householdBusiness")]
    public void Codes_are_read_as_they_are_written(string version, string code, string word)
    {
        var codes = new Infrastructure.Portal.PortalOptions { Interface = version }.Codes();
        Assert.That((codes.WordOf("LoaiDoiTuong", code), codes.Of("LoaiDoiTuong", word)), Is.EqualTo((word, code)));
    }

    private static JsonObject Like(JsonObject first)
    {
        var other = Message("submission", NewCode());
        other["data"]!["SoGiayToChuHoSo"] = first["data"]!["SoGiayToChuHoSo"]!.DeepClone();
        return other;
    }

    private static object Component(string component) => new { component, code = "illegible", message = "Bản chụp mờ" };

    private static JsonObject Part(string component) => new() { ["MaThanhPhanHoSo"] = component, ["SoLuong"] = 1, ["LoaiBan"] = "2" };

    /// <summary>A dossier filed at the portal, with a request for supplements.</summary>
    private async Task<(string Code, JsonNode Dossier)> Asked(params object[] defects)
    {
        var code = NewCode();
        var dossier = await portal.Dossier((string)(await portal.Send(Message("submission", code))).Gives(200)["dossierId"]!);
        return (code, await portal.Act(dossier, "supplement-requests", Stages.Reception, new { defects }));
    }
}

using System.Text.Json.Nodes;
using OneStop.Api.Tests.Audit;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Portal.InboxHost;

namespace OneStop.Api.Tests.Portal;

/// <summary>No payment is lost because two clocks differ, and two processes take one message once.</summary>
public sealed class InboxPaymentTests
{
    private InboxHost portal = null!;

    [OneTimeSetUp]
    public async Task Start() => portal = await InboxHost.Start();

    [OneTimeTearDown]
    public async Task Stop() => await portal.DisposeAsync();

    [Test]
    public async Task A_notice_from_a_clock_that_is_a_little_ahead_settles_at_once_and_the_same_again_changes_nothing()
    {
        var (code, id) = await Owing();
        (await portal.Send(Paid(code, TimeSpan.FromSeconds(2)))).Gives(200);
        var settled = (await portal.Dossier(id))["obligations"]!.AsArray().Single()!;
        Assert.That((DateTimeOffset)settled["paidAt"]!, Is.EqualTo(portal.Clock.Now));
        (await portal.Send(Paid(code, TimeSpan.FromSeconds(2)))).Gives(200);
    }

    [Test]
    public async Task A_notice_from_far_ahead_waits_with_its_body_until_its_instant_has_come()
    {
        var (code, id) = await Owing();
        var message = Paid(code, TimeSpan.FromMinutes(6));
        Assert.That((string?)(await portal.Send(message)).Gives(202)["reason"], Is.EqualTo("dossier.paid-in-past"));
        Assert.That(Tables.Rows($"SELECT Body FROM PortalInbox WHERE MessageId = '{message["messageId"]}'", portal.Host.Database)[0][0], Is.Not.Null);
        portal.Clock.Now = portal.Clock.Now.AddMinutes(2);
        portal.MachineClock.Now = portal.MachineClock.Now.AddMinutes(2);
        await portal.Until(message, "taken");
        Assert.That((string?)(await portal.Dossier(id))["status"], Is.EqualTo("inProgress"));
    }

    [Test]
    public async Task Two_processes_that_get_one_message_at_the_same_instant_take_it_once()
    {
        await using var second = await InboxHost.Start(portal.Host.Database);
        second.MachineClock.Now = portal.MachineClock.Now;
        using var there = second.Host.CreateClient();
        there.DefaultRequestHeaders.Authorization = (await portal.Actors.As(InboxHost.Portal)).DefaultRequestHeaders.Authorization;
        for (var round = 0; round < 10; round++)
        {
            var message = Message("submission", NewCode());
            var (id, body) = ((string)message["messageId"]!, message.ToJsonString());
            var headers = PortalSignature.Headers(id, body, portal.MachineClock.Now);
            var answers = await Task.WhenAll(portal.Send(message), there.Ask("POST", "/api/v1/portal/inbox", body, headers));
            Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(200));
            Assert.That((string?)answers[0]["dossierId"], Is.EqualTo((string?)answers[1]["dossierId"]));
            Assert.That(Tables.Rows($"SELECT COUNT(*) FROM PortalDossiers WHERE PortalCode = '{message["data"]!["MaHoSo"]}'", portal.Host.Database)[0][0], Is.EqualTo(1L));
        }
    }

    private JsonObject Paid(string code, TimeSpan ahead)
    {
        var message = Message("payment", code);
        message["data"]!["ThoiGianThanhToan"] = (portal.Clock.Now.ToOffset(TimeSpan.FromHours(7)) + ahead).ToString("yyyyMMddHHmmss", null);
        message["data"]!.AsObject().Remove("SoBienLai");
        return message;
    }

    private async Task<(string Code, string Id)> Owing()
    {
        var code = NewCode();
        var dossier = await portal.Dossier((string)(await portal.Send(Message("submission", code))).Gives(200)["dossierId"]!);
        dossier = await portal.Act(dossier, "accept", Stages.Reception);
        dossier = await portal.Act(dossier, "steps/complete", Stages.Reception);
        dossier = await portal.Act(dossier, "claim", Stages.Handler);
        dossier = await portal.Act(dossier, "financial-obligations", Stages.Handler, new { kind = "landTax", amountVnd = 1000, basis = "Thông báo 12" });
        return (code, (string)dossier["id"]!);
    }
}

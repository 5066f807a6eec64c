using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using OneStop.Api.Simulators;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Notifications;

/// <summary>From the filing of a dossier to what the simulated gateway and the simulated server of e-mail took.</summary>
public sealed class NotificationTests
{
    private WebApplication simulators = null!;
    private TestHost host = null!;
    private string gateway = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        var (http, smtp) = (FreePort(), FreePort());
        gateway = $"http://127.0.0.1:{http}";
        simulators = SimulatorHost.Build(["--Simulators:Urls", gateway, "--Simulators:SmtpPort", $"{smtp}"]);
        await simulators.StartAsync();
        host = new TestHost(settings: new Dictionary<string, string>
        {
            ["Notifications:Enabled"] = "true", ["Notifications:SettleSeconds"] = "0", ["Notifications:QuietHours"] = "", ["Notifications:Smtp:Host"] = "127.0.0.1",
            ["Notifications:Smtp:Port"] = $"{smtp}", ["Notifications:Smtp:Tls"] = "none", ["Notifications:Smtp:From"] = "Một cửa <motcua@example.vn>",
            ["Notifications:Gateway:Url"] = $"{gateway}/gateway/messages",
        });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await host.DisposeAsync();
        await simulators.DisposeAsync();
    }

    [Test]
    public async Task Who_files_a_dossier_is_told_by_mail_and_sms_and_reads_what_was_sent()
    {
        var dossier = await Filed("nguoi-nop@example.vn", "0905000111");
        var (mail, sms) = (await Settled(dossier, "email"), await Settled(dossier, "sms"));
        Assert.That(((string)mail["state"]!, (string)sms["state"]!), Is.EqualTo(("sent", "sent")));
        Assert.That(((string)mail["to"]!, (string)sms["to"]!), Is.EqualTo(("n***@example.vn", "*******111")), "officials read it masked");
        Assert.That((string)mail["subject"]!, Does.StartWith("Tiếp nhận hồ sơ"));

        using var client = new HttpClient();
        var taken = (await client.Ask("GET", $"{gateway}/mail/messages")).Gives(200).Body.AsArray().Single(one => (string)one!["to"]![0]! == "nguoi-nop@example.vn")!;
        Assert.That((string)taken["content"]!, Does.Contain("Subject: =?utf-8?").And.Contain("đã tiếp nhận hồ sơ mã số").And.Contain("Auto-Submitted: auto-generated"));
        var message = (await client.Ask("GET", $"{gateway}/gateway/messages")).Gives(200).Body.AsArray().Single(one => (string)one!["to"]! == "0905000111")!;
        Assert.That((string)message["text"]!, Does.Contain((string)dossier["code"]!).And.Contain("hẹn trả kết quả"));

        await Receipts(Guid.Parse((string)sms["id"]!));
        Assert.That((string)(await Settled(dossier, "sms"))["state"]!, Is.EqualTo("delivered"));
        (await host.Client($"reception@{Elsewhere}").Ask("GET", $"/api/v1/notifications?dossier={dossier["id"]}")).Gives(404, "dossier.exists");
    }

    [Test]
    public async Task What_the_channel_refuses_has_failed_and_is_sent_again_on_demand()
    {
        var dossier = await Filed("SIM-REJECT@example.vn", null);
        var failed = await Settled(dossier, "email");
        Assert.That(((string)failed["state"]!, (string)failed["reason"]!), Is.EqualTo(("failed", "smtp550")));
        var admin = host.Client("admin");
        var seen = (await admin.Ask("GET", "/api/v1/notifications")).Gives(200)["items"]!.AsArray().Single(one => (string)one!["id"]! == (string)failed["id"]!)!;
        Assert.That(((string?)seen["text"], (string)seen["state"]!), Is.EqualTo(((string?)null, "failed")));
        var place = $"/api/v1/notifications/{failed["id"]}/resend";
        (await admin.Ask("POST", place)).Gives(428);
        Assert.That((string)(await admin.Ask("POST", place, null, "If-Match", $"\"{failed["version"]}\"")).Gives(200)["state"]!, Is.EqualTo("queued"));
        (await admin.Ask("POST", $"/api/v1/notifications/{Guid.NewGuid()}/resend", null, "If-Match", "\"1\"")).Gives(404, "notification.exists");
        var sent = Messages.Written(host.Database, "sent");
        (await admin.Ask("POST", $"/api/v1/notifications/{sent["id"]}/resend", null, "If-Match", "\"1\"")).Gives(409, "notification.has-failed");
        var untrue = Messages.Written(host.Database, "failed");
        Audit.Tables.Run("UPDATE Notifications SET SupersededBy = EventId WHERE State = 'failed' AND Channel = 'sms'", host.Database);
        (await admin.Ask("POST", $"/api/v1/notifications/{untrue["id"]}/resend", null, "If-Match", "\"1\"")).Gives(409, "notification.is-true");
        var erased = Messages.Written(host.Database, "failed");
        Audit.Tables.Run("UPDATE Notifications SET Address = NULL, Text = NULL WHERE State = 'failed' AND Channel = 'sms'", host.Database);
        (await admin.Ask("POST", $"/api/v1/notifications/{erased["id"]}/resend", null, "If-Match", "\"1\"")).Gives(409, "notification.has-text");
    }

    [Test]
    public async Task Templates_have_versions_and_faults_where_they_stand()
    {
        var admin = host.Client("admin");
        const string Place = "/api/v1/notification-templates/reopened";
        (await admin.Ask("GET", "/api/v1/notification-templates/none")).Gives(404, "notification.template-exists");
        object Body(string mail, string language = "vi", string? subject = "Hồ sơ {code}", int texts = 1, string? from = null) => new
        {
            from, texts = Enumerable.Range(0, texts).Select(_ => new { channel = "email", language, subject, text = mail }),
        };
        async Task Refused(object body, string fault) =>
            Assert.That((await admin.Ask("PUT", Place, body, "If-Match", "\"0\"")).Gives(400).Faults, Does.Contain(fault));
        await Refused(Body("{name}"), "texts.0.text notification.fields-are-known");
        await Refused(Body("048090000001"), "texts.0.text notification.text-is-impersonal");
        await Refused(Body(""), "texts.0.text notification.text-fits-channel");
        await Refused(Body("a", subject: null), "texts.0.subject notification.subject-fits-channel");
        await Refused(Body("a", language: "fr"), "texts.0.language notification.language-is-known");
        await Refused(Body("a", language: "en"), "texts notification.channels-are-covered");
        await Refused(Body("a", texts: 2), "texts notification.texts-are-distinct");
        await Refused(Body("a", from: "2020-01-01T00:00:00+07:00"), "from notification.template-begins-later");
        var written = (await admin.Ask("PUT", Place, Body("Hồ sơ {code} được mở lại."), "If-Match", "\"0\"")).Gives(200);
        Assert.That(((int)written["version"]!, written["history"]!.AsArray().Count, written.Header("ETag")), Is.EqualTo((1, 2, "\"1\"")));
        (await admin.Ask("PUT", Place, Body("khác"), "If-Match", "\"0\"")).Gives(412);
    }

    private async Task Receipts(Guid id)
    {
        var client = host.CreateClient();
        const string Place = "/api/v1/notifications/receipts";
        var body = new { id, status = "delivered" };
        (await client.Ask("POST", Place, body)).Gives(401, "notification.receipt-is-signed");
        (await client.Ask("POST", Place, body, Messages.Signed(id, "delivered", secret: "another-secret-altogether"))).Gives(401, "notification.receipt-is-signed");
        (await client.Ask("POST", Place, body, Messages.Signed(id, "failed"))).Gives(401, "notification.receipt-is-signed");
        (await client.Ask("POST", Place, body, Messages.Signed(id, "delivered", at: DateTimeOffset.UtcNow.AddMinutes(-6)))).Gives(401, "notification.receipt-is-signed");
        var unknown = Guid.NewGuid();
        (await client.Ask("POST", Place, new { id = unknown, status = "delivered" }, Messages.Signed(unknown, "delivered"))).Gives(404, "notification.exists");
        var headers = Messages.Signed(id, "delivered");
        var first = (await client.Ask("POST", Place, body, headers)).Gives(200);
        Assert.That((await client.Ask("POST", Place, body, headers)).Gives(200).Text, Is.EqualTo(first.Text), "replayed");
    }

    private async Task<JsonNode> Filed(string email, string? phone)
    {
        var filing = Filing();
        filing["owner"]!["email"] = email;
        filing["owner"]!["phone"] = phone;
        return (await host.Client($"reception@{Office}").Ask("POST", "/api/v1/dossiers", filing)).Gives(201).Body;
    }

    /// <summary>The message by a channel, once it waits no more.</summary>
    private async Task<JsonNode> Settled(JsonNode dossier, string channel)
    {
        for (var look = 0; look < 300; look++)
        {
            var items = (await host.Client($"reception@{Office}").Ask("GET", $"/api/v1/notifications?dossier={dossier["id"]}&channel={channel}")).Gives(200)["items"]!.AsArray();
            if (items is [{ } message] && (string)message["state"]! != "queued")
            {
                return message.DeepClone();
            }
            await Task.Delay(50);
        }
        throw new TimeoutException($"no message by {channel}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

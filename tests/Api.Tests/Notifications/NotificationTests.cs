using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
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
        simulators = SimulatorHost.Build(["--Simulators:Urls", "http://127.0.0.1:0", "--Simulators:SmtpPort", "0"]);
        await simulators.StartAsync();
        gateway = simulators.Urls.Single();
        var smtp = simulators.Services.GetRequiredService<MailSimulator>().Port;
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
        var taken = (await client.Ask("GET", $"{gateway}/mail/messages")).Gives(200).Body.AsArray().Where(one => (string)one!["to"]![0]! == "nguoi-nop@example.vn")
            .Select(one => (string)one!["content"]!).ToList();
        Assert.That(taken.Select(content => content.Split('\n').Single(line => line.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase))).Distinct().Count(),
            Is.EqualTo(1), "a mail whose answer came late may come again, as the same");
        Assert.That(taken[0], Does.Contain("Subject: =?utf-8?").And.Contain("đã tiếp nhận hồ sơ mã số").And.Contain("Auto-Submitted: auto-generated"));
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
    public async Task A_corrected_address_gets_what_the_wrong_one_refused()
    {
        var dossier = await Filed("SIM-REJECT-sai@example.vn", null);
        await Settled(dossier, "email");
        var reception = host.Client($"reception@{Office}");
        var current = (await reception.Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(200).Body;
        var owner = current["owner"]!.DeepClone();
        owner["email"] = "dung@example.vn";
        (await reception.Ask(
            "POST", $"/api/v1/dossiers/{dossier["id"]}/correct", new { changes = new { owner }, reason = "Ghi nhầm địa chỉ" }, "If-Match", $"\"{current["version"]}\"")).Gives(200);
        using var client = new HttpClient();
        var subjects = await Eventually(async () => (await client.Ask("GET", $"{gateway}/mail/messages")).Gives(200).Body.AsArray()
            .Count(one => (string)one!["to"]![0]! == "dung@example.vn") >= 2);
        Assert.That(subjects, Is.True, "the receipt, and that it was corrected");
        var items = (await reception.Ask("GET", $"/api/v1/notifications?dossier={dossier["id"]}&state=superseded")).Gives(200)["items"]!.AsArray();
        Assert.That(items.Select(one => (string)one!["kind"]!), Is.EqualTo(new[] { "received" }));
    }

    [Test]
    public async Task What_failed_by_a_channel_in_a_period_is_sent_again_at_once()
    {
        var admin = host.Client("admin");
        var failed = Messages.Written(host.Database, "failed");
        object Period(string channel, int days) => new { channel, from = "2026-03-02T00:00:00+07:00", to = $"2026-03-{2 + days:00}T00:00:00+07:00" };
        const string Place = "/api/v1/notifications/resend";
        (await admin.Ask("POST", Place, Period("inbox", 1))).Gives(400);
        Assert.That((await admin.Ask("POST", Place, Period("sms", 0))).Gives(400).Faults, Does.Contain("to field.within-range"));
        (await host.Client($"reception@{Office}").Ask("POST", Place, Period("sms", 1))).Gives(403);
        Assert.That((int)(await admin.Ask("POST", Place, Period("zalo", 1))).Gives(200)["count"]!, Is.Zero);
        Assert.That((int)(await admin.Ask("POST", Place, Period("sms", 1))).Gives(200)["count"]!, Is.AtLeast(1));
        Assert.That((int)(await admin.Ask("POST", Place, Period("sms", 1))).Gives(200)["count"]!, Is.Zero, "once");
        var seen = (await admin.Ask("GET", "/api/v1/notifications?state=failed&channel=sms")).Gives(200)["items"]!.AsArray();
        Assert.That(seen.Select(one => (string)one!["id"]!), Does.Not.Contain((string)failed["id"]!));
        (await admin.Ask("GET", "/api/v1/notifications?mine=true")).Gives(200);
    }

    [Test]
    public async Task Templates_have_versions_and_faults_where_they_stand()
    {
        var admin = host.Client("admin");
        const string Place = "/api/v1/notification-templates/reopened";
        (await admin.Ask("GET", "/api/v1/notification-templates/none")).Gives(404, "notification.template-exists");
        object Body(string mail, string language = "vi", string? subject = "Hồ sơ {code}", int texts = 1, string? from = null, string? sms = "Hồ sơ {code}") => new
        {
            from,
            texts = Enumerable.Range(0, texts).Select(_ => new { channel = "email", language, subject, text = mail })
                .Concat(sms is null ? [] : [new { channel = "sms", language, subject = (string?)null, text = sms }]),
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
        await Refused(Body("a", sms: null), "texts notification.channels-are-covered");
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

    private static async Task<bool> Eventually(Func<Task<bool>> holds)
    {
        for (var look = 0; look < 600; look++)
        {
            if (await holds())
            {
                return true;
            }
            await Task.Delay(50);
        }
        return false;
    }

    /// <summary>The message by a channel, once it waits no more.</summary>
    private async Task<JsonNode> Settled(JsonNode dossier, string channel)
    {
        for (var look = 0; look < 600; look++)
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
}

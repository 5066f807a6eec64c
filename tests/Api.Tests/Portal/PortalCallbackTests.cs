using System.Text.Json.Nodes;
using OneStop.Api.Simulators;
using OneStop.Api.Tests.Audit;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Portal.InboxHost;

namespace OneStop.Api.Tests.Portal;

/// <summary>The simulated portal calls the engine over HTTP: every kind, twice, late, in any order, forged.</summary>
public sealed class PortalCallbackTests
{
    [Test]
    public async Task The_simulated_portal_sends_every_kind_twice_late_shuffled_and_forged()
    {
        await using var portal = await InboxHost.Start(listening: true);
        portal.MachineClock.Now = TimeProvider.System.GetUtcNow();
        await using var simulator = SimulatorHost.Build(["--Simulators:Urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None", .. await Connection(portal)]);
        await simulator.StartAsync();
        using var outside = new HttpClient { BaseAddress = new Uri(simulator.Urls.First()) };
        var code = NewCode();

        object Of(string kind, int times = 1, int late = 0, string forged = "none", object? data = null) =>
            new { kind, times, lateMilliseconds = late, forged, data = data ?? new { MaHoSo = code } };
        async Task<JsonArray> Call(bool shuffled, params object[] messages) =>
            (await outside.Ask("POST", "/portal/callbacks", new { messages, shuffled, seed = 3 })).Gives(200).Body.AsArray();

        var first = await Call(shuffled: true, Of("submission", times: 2), Of("supplement"), Of("submission", forged: "signature"), Of("payment", forged: "body"), Of("withdrawal", forged: "time"));
        Assert.Multiple(() =>
        {
            Assert.That(Statuses(first), Is.EqualTo(new[] { "payment 401", "submission 200", "submission 200", "submission 401", "supplement 202", "withdrawal 401" }));
            Assert.That(Tables.Rows("SELECT COUNT(*) FROM PortalInbox", portal.Host.Database)[0][0], Is.EqualTo(2L), "what is forged leaves nothing");
        });
        var dossier = await portal.Dossier((string)first.First(one => (string)one!["kind"]! == "submission" && (int)one["status"]! == 200)!["answer"]!["dossierId"]!);
        dossier = await portal.Act(dossier, "accept", Stages.Reception);
        dossier = await portal.Act(dossier, "steps/complete", Stages.Reception);
        dossier = await portal.Act(dossier, "claim", Stages.Handler);
        await portal.Act(dossier, "financial-obligations", Stages.Handler, new { kind = "landTax", amountVnd = 1000, basis = "Thông báo 12" });

        var paid = new { MaHoSo = code, SoTien = 1000, ThoiGianThanhToan = "20260302085900" };
        var second = await Call(shuffled: false, Of("withdrawal", late: 100), Of("payment", times: 2, data: paid));
        Assert.That(second.Select(one => $"{one!["kind"]} {one["status"]}"), Is.EqualTo(new[] { "payment 200", "payment 200", "withdrawal 200" }), "what is late comes after the others");
        Assert.That((string?)(await portal.Dossier((string)dossier["id"]!))["status"], Is.EqualTo("withdrawn"));
        Assert.That((await outside.Ask("POST", "/portal/callbacks", new { messages = new[] { Of("greeting") } })).Status, Is.EqualTo(400));
    }

    private static IEnumerable<string> Statuses(JsonArray made) => made.Select(one => $"{one!["kind"]} {one["status"]}").Order(StringComparer.Ordinal);

    /// <summary>What the simulator must know to sign, and to sign in as a client of the engine.</summary>
    private static async Task<string[]> Connection(InboxHost portal)
    {
        var client = (await portal.Ask("admin", "POST", "/clients", new
        {
            clientId = "portal-simulator", displayName = "Cổng giả lập", grant = new { scopes = new[] { "portal.exchange", "dossiers.file", "dossiers.onBehalf" } },
        })).Gives(201).Body;
        var secret = (await portal.Ask("admin", "POST", $"/clients/{client["id"]}/secrets", new { }, "If-Match", $"\"{client["version"]}\"")).Gives(201)["secret"]!;
        return
        [
            "--Simulators:Portal:Engine", portal.Host.ClientOptions.BaseAddress.ToString(), "--Simulators:Portal:Secret", PortalSignature.Secret,
            "--Simulators:Portal:Client", "portal-simulator", "--Simulators:Portal:ClientSecret", (string)secret!,
        ];
    }
}

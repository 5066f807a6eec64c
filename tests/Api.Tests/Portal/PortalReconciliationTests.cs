using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Infrastructure.Portal;

namespace OneStop.Api.Tests.Portal;

/// <summary>What was changed or lost behind our back is found, told and put right.</summary>
public sealed class PortalReconciliationTests
{
    [Test]
    public async Task What_was_changed_or_lost_there_is_found_and_sent_again()
    {
        await using var host = await PortalHost.Start();
        var codes = new List<string>();
        for (var i = 0; i < 25; i++)
        {
            codes.Add((string)(await host.Live(i % 2))["code"]!);
        }
        await host.Settle();
        await host.Tamper(codes[3], new { TrangThaiHoSo = "8", GhiChu = "khác" });
        await host.Lose(codes[7]);

        var report = await Reconcile(host);

        var found = report["reconciliation"]!;
        Assert.Multiple(() =>
        {
            Assert.That(((int)found["checked"]!, (int)found["equal"]!, (int)found["different"]!, (int)found["missing"]!, (int)found["failed"]!), Is.EqualTo((25, 23, 1, 1, 0)));
            Assert.That(
                report["differences"]!["items"]!.AsArray().Select(one => $"{one!["code"]} {one["field"]} {one["ours"]}/{one["theirs"]}"),
                Is.EquivalentTo(new[] { $"{codes[3]} TrangThaiHoSo 2/8", $"{codes[7]} dossier 1/0" }));
        });
        await host.Settle();
        await PortalFaultTests.AssertEqual(host);
    }

    /// <summary>Walks one to its end.</summary>
    internal static async Task<JsonNode> Reconcile(PortalHost host)
    {
        var begun = (await host.As("admin").Ask("POST", "/api/v1/portal/reconciliations", new { })).Gives(202);
        JsonNode report = begun.Body;
        for (var i = 0; i < 200; i++)
        {
            report = (await host.As("admin").Ask("GET", $"/api/v1/portal/reconciliations/{begun["id"]}")).Gives(200).Body;
            if ((string)report["reconciliation"]!["state"]! == "finished")
            {
                return report;
            }
            await host.Host.Services.GetRequiredService<Reconciler>().Walk(CancellationToken.None);
            host.MachineClock.Now = host.MachineClock.Now.AddSeconds(5);
        }
        Assert.Fail($"the reconciliation did not end: {report}");
        return report;
    }
}

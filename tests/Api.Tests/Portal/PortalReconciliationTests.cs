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

    [Test]
    public async Task A_difference_that_sending_does_not_mend_is_sent_three_times_and_then_only_told()
    {
        await using var host = await PortalHost.Start();
        var (good, code) = (await host.Live(1), (string)(await host.Live(1))["code"]!);
        await host.Settle();
        for (var night = 1; night <= 5; night++)
        {
            await host.Tamper(code, new { NgayNopHoSo = "20200101000000" });
            var report = await Reconcile(host);
            Assert.That((int)report["reconciliation"]!["different"]!, Is.EqualTo(1), "it is told every time");
            await host.Settle();
            Assert.That(
                (string)(await host.Held(code))["record"]!["NgayNopHoSo"]! == "20200101000000", Is.EqualTo(night > 3), "and sent three times");
        }
        Assert.That(host.States(), Is.EqualTo(new Dictionary<string, long> { ["inSync"] = 1, ["differs"] = 1 }));

        await host.Tamper(code, new { NgayNopHoSo = (await host.Held((string)good["code"]!))["record"]!["NgayNopHoSo"]!.DeepClone() });
        await Reconcile(host);
        await host.Settle();
        Assert.That(host.States(), Is.EqualTo(new Dictionary<string, long> { ["inSync"] = 2 }), "once it is equal nothing is left of it");
    }

    [Test]
    public async Task A_dossier_that_stands_in_no_ledger_is_found_and_sent()
    {
        await using var host = await PortalHost.Start();
        var lost = await host.Live(1);
        await host.Live(3);
        await host.Settle();
        await host.Lose((string)lost["code"]!);
        host.Rows($"DELETE FROM PortalSyncs WHERE lower(hex(DossierId)) = '{((string)lost["id"]!).Replace("-", "")}'");
        Assert.That(host.Number("SELECT COUNT(*) FROM PortalSyncs"), Is.EqualTo(1));

        var report = await Reconcile(host);

        var found = report["reconciliation"]!;
        Assert.That(((int)found["checked"]!, (int)found["equal"]!, (int)found["missing"]!), Is.EqualTo((2, 1, 1)));
        Assert.That(report["differences"]!["items"]!.AsArray().Select(one => $"{one!["code"]} {one["field"]}"), Is.EqualTo(new[] { $"{lost["code"]} ledger" }));
        await host.Settle();
        await PortalFaultTests.AssertEqual(host);
    }

    [Test]
    public async Task A_portal_that_fails_in_the_middle_of_a_slice_is_asked_about_the_rest_again()
    {
        await using var host = await PortalHost.Start();
        var bad = (string)(await host.Live(1))["code"]!;
        await host.Live(1);
        await host.Settle();
        await host.Tamper(bad, new { GhiChu = "SIM-UNAVAILABLE-5" });
        var found = (await Reconcile(host))["reconciliation"]!;
        Assert.That(((int)found["checked"]!, (int)found["equal"]!, (int)found["different"]!, (int)found["failed"]!), Is.EqualTo((2, 2, 0, 0)));
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
            // It is over, or waits for the clock.
            host.MachineClock.Now = host.MachineClock.Now.AddSeconds(20);
        }
        Assert.Fail($"the reconciliation did not end: {report}");
        return report;
    }
}

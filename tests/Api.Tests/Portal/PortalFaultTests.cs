using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Portal;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Portal;

namespace OneStop.Api.Tests.Portal;

/// <summary>Dossiers reach the portal whatever it does: at the end both sides are equal, and the list of calls says why it took so long.</summary>
public sealed class PortalFaultTests
{
    [Test]
    public async Task Each_fault_alone_loses_and_doubles_nothing()
    {
        await using var host = await PortalHost.Start();
        foreach (var fault in new[] { "reject", "timeOut", "unavailable", "broken", "late" })
        {
            await host.Misbehave((fault, 0.5));
            var before = host.Number("SELECT COUNT(*) FROM PortalCalls WHERE Outcome <> 'acknowledged'");
            foreach (var kind in new[] { 1, 3, 8 })
            {
                await host.Live(kind);
            }
            await ReachEquality(host);
            Assert.That(host.Number("SELECT COUNT(*) FROM PortalCalls WHERE Outcome <> 'acknowledged'"), Is.GreaterThan(before), $"{fault} was met");
        }
        await AssertEqual(host);
    }

    [Test]
    public async Task All_faults_mixed_with_a_hundred_dossiers_and_two_processes()
    {
        await using var host = await PortalHost.Start();
        await host.Misbehave(("reject", 0.07), ("timeOut", 0.03), ("unavailable", 0.1), ("broken", 0.1), ("late", 0.07));
        await host.Live(0);
        await using var second = host.Another(host.Host.Database);
        second.CreateClient().Dispose();
        for (var i = 1; i < 100; i++)
        {
            await host.Live(i);
            if (i == 50)
            {
                await host.EndSessions();
            }
        }
        await ReachEquality(host);
        await AssertEqual(host);
        var held = await host.Held();
        Assert.Multiple(() =>
        {
            Assert.That(held["dossiers"]!.AsArray(), Has.Count.EqualTo(100));
            Assert.That((int)held["overlaps"]!, Is.Zero, "one dossier is in one hand at a time");
            Assert.That((int)held["signIns"]!, Is.GreaterThan(1), "sessions ended, and others were asked for");
        });
    }

    /// <summary>As operators do: what was refused is tried again by a reconciliation.</summary>
    private static async Task ReachEquality(PortalHost host)
    {
        for (var i = 0; i < 6; i++)
        {
            await host.Settle();
            if (host.States() is { Count: 1 } states && states.ContainsKey("inSync"))
            {
                return;
            }
            await PortalReconciliationTests.Reconcile(host);
        }
    }

    /// <summary>Everything stands there as it would be sent now: records, lines of progress each once and in order, statuses in the order of their lives.</summary>
    internal static async Task AssertEqual(PortalHost host)
    {
        var held = await host.Held();
        Assert.That(host.States(), Is.EqualTo(new Dictionary<string, long> { ["inSync"] = held["dossiers"]!.AsArray().Count }), string.Join("; ", host.Rows("SELECT State, Problem, ProblemText FROM PortalSyncs WHERE State <> 'inSync'").Select(row => string.Join(' ', row))));
        Assert.That(held["refusals"]!.AsObject().Select(pair => pair.Key).Where(why => why is not "Hồ sơ đã tồn tại"), Is.Empty, "no message was faulty or out of order");
        var codes = host.Host.Services.GetRequiredService<PortalCodes>();
        foreach (var row in host.Rows("SELECT lower(hex(DossierId)), AcknowledgedVersion FROM PortalSyncs"))
        {
            await using var scope = host.Host.Services.CreateAsyncScope();
            var material = await scope.ServiceProvider.GetRequiredService<PortalMaterials>().Of(DossierId.Parse(row[0], null), default);
            var picture = PortalPicture.Of(material, codes);
            var there = held["dossiers"]!.AsArray().Single(one => (string)one!["code"]! == picture.Record.MaHoSo)!;
            Assert.That(there["record"]!.ToJsonString(), Is.EqualTo(JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(picture.Record, PortalText.Json))!.ToJsonString()));
            Assert.That(there["progress"]!.AsArray().Select(line => (string)line!["NoiDungXuLy"]!), Is.EqualTo(picture.Progress.Select(line => line.NoiDungXuLy)), picture.Record.MaHoSo);
            Assert.That(row[1], Is.EqualTo(material.Dossier.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
    }
}

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
        // One session for all of it: a sign-in that is taken without an answer comes anew each time, and would meet its fault for ever.
        await using var host = await PortalHost.Start(("Portal:CallMilliseconds", "1000"), ("Simulators:PortalCallsPerSession", "100000"));
        foreach (var fault in new[] { "reject", "timeOut", "unavailable", "broken", "late", "applyLate" })
        {
            // Every message meets it when it first comes.
            await host.Misbehave((fault, 1));
            var before = host.Number("SELECT COUNT(*) FROM PortalCalls WHERE Outcome <> 'acknowledged'");
            foreach (var kind in new[] { 1, 3, 8 })
            {
                await host.Live(kind);
            }
            await ReachEquality(host);
            Assert.That(host.Number("SELECT COUNT(*) FROM PortalCalls WHERE Outcome <> 'acknowledged'"), Is.GreaterThan(before), $"{fault} was met");
        }
        await AssertEqual(host);
        Assert.That((int)(await host.Held())["carriedOutLate"]!, Is.Positive);
    }

    [Test]
    public async Task A_call_without_an_answer_that_is_carried_out_late_is_overwritten()
    {
        await using var host = await PortalHost.Start();
        var dossier = await host.Live(1);
        await host.Settle();
        // Far longer than the quiet time: when it is looked at first there is nothing to be seen of it.
        await host.Misbehave(TimeSpan.FromSeconds(300), ("applyLate", 1));
        dossier = await host.Act(dossier, "steps/complete", Dossiers.Stages.Reception);
        await PortalHost.Until(() => host.Number("SELECT COUNT(*) FROM PortalSyncs WHERE Problem = 'broken' AND LeasedUntil IS NULL") == 1, "the connection broke");
        Assert.That(host.Number("SELECT NextAt FROM PortalSyncs"), Is.GreaterThanOrEqualTo(host.MachineClock.Now.AddSeconds(180).ToUnixTimeMilliseconds()));
        await host.Misbehave();
        dossier = await host.Act(dossier, "claim", Dossiers.Stages.Handler);
        await host.Act(dossier, "stop", Dossiers.Stages.Leader, Dossiers.Stages.Reason);
        await host.Followed();

        host.MachineClock.Now = host.MachineClock.Now.AddSeconds(181);
        await PortalHost.Until(() => host.Number("SELECT COUNT(*) FROM PortalSyncs WHERE Problem = 'unsure' AND LeasedUntil IS NULL") == 1, "it is sent, and not yet sure");
        var (sent, state) = (await host.Held((string)dossier["code"]!), host.States());
        host.MachineClock.Now = host.MachineClock.Now.AddSeconds(150);
        var late = await host.Held((string)dossier["code"]!);
        await host.Settle();

        var held = await host.Held((string)dossier["code"]!);
        Assert.Multiple(() =>
        {
            Assert.That(state.Keys, Is.EqualTo(new[] { "pending" }), "nothing is said before it is certain");
            Assert.That((string)sent["record"]!["TrangThaiHoSo"]!, Is.EqualTo("8"));
            Assert.That((string)late["record"]!["TrangThaiHoSo"]!, Is.EqualTo("4"), "the portal carried it out after that");
            Assert.That(held["statuses"]!.AsArray().Select(one => (string)one!), Is.EqualTo(new[] { "2", "8", "4", "8" }));
        });
        await AssertEqual(host);
    }

    [Test]
    public async Task A_dossier_that_meets_a_fault_of_the_engine_says_so_and_waits_longer_each_time()
    {
        await using var host = await PortalHost.Start();
        var dossier = await host.Live(1);
        await host.Settle();
        var version = host.Number("SELECT ProcedureVersion FROM Dossiers");
        host.Rows("UPDATE Dossiers SET ProcedureVersion = 99");
        (await host.As("admin").Ask("POST", $"/api/v1/portal/sync/{dossier["id"]}/resend")).Gives(200);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var times = attempt;
            await PortalHost.Until(() => host.Number("SELECT COUNT(*) FROM PortalSyncs WHERE Problem = 'fault' AND ErrorCode = 'InvalidOperationException' AND Attempts = " + times) == 1, "it says so");
            host.MachineClock.Now = DateTimeOffset.FromUnixTimeMilliseconds(host.Number("SELECT NextAt FROM PortalSyncs"));
        }
        host.Rows($"UPDATE Dossiers SET ProcedureVersion = {version}");
        await host.Settle();
        await AssertEqual(host);
    }

    [Test]
    public async Task All_faults_mixed_with_a_hundred_dossiers_and_two_processes()
    {
        await using var host = await PortalHost.Start(("Portal:CallMilliseconds", "1000"));
        await host.Misbehave(("reject", 0.07), ("timeOut", 0.03), ("unavailable", 0.1), ("broken", 0.1), ("late", 0.07), ("applyLate", 0.05));
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
        Assert.That(held["refusals"]!.AsObject().Select(pair => pair.Key), Is.Empty, "no message was faulty or out of order");
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

using System.Text.Json;
using OneStop.Api.Tests.Authorization;
using OneStop.Application.Portal;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Portal;

namespace OneStop.Api.Tests.Portal;

/// <summary>What the portal has, says and refuses, met one by one.</summary>
public sealed class PortalOutboundTests
{
    [Test]
    public async Task What_was_filed_at_the_portal_goes_back_under_its_code_there()
    {
        await using var host = await PortalHost.Start(("Portal:InboxSecret", PortalSignature.Secret), ("Portal:InboxIssuer", "https://vneid.example.vn"));
        var actors = new Actors(host.Host);
        await actors.Client(InboxHost.Portal, new ClientGrant { Scopes = [Scope.ExchangePortal, Scope.FileDossiers, Scope.FileOnBehalf] });
        var message = InboxHost.Message("submission", InboxHost.NewCode());
        var (id, body, code) = ((string)message["messageId"]!, message.ToJsonString(), (string)message["data"]!["MaHoSo"]!);
        (await (await actors.As(InboxHost.Portal)).Ask("POST", "/api/v1/portal/inbox", body, PortalSignature.Headers(id, body, host.MachineClock.Now))).Gives(200);
        await host.Settle();

        var held = await host.Held(code);
        var report = await PortalReconciliationTests.Reconcile(host);

        Assert.Multiple(() =>
        {
            Assert.That((string)held["record"]!["MaHoSo"]!, Is.EqualTo(code));
            Assert.That(held["progress"]!.AsArray().Select(line => (string)line!["MaHoSo"]!), Is.Not.Empty.And.All.EqualTo(code));
            Assert.That(((int)report["reconciliation"]!["checked"]!, (int)report["reconciliation"]!["equal"]!), Is.EqualTo((1, 1)));
        });
        await PortalFaultTests.AssertEqual(host);
    }

    [Test]
    public async Task A_session_that_ends_by_the_status_of_HTTP_is_followed_by_another()
    {
        await using var host = await PortalHost.Start(("Simulators:PortalEndsByStatus", "true"));
        await host.Live(1);
        await host.Settle();
        await host.EndSessions();
        await host.Live(3);
        await host.Settle();
        Assert.That(host.Number("SELECT COUNT(*) FROM PortalCalls WHERE Outcome = 'sessionOver'"), Is.Positive);
        await PortalFaultTests.AssertEqual(host);
    }

    [Test]
    public async Task Sessions_that_end_again_and_again_refuse_no_dossier()
    {
        await using var host = await PortalHost.Start(("Simulators:PortalCallsPerSession", "0"));
        await host.Live(1);
        await PortalHost.Until(() => host.Number("SELECT COUNT(*) FROM PortalSyncs WHERE Problem = 'sessionOver' AND NextAt IS NOT NULL AND State = 'pending'") == 1, "it waits");
    }

    [Test]
    public async Task A_refused_sign_in_is_not_tried_again_at_once()
    {
        await using var host = await PortalHost.Start(("Portal:Password", "wrong"));
        for (var i = 0; i < 4; i++)
        {
            await host.Live(1);
        }
        await host.Followed();
        await PortalHost.Until(() => host.Number("SELECT COUNT(*) FROM PortalCalls WHERE Outcome = 'signInRefused'") > 0, "it was refused");
        await PortalHost.Until(() => host.Number("SELECT COUNT(*) FROM PortalSyncs WHERE LeasedUntil IS NULL") == 4, "nothing is in hand");
        Assert.That(host.Number("SELECT COUNT(*) FROM PortalCalls"), Is.EqualTo(1), "the others wait with the line");
    }

    [Test]
    public async Task A_dossier_asked_for_while_an_attempt_fails_goes_at_once()
    {
        await using var host = await PortalHost.Start(("Portal:CallMilliseconds", "1000"));
        var dossier = await host.Live(1);
        await host.Settle();
        await host.Tamper((string)dossier["code"]!, new { GhiChu = "SIM-TIMEOUT-3" });
        (await host.As("admin").Ask("POST", $"/api/v1/portal/sync/{dossier["id"]}/resend")).Gives(200);
        await PortalHost.Until(() => host.Number("SELECT COUNT(*) FROM PortalSyncs WHERE LeasedUntil IS NOT NULL") == 1, "it is on the way");
        (await host.As("admin").Ask("POST", $"/api/v1/portal/sync/{dossier["id"]}/resend")).Gives(200);
        await PortalHost.Until(() => host.States().ContainsKey("inSync"), "the clock stands, and it is sent");
        await PortalFaultTests.AssertEqual(host);
    }

    [Test]
    public async Task A_ledger_that_is_wrong_about_what_is_there_is_put_right_by_a_refusal()
    {
        await using var host = await PortalHost.Start();
        var dossier = await host.Live(1);
        await host.Settle();
        await host.Lose((string)dossier["code"]!);
        await host.Act(dossier, "steps/complete", Dossiers.Stages.Reception);
        await host.Settle();
        Assert.That(host.States(), Is.EqualTo(new Dictionary<string, long> { ["inSync"] = 1 }));
        Assert.That((await host.Held((string)dossier["code"]!))["progress"]!.AsArray(), Has.Count.EqualTo(3), "all that was told before too");
    }

    [Test]
    public async Task The_interface_of_2026_is_spoken_from_the_filing_to_the_end()
    {
        await using var host = await PortalHost.Start(("Portal:Interface", "2026"), ("Simulators:PortalInterface", "2026"));
        var code = (string)(await host.Live(7))["code"]!;
        await host.Settle();
        Assert.That((string)(await host.Held(code))["record"]!["LoaiDoiTuong"]!, Is.EqualTo("0"), "a citizen");
        await PortalFaultTests.AssertEqual(host);
    }

    [Test]
    public void Names_longer_than_the_portal_takes_are_cut_to_what_it_takes()
    {
        var (known, name) = (KnownDossier.Returned(), string.Concat(new string('x', 499), "😀", new string('y', 5_000)));
        var material = known with
        {
            FieldName = name,
            Procedure = known.Procedure with
            {
                Name = name,
                Components = [.. known.Procedure.Components.Select(component => component with { Name = name })],
                Fees = [.. known.Procedure.Fees.Select(fee => fee with { Name = name })],
                Results = [.. known.Procedure.Results.Select(result => result with { Name = name })],
            },
        };
        var picture = PortalPicture.Of(material, KnownDossier.Codes);
        Assert.Multiple(() =>
        {
            Assert.That(MessageCheck.Faults(ServiceNames.SyncDossiers, JsonSerializer.SerializeToElement(picture.Record, PortalText.Json), KnownDossier.Codes), Is.Empty);
            Assert.That(MessageCheck.Faults(ServiceNames.SyncProgress, JsonSerializer.SerializeToElement(picture.Progress, PortalText.Json), KnownDossier.Codes), Is.Empty);
            Assert.That(picture.Record.TenLinhVuc, Is.EqualTo(new string('x', 499)), "no half of a character is left");
        });
    }

    [Test]
    public async Task A_look_up_that_hides_progress_doubles_none()
    {
        await using var host = await PortalHost.Start(("Simulators:PortalHidesProgress", "true"));
        var dossier = await host.Live(1);
        await host.Settle();
        (await host.As("admin").Ask("POST", $"/api/v1/portal/sync/{dossier["id"]}/resend")).Gives(200);
        await host.Act(dossier, "steps/complete", Dossiers.Stages.Reception);
        await host.Settle();
        await PortalFaultTests.AssertEqual(host);
    }

    [Test]
    public async Task A_dossier_asked_for_while_it_is_on_the_way_is_sent_again()
    {
        await using var host = await PortalHost.Start(("Portal:CallMilliseconds", "30000"));
        var dossier = await host.Live(1);
        await host.Settle();
        await host.Slow(700);
        (await host.As("admin").Ask("POST", $"/api/v1/portal/sync/{dossier["id"]}/resend")).Gives(200);
        await PortalHost.Until(() => host.Number("SELECT COUNT(*) FROM PortalSyncs WHERE LeasedUntil IS NOT NULL") == 1, "it is on the way");
        (await host.As("admin").Ask("POST", $"/api/v1/portal/sync/{dossier["id"]}/resend")).Gives(200);
        await PortalHost.Until(() => host.Number("SELECT COUNT(*) FROM PortalSyncs WHERE NextAt IS NULL") == 1, "nothing waits");
        Assert.That(host.Number("SELECT COUNT(DISTINCT Attempt) FROM PortalCalls WHERE Service = 'DongBoHoSoMC'"), Is.EqualTo(3));
        await PortalFaultTests.AssertEqual(host);
    }

    [Test]
    public async Task One_dossier_of_which_the_portal_answers_nonsense_holds_up_no_reconciliation()
    {
        await using var host = await PortalHost.Start();
        var bad = (string)(await host.Live(1))["code"]!;
        await host.Live(1);
        await host.Settle();
        await host.Tamper(bad, new { GhiChu = "SIM-UNAVAILABLE" });
        var found = (await PortalReconciliationTests.Reconcile(host))["reconciliation"]!;
        Assert.That(((int)found["checked"]!, (int)found["equal"]!, (int)found["failed"]!), Is.EqualTo((2, 1, 1)));
    }

    [Test]
    public async Task Numbers_and_nulls_are_compared_and_doubled_lines_are_told_but_not_sent()
    {
        await using var host = await PortalHost.Start();
        var (number, nothing) = ((string)(await host.Live(1))["code"]!, (string)(await host.Live(1))["code"]!);
        await host.Settle();
        await host.Tamper(number, new { TrangThaiHoSo = 8 });
        await host.Tamper(nothing, new { NgayNopHoSo = (string?)null });
        var report = await PortalReconciliationTests.Reconcile(host);
        Assert.That(
            report["differences"]!["items"]!.AsArray().Select(one => $"{one!["code"]} {one["field"]} {one["theirs"]}"),
            Is.EquivalentTo(new[] { $"{number} TrangThaiHoSo 8", $"{nothing} NgayNopHoSo " }));

        var picture = PortalPicture.Of(KnownDossier.Returned(), KnownDossier.Codes);
        var lines = picture.Progress.Select(line => new HeldLine(line.ThoiDiemXuLy, line.TrangThai, line.NoiDungXuLy)).ToArray();
        var record = JsonSerializer.SerializeToElement(picture.Record, PortalText.Json);
        Assert.Multiple(() =>
        {
            Assert.That(PortalComparison.Differences(picture, new HeldDossier(record, lines)), Is.Empty);
            Assert.That(PortalComparison.Differences(picture, new HeldDossier(record, [.. lines, lines[0]])).Select(one => (one.Field, one.IsMended)), Is.EqualTo(new[] { ("TienDo", false) }));
            Assert.That(PortalComparison.Differences(picture, new HeldDossier(record, lines[1..])).Select(one => (one.Field, one.IsMended)), Is.EqualTo(new[] { ("TienDo", true) }));
            Assert.That(PortalComparison.Differences(picture, new HeldDossier(record, null)), Is.Empty);
        });
    }

    [Test]
    public void Lines_of_progress_are_known_whatever_the_tables_call_them()
    {
        var words = KnownDossier.Codes.Lists["NoiDungXuLy"].ToDictionary(word => word.Key, word => $"{word.Value} (mới)");
        var codes = KnownDossier.Codes with { Lists = new Dictionary<string, IReadOnlyDictionary<string, string>>(KnownDossier.Codes.Lists) { ["NoiDungXuLy"] = words } };
        var (before, after) = (PortalPicture.Of(KnownDossier.Returned(), KnownDossier.Codes), PortalPicture.Of(KnownDossier.Returned(), codes));
        Assert.Multiple(() =>
        {
            Assert.That(after.Progress.Select(line => line.Mark()), Is.EqualTo(before.Progress.Select(line => line.Mark())));
            Assert.That(
                after.Among([.. before.Progress.Select(line => new HeldLine(line.ThoiDiemXuLy, line.TrangThai, line.NoiDungXuLy))]), Has.Count.EqualTo(after.Progress.Count));
        });
    }

    [Test]
    public async Task What_waits_here_is_not_filtered_by_what_it_does_not_have() => Assert.That(
        (await Desk.As(Dossiers.Stages.Leader).Ask("GET", "/api/v1/portal/sync?state=parked&procedure=1&olderThan=1970-01-01T00:00:00Z")).Gives(400).Faults,
        Is.EquivalentTo(new[] { "procedure field.known", "olderThan field.known" }));
}

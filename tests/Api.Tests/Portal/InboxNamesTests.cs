using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Ports;
using OneStop.Domain.Portal;
using OneStop.Infrastructure.Portal;
using static OneStop.Api.Tests.Portal.InboxHost;

namespace OneStop.Api.Tests.Portal;

/// <summary>What the portal names is what is mapped in the national catalogue.</summary>
public sealed class InboxNamesTests
{
    private InboxHost portal = null!;

    [OneTimeSetUp]
    public async Task Start() => portal = await InboxHost.Start();

    [OneTimeTearDown]
    public async Task Stop() => await portal.DisposeAsync();

    [Test]
    public async Task A_national_procedure_is_the_one_it_is_mapped_to_and_mapping_it_wakes_what_waits()
    {
        await Procedure("1.088888");
        var message = Filing("MaTTHC", "1.088888");
        var parked = (await portal.Send(message)).Gives(202);
        Assert.That(((string?)parked["reason"], (string?)parked["reasonDetail"]), Is.EqualTo(("portal.code-is-known", "MaTTHC=1.088888")));
        (await portal.Ask("admin", "PUT", "/portal/catalogue/1.088888", new { procedure = Desk.Procedure }, "If-Match", "\"1\"")).Gives(200);
        var row = await portal.Until(message, "taken");
        var dossier = await portal.Dossier((string)row["dossierId"]!);
        Assert.That((string?)dossier["procedure"]!["code"], Is.EqualTo(Desk.Procedure));
        (await portal.Send(Filing("MaTTHC", "1.088888"))).Gives(200);
        (await portal.Send(Filing("MaTTHC", Desk.Procedure))).Gives(200);
    }

    [Test]
    public async Task A_national_agency_is_the_one_it_is_mapped_to_and_its_officials_see_what_waits()
    {
        await Agency("G77");
        var unmapped = Filing("MaDonViTiepNhan", "G77");
        Assert.That((string?)(await portal.Send(unmapped)).Gives(202)["reasonDetail"], Is.EqualTo("MaDonViTiepNhan=G77"));
        var elsewhere = Filing("MaDonViTiepNhan", "G77");
        elsewhere["data"]!["MaTTHC"] = "9.999997";
        (await portal.Send(elsewhere)).Gives(202);
        (await portal.Ask("admin", "PUT", "/portal/agencies/G77", new { agency = Desk.Office }, "If-Match", "\"1\"")).Gives(200);
        Assert.That((string?)(await portal.Until(unmapped, "taken"))["agency"], Is.EqualTo(Desk.Office));
        var seen = (await portal.Ask($"agencyAdmin@{Desk.Ward}", "GET", "/portal/inbox?state=parked")).Gives(200)["items"]!.AsArray().Select(row => (string)row!["messageId"]!);
        Assert.That(seen, Does.Contain((string)elsewhere["messageId"]!));
    }

    [Test]
    public async Task A_national_procedure_that_is_mapped_to_none_by_hand_is_not_ours_of_the_same_code()
    {
        await Procedure(Desk.Linked);
        Assert.That((string?)(await portal.Send(Filing("MaTTHC", Desk.Linked))).Gives(202)["reasonDetail"], Is.EqualTo($"MaTTHC={Desk.Linked}"));
    }

    [Test]
    public async Task Refused_messages_stand_in_the_ledger_with_their_reason_page_by_page_for_those_whose_agency_they_name()
    {
        var (named, unnamed) = (Filing("SoGiayToChuHoSo", "123456789012"), Message("withdrawal", NewCode()));
        unnamed["data"] = new JsonObject { ["MaHoSo"] = "x" };
        (await portal.Send(named)).Gives(422);
        (await portal.Send(unnamed)).Gives(422);
        var lines = (await portal.Ask("admin", "GET", "/portal/sync?state=refused&limit=200")).Gives(200)["items"]!.AsArray();
        var line = lines.Single(one => (string)one!["message"]! == (string)named["messageId"]!)!;
        Assert.Multiple(() =>
        {
            Assert.That(((string?)line["state"], (string?)line["problem"], (string?)line["errorCode"]), Is.EqualTo(("refused", "refusedHere", "dossier.personal-id-is-true")));
            Assert.That((string?)line["problemText"], Is.Not.Empty.And.Not.Contains("123456789012"));
            Assert.That(lines.Select(one => (string)one!["message"]!), Does.Contain((string)unnamed["messageId"]!));
        });
        var first = (await portal.Ask("admin", "GET", "/portal/sync?state=refused&limit=1")).Gives(200);
        var second = (await portal.Ask("admin", "GET", $"/portal/sync?state=refused&limit=1&cursor={first["next"]}")).Gives(200);
        Assert.That((string?)second["items"]![0]!["message"], Is.Not.EqualTo((string?)first["items"]![0]!["message"]));
        var ofOffice = (await portal.Ask($"agencyAdmin@{Desk.Ward}", "GET", "/portal/sync?state=refused&limit=200")).Gives(200)["items"]!.AsArray().Select(one => (string)one!["message"]!).ToArray();
        Assert.That(ofOffice, Does.Contain((string)named["messageId"]!).And.Not.Contain((string)unnamed["messageId"]!));
        var other = (await portal.Ask($"agencyAdmin@{Desk.Elsewhere}", "GET", "/portal/sync?state=refused&limit=200")).Gives(200)["items"]!.AsArray();
        Assert.That(other.Select(one => (string)one!["message"]!), Does.Not.Contain((string)named["messageId"]!));
        (await portal.Ask("admin", "GET", "/portal/sync?state=refused&procedure=1.003658")).Gives(400);
    }

    [Test]
    public async Task What_a_disabled_client_handed_in_waits_for_it_without_being_tried_every_minute()
    {
        await portal.Actors.Client("leaving-client", new Domain.Access.ClientGrant
        {
            Scopes = [Domain.Access.Scope.ExchangePortal, Domain.Access.Scope.FileDossiers, Domain.Access.Scope.FileOnBehalf],
        });
        var message = Message("withdrawal", NewCode());
        (await portal.Send(message, "leaving-client")).Gives(202);
        (await portal.Ask("admin", "POST", $"/clients/{portal.Actors.IdOf("leaving-client")}/disable", new { }, "If-Match", "\"0\"")).Gives(200);
        portal.MachineClock.Now = portal.MachineClock.Now.AddMinutes(1);
        await portal.GoOn();
        for (var look = 0; look < 1500 && (string?)(await portal.Row(message))["reason"] != "request.permitted"; look++)
        {
            await Task.Delay(20);
        }
        var row = await portal.Row(message);
        Assert.That(((string?)row["state"], (string?)row["reason"]), Is.EqualTo(("parked", "request.permitted")));
        Assert.That((DateTimeOffset)row["nextTryAt"]!, Is.EqualTo(portal.MachineClock.Now.AddHours(1)));
    }

    private static JsonObject Filing(string field, string code)
    {
        var message = Message("submission", NewCode());
        message["data"]![field] = code;
        return message;
    }

    private Task Procedure(string code) => Write<NationalProcedureRows>(rows =>
        rows.Add(NationalProcedure.Meet(new NationalContent(code, "Thủ tục quốc gia", null, null, new string('0', 64), "{}"), Desk.Monday), default));

    private Task Agency(string code) => Write<NationalAgencyRows>(rows =>
        rows.Add(new NationalAgency(new NationalAgencyState { Code = code, Name = "Cơ quan quốc gia", FirstSeenAt = Desk.Monday, LastSeenAt = Desk.Monday }), default));

    private async Task Write<TRows>(Func<TRows, Task> write)
        where TRows : notnull
    {
        await using var scope = portal.Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(
            async () =>
            {
                await write(scope.ServiceProvider.GetRequiredService<TRows>());
                return true;
            },
            default);
    }
}

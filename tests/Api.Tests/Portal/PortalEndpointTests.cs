using System.Text.Json.Nodes;
using OneStop.Api.Tests.Authorization;
using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Portal;

/// <summary>The ledger and the reconciliations as callers meet them; no portal is connected here.</summary>
public sealed class PortalEndpointTests
{
    private const string Sync = "/api/v1/portal/sync";
    private const string Reconciliations = "/api/v1/portal/reconciliations";

    [Test]
    public async Task A_line_is_for_whoever_sees_the_whole_dossier()
    {
        var dossier = await Plans.Synchronised();
        var place = $"{Sync}/{dossier["id"]}";
        var line = (await As(Stages.Leader).Ask("GET", place)).Gives(200);
        Assert.That(((string)line["sync"]!["state"]!, (string)line["sync"]!["code"]!), Is.EqualTo(("inSync", (string)dossier["code"]!)));
        (await As($"leader@{Elsewhere}").Ask("GET", place)).Gives(404, "dossier.exists");
        (await As(Stages.Owner).Ask("GET", place)).Gives(403);
        (await Anonymous.Ask("GET", place)).Gives(401);
        (await As(Stages.Leader).Ask("GET", $"{Sync}/{(await Stages.Registered())["id"]}")).Gives(404, "portal.sync-exists");
    }

    [Test]
    public async Task Only_administrators_of_its_agencies_send_it_again()
    {
        var dossier = await Plans.Synchronised();
        var place = $"{Sync}/{dossier["id"]}/resend";
        (await As(Stages.Leader).Ask("POST", place)).Gives(403);
        (await As("agencyAdmin@H17").Ask("POST", place)).Gives(403, "portal.may-resend");
        (await As($"agencyAdmin@{Elsewhere}").Ask("POST", place)).Gives(404, "dossier.exists");
        var again = (await As($"agencyAdmin@{Ward}").Ask("POST", place)).Gives(200);
        Assert.That((string)again["sync"]!["state"]!, Is.EqualTo("pending"));
        Assert.That((string?)again["sync"]!["nextAttemptAt"], Is.Not.Null);
    }

    [Test]
    public async Task The_ledger_is_filtered_and_paged()
    {
        var first = await Plans.Synchronised();
        var second = await Plans.Synchronised();
        var codes = new List<string>();
        for (string? next = $"{Sync}?state=inSync&agency={Ward}&procedure={first["procedure"]!["code"]}&limit=1"; next is not null;)
        {
            var page = (await As(Stages.Leader).Ask("GET", next)).Gives(200);
            codes.AddRange(page["items"]!.AsArray().Select(one => (string)one!["code"]!));
            next = page.Header("Link")?.Split('<', '>')[1];
        }
        Assert.That(codes, Is.Unique.And.Contains((string)first["code"]!).And.Contains((string)second["code"]!));
        Assert.That((await As($"leader@{Elsewhere}").Ask("GET", Sync)).Gives(200)["items"]!.AsArray().Select(one => (string)one!["code"]!), Does.Not.Contain((string)first["code"]!));
        Assert.That((await As(Stages.Leader).Ask("GET", $"{Sync}?olderThan=1970-01-01T00:00:00Z")).Gives(200)["items"]!.AsArray(), Is.Empty);
        foreach (var query in new[] { "?state=lost", "?cursor=x", "?limit=0", "?olderThan=yesterday", "?sort=code", "?other=1" })
        {
            (await As(Stages.Leader).Ask("GET", $"{Sync}{query}")).Gives(400);
        }
    }

    [Test]
    public async Task One_reconciliation_is_under_way_at_a_time()
    {
        await Plans.NoReconciliation();
        Assert.That((await As("admin").Ask("POST", Reconciliations, new { from = "2026-03-02T00:00:00Z", to = "2026-03-01T00:00:00Z" })).Gives(400).Faults, Is.EqualTo(new[] { "to field.within-range" }));
        var begun = (await As("admin").Ask("POST", Reconciliations, new { })).Gives(202);
        (await As("admin").Ask("POST", Reconciliations, new { })).Gives(409, "portal.one-reconciliation");
        var place = begun.Header("Location")!;
        Assert.That((string)(await As("admin").Ask("GET", place)).Gives(200)["reconciliation"]!["state"]!, Is.EqualTo("underWay"));
        Assert.That((await As("admin").Ask("GET", Reconciliations)).Gives(200)["items"]!.AsArray(), Is.Not.Empty);
        (await As(Stages.Leader).Ask("GET", place)).Gives(403);
        (await As("admin").Ask("GET", $"{Reconciliations}/{Guid.Empty}")).Gives(404, "portal.reconciliation-exists");
        await Plans.NoReconciliation();
    }

    [Test]
    public async Task A_message_is_checked_field_by_field()
    {
        var record = (JsonObject)JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(Sources.Root, "docs", "portal", "DongBoHoSoMC.request.json")))!["data"]![0]!;
        Assert.That((bool)(await Check("DongBoHoSoMC", record))["valid"]!, Is.True);
        record.Remove("TenTTHC");
        record["NgayTra"] = "2026-03-02";
        record["KenhThucHien"] = "9";
        record["MaHoSo"] = new string('x', 101);
        record["Khac"] = 1;
        record["DanhSachLePhi"]![0]!["Gia"] = "75.000";
        record["NgayTiepNhan"] = "";
        Assert.That(
            (await Check("DongBoHoSoMC", new JsonArray(record.DeepClone())))["faults"]!.AsArray().Select(fault => $"{fault!["field"]} {fault["fault"]}"),
            Is.EquivalentTo(new[]
            {
                "data[0].TenTTHC missing", "data[0].NgayTra malformed", "data[0].KenhThucHien unknownCode", "data[0].MaHoSo tooLong", "data[0].Khac unknown",
                "data[0].DanhSachLePhi[0].Gia malformed", "data[0].NgayTiepNhan missing",
            }));
        Assert.That((await As(Stages.Leader).Ask("POST", "/api/v1/portal/validate", new { service = "Khac", data = new { } })).Gives(400).Faults, Is.EqualTo(new[] { "service field.in-list" }));
        Assert.That((await As(Stages.Leader).Ask("POST", "/api/v1/portal/validate", new { service = "TraCuuHoSo", data = "x" })).Gives(400).Faults, Is.EqualTo(new[] { "data field.well-formed" }));
        (await As(Stages.Leader).Ask("POST", "/api/v1/portal/validate", new { service = "TraCuuHoSo" })).Gives(400);
    }

    private static async Task<JsonNode> Check(string service, JsonNode data) =>
        (await As(Stages.Leader).Ask("POST", "/api/v1/portal/validate", new JsonObject { ["service"] = service, ["data"] = data.DeepClone() })).Gives(200).Body;
}

using OneStop.Domain.Access;

namespace OneStop.Api.Tests.Catalogue;

public sealed class AgencyEndpointTests
{
    private readonly CatalogueApi api = new();

    [OneTimeTearDown]
    public void Close() => api.Dispose();

    [TestCase("?level=district", 30)]
    [TestCase("?parent=H17.25", 6)]
    [TestCase("?parent=H17.25&on=2026-01-01", 0)]
    [TestCase("?level=district&kind=oneStop", 5)]
    [TestCase("?search=giao%20thuy&kind=oneStop&on=2018-06-01", 1)]
    public async Task Filters_narrow_the_register(string query, int count) =>
        Assert.That((int)(await api.Anonymous.Get($"/agencies{query}"))["count"]!["value"]!, Is.EqualTo(count));

    [Test]
    public async Task An_agency_has_the_names_of_its_neighbours()
    {
        var ward = await api.Anonymous.Get("/agencies/H17.25.03");

        Assert.That((string)ward["parent"]!["name"]!, Is.EqualTo("UBND quận Liên Chiểu"));
        Assert.That((string)ward["successors"]![0]!["code"]!, Is.EqualTo("H17.123"));
        Assert.That(ward["links"]!.AsObject().Select(link => link.Key), Does.Contain("taxOffice"));
        await api.Anonymous.Get("/agencies/H99", 404);
    }

    [Test]
    public async Task Agencies_are_entered_changed_and_succeeded()
    {
        var admin = api.As(Role.SystemAdmin);
        var body = new { code = "H24.199", name = "UBND xã Mới", kind = "peoplesCommittee", level = "commune", parent = "H24", workingHours = "office", effectiveFrom = "2026-07-01" };
        await admin.Send("POST", "/agencies", body).Json(201);
        await admin.Send("POST", "/agencies", body).Json(409);
        await admin.Send("POST", "/agencies", new { code = "24h", name = "X", kind = "tax", level = "commune", workingHours = "office" }).Json(400);
        await admin.Send("PATCH", "/agencies/H24.199", new { name = "UBND xã Kiến Mới" }).Json(428);
        await admin.Send("PATCH", "/agencies/H24.199", new { name = "UBND xã Kiến Mới", workingHours = "nights" }, ifMatch: 1).Json(400);
        var changed = await admin.Send("PATCH", "/agencies/H24.199", new { name = "UBND xã Kiến Mới" }, ifMatch: 1).Json();
        var succession = await admin.Send("POST", "/agencies/successions", new { predecessors = new[] { "H24.143", "H24.144" }, successors = new[] { "H24.199" }, from = "2026-07-01" }).Json(201);
        var offered = await api.Anonymous.Get("/procedures/1.001193/agencies?on=2026-07-01&limit=200");

        Assert.That((int)changed["version"]!, Is.EqualTo(2));
        Assert.That((string)succession["predecessors"]![0]!["effectiveTo"]!, Is.EqualTo("2026-06-30"));
        Assert.That(offered["items"]!.AsArray().Select(item => (string)item!["code"]!), Does.Contain("H24.199").And.Not.Contains("H24.143"));
        await admin.Send("POST", "/agencies/successions", new { predecessors = new[] { "H24.143" }, successors = new[] { "H24.199" }, from = "2026-08-01" }).Json(409);
        await api.As(Role.AgencyAdmin).Send("PATCH", "/agencies/H24.199", new { name = "X" }, ifMatch: 2).Json(403);
    }
}

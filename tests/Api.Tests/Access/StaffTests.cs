using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static OneStop.Api.Tests.Access.Requests;

namespace OneStop.Api.Tests.Access;

public sealed class StaffTests
{
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task Start() => host = await AccessHost.Start();

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task An_agency_administrator_engages_staff_at_the_own_agency_only()
    {
        using var admin = host.Client($"agencyAdmin@{AccessHost.Commune}");
        var made = await Engage(admin, NewName(), AccessHost.Commune, "handler");
        var elsewhere = Staff(NewName(), AccessHost.Province, "handler");
        using var refused = await admin.PostAsJsonAsync("/api/v1/staff", elsewhere);
        var everywhere = Staff(NewName(), null, "systemAdmin");
        using var refusedToo = await admin.PostAsJsonAsync("/api/v1/staff", everywhere);
        Assert.Multiple(() =>
        {
            Assert.That(made.GetProperty("version").GetInt32(), Is.EqualTo(2));
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(refusedToo.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        });
    }

    [Test]
    public async Task Roles_given_and_taken_count_from_the_next_request_on()
    {
        var name = NewName();
        using var admin = host.Client($"agencyAdmin@{AccessHost.Province}");
        var account = await Engage(admin, name, AccessHost.Province, "handler");
        var place = $"/api/v1/accounts/{account.Text("id")}/roles";
        using var official = await host.SignedIn(name);

        using var changed = await admin.Act(place, Roles(AccessHost.Province, "leader", "clerk"), version: 2);
        var me = await official.GetFromJsonAsync<JsonElement>("/api/v1/me");
        Assert.That(changed.Headers.ETag?.Tag, Is.EqualTo("\"3\""));
        Assert.That(me.GetProperty("roles").EnumerateArray().Select(r => r.GetString()), Is.EqualTo(new[] { "leader", "clerk" }));

        using var taken = await host.Client("admin").Act(place, Roles(AccessHost.Province), version: 3);
        using var refused = await official.GetAsync("/api/v1/me");
        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task An_action_needs_the_current_version()
    {
        using var admin = host.Client($"agencyAdmin@{AccessHost.Province}");
        var account = await Engage(admin, NewName(), AccessHost.Province, "handler");
        var place = $"/api/v1/accounts/{account.Text("id")}/roles";
        using var missing = await admin.Act(place, Roles(AccessHost.Province, "clerk"), version: null);
        using var stale = await admin.Act(place, Roles(AccessHost.Province, "clerk"), version: 1);
        Assert.That(missing.StatusCode, Is.EqualTo((HttpStatusCode)428));
        Assert.That(stale.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed));
        Assert.That((await stale.Json()).Text("current"), Is.EqualTo("\"2\""));
    }

    [TestCase(AccessHost.Province, "systemAdmin", null, 409)]
    [TestCase(AccessHost.Province, "citizen", null, 409)]
    [TestCase(null, "handler", null, 409)]
    [TestCase("T99", "handler", null, 400)]
    [TestCase(AccessHost.Province, "handler", "Phòng không có", 400)]
    [TestCase(AccessHost.Province, "handler", "Phòng Kinh tế", 201)]
    public async Task Roles_fit_their_agency_and_division(string? agency, string role, string? division, int status)
    {
        var body = Staff(NewName(), agency);
        body["roles"] = new[] { new { role, division } };
        using var answer = await host.Client("admin").PostAsJsonAsync("/api/v1/staff", body);
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task The_staff_of_an_agency_comes_in_pages()
    {
        using var client = host.Client($"handler@{AccessHost.Commune}");
        var names = new List<string>();
        var place = $"/api/v1/agencies/{AccessHost.Commune}/staff?limit=4&count=exact";
        for (string? next = ""; next is not null;)
        {
            var page = await client.GetFromJsonAsync<JsonElement>(next.Length == 0 ? place : $"{place}&cursor={next}");
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(line => line.Text("userName")!));
            Assert.That(page.GetProperty("items").EnumerateArray().SelectMany(line => line.GetProperty("posts").EnumerateArray()), Is.All.Matches<JsonElement>(
                post => post.Text("agency") == AccessHost.Commune));
            Assert.That(page.GetProperty("count").GetProperty("value").GetInt32(), Is.GreaterThanOrEqualTo(9));
            next = page.Text("next");
        }
        Assert.That(names, Is.Unique.And.Ordered.Using<string>(string.CompareOrdinal).And.Contain($"handler@{AccessHost.Commune}"));
        Assert.That(await host.Status("citizen1", place), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await host.Status($"handler@{AccessHost.Province}", place), Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task The_divisions_of_an_agency_are_public()
    {
        var page = await host.CreateClient().GetFromJsonAsync<JsonElement>($"/api/v1/agencies/{AccessHost.Province}/divisions");
        Assert.That(page.GetProperty("items").EnumerateArray().Select(d => d.Text("name")), Is.EqualTo(new[] { "Phòng Kinh tế", "Phòng Văn hóa" }));
    }
}

using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using static OneStop.Api.Tests.Access.Requests;

namespace OneStop.Api.Tests.Access;

public sealed class AbsenceTests
{
    private static readonly string Leader = $"leader@{AccessHost.Commune}";
    private readonly MovableClock clock = new(AccessHost.Noon);
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task Start() => host = await AccessHost.Start(clock);

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [TearDown]
    public void Noon() => clock.Now = AccessHost.Noon;

    [Test]
    public async Task The_cover_has_the_posts_in_these_days_and_under_its_own_name()
    {
        var (absent, cover) = (await Official("leader"), await Official("handler"));
        var absence = (await Record(Leader, absent, cover, "2026-03-03", "2026-03-04")).Gives(201);
        Assert.That((string?)absence["cover"]!["userName"], Is.EqualTo(cover.Name));
        Assert.That(absence.Header("ETag"), Is.EqualTo($"\"{absent.Version + 1}\""));
        foreach (var (day, covers) in new[] { (2, false), (3, true), (4, true), (5, false) })
        {
            clock.Now = AccessHost.Noon.AddDays(day - 2);
            var actor = await ActorOf(cover);
            Assert.That(actor.Posts.Any(post => post.Role == Role.Leader), Is.EqualTo(covers), $"{day}");
            Assert.That(actor.StandsFor(AccountId.Parse(absent.Id, null)), Is.EqualTo(covers), $"{day}");
            Assert.That(actor.Id.ToString(), Is.EqualTo(cover.Id));
        }
    }

    [Test]
    public async Task A_cover_gets_nothing_where_it_does_not_work_itself()
    {
        var (absent, cover) = (await Official("leader"), await Official("handler"));
        (await host.Client("admin").Ask(
            "POST", $"/api/v1/accounts/{absent.Id}/roles", Roles(AccessHost.Province, "agencyAdmin"), "If-Match", $"\"{absent.Version}\"")).Gives(200);
        (await Record(Leader, absent with { Version = absent.Version + 1 }, cover, "2026-03-02", "2026-03-04")).Gives(201);
        Assert.That((await ActorOf(cover)).Posts, Is.EquivalentTo(new[]
        {
            new Post(Role.Handler, AccessHost.Commune, null), new Post(Role.Leader, AccessHost.Commune, null),
        }));
    }

    [Test]
    public async Task An_absence_that_is_ended_counts_no_more()
    {
        var (absent, cover) = (await Official("leader"), await Official("handler"));
        var absence = (await Record(absent.Name, absent, cover, "2026-03-02", "2026-03-09", own: true)).Gives(201);
        Assert.That((await ActorOf(cover)).Covers, Has.Count.EqualTo(1));
        var place = $"{absence["id"]}/end";
        (await As(Leader, "POST", absent, $"/{place}", new { })).Gives(428, "request.version-given");
        (await As($"handler@{AccessHost.Commune}", "POST", absent, $"/{place}", new { }, absent.Version + 1)).Gives(403, "staff.absence-is-managed");
        (await As(Leader, "POST", cover, $"/{place}", new { }, cover.Version)).Gives(404, "staff.absence-exists");
        Assert.That((string?)(await As(Leader, "POST", absent, $"/{place}", new { }, absent.Version + 1)).Gives(200)["endedAt"], Is.EqualTo("2026-03-02T12:00:00+07:00"));
        (await As(Leader, "POST", absent, $"/{place}", new { }, absent.Version + 2)).Gives(409, "staff.absence-is-open");
        Assert.That((await ActorOf(cover)).Covers, Is.Empty);

        var listed = (await As($"handler@{AccessHost.Commune}", "GET", absent, "")).Gives(200);
        Assert.That(listed["items"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(listed.Text, Does.Not.Contain("nghỉ phép"), "why stands in the history only");
        (await As($"leader@{AccessHost.Province}", "GET", absent, "")).Gives(404, "account.exists");
        (await As("citizen1", "GET", absent, "")).Gives(404, "account.exists");
    }

    [Test]
    public async Task There_is_one_cover_at_a_time_and_no_chain()
    {
        var (absent, cover, third) = (await Official("leader"), await Official("handler"), await Official("head"));
        (await Record(Leader, absent, cover, "2026-03-03", "2026-03-09")).Gives(201);
        var again = absent with { Version = absent.Version + 1 };
        (await Record(Leader, again, third, "2026-03-09", "2026-03-10")).Gives(409, "staff.absence-has-one-cover");
        (await Record(Leader, cover, third, "2026-03-01", "2026-03-03")).Gives(409, "staff.covers-nobody");
        (await Record(Leader, third, absent, "2026-03-05", "2026-03-05")).Gives(409, "staff.cover-is-present");
        (await Record(Leader, again, third, "2026-03-10", "2026-03-10")).Gives(201);
        (await Record(Leader, cover, third, "2026-03-11", "2026-03-12")).Gives(201);
    }

    [Test]
    public async Task A_faulty_absence_names_the_field()
    {
        var (absent, cover) = (await Official("leader"), await Official("handler"));
        async Task<IEnumerable<string>> Faults(string by, string name, string from, string to) =>
            (await As(by, "POST", absent, "", new { fromDay = from, toDay = to, cover = name, reason = "nghỉ phép" }, absent.Version)).Gives(400).Faults;
        Assert.Multiple(async () =>
        {
            Assert.That(await Faults(Leader, cover.Name, "2026-03-05", "2026-03-04"), Is.EqualTo(new[] { "toDay account.period-is-ordered" }));
            Assert.That(await Faults(Leader, cover.Name, "2026-02-01", "2026-03-01"), Is.EqualTo(new[] { "toDay staff.absence-is-not-over" }));
            Assert.That(await Faults(Leader, absent.Name, "2026-03-05", "2026-03-06"), Is.EqualTo(new[] { "cover staff.stand-in-is-another" }));
            Assert.That(await Faults(Leader, "nobody", "2026-03-05", "2026-03-06"), Is.EqualTo(new[] { "cover account.exists" }));
            Assert.That(await Faults(Leader, $"handler@{AccessHost.Province}", "2026-03-05", "2026-03-06"), Is.EqualTo(new[] { "cover account.exists" }));
        });
        var ended = await Engage(host.Client("admin"), NewName(), AccessHost.Commune, "handler");
        (await host.Client("admin").Ask("POST", $"/api/v1/accounts/{ended.Text("id")}/roles", new
        {
            agency = AccessHost.Commune, roles = new[] { new { role = "handler", toDay = "2026-03-03" } },
        }, "If-Match", "\"2\"")).Gives(200);
        Assert.That(await Faults(Leader, ended.Text("userName")!, "2026-03-05", "2026-03-06"), Is.EqualTo(new[] { "cover staff.stand-in-works-there" }));
    }

    [Test]
    public async Task Who_manages_nobody_records_no_absence_of_others()
    {
        var (absent, cover) = (await Official("leader"), await Official("handler"));
        (await Record($"handler@{AccessHost.Commune}", absent, cover, "2026-03-03", "2026-03-04")).Gives(403, "staff.absence-is-managed");
        (await Record($"leader@{AccessHost.Province}", absent, cover, "2026-03-03", "2026-03-04")).Gives(404, "account.exists");
        (await Record(Leader, absent with { Version = 9 }, cover, "2026-03-03", "2026-03-04")).Gives(412, "request.version-current");
        (await host.CreateClient().Ask("GET", $"/api/v1/staff/{absent.Id}/absences")).Gives(401, "request.signed-in");
    }

    [Test]
    public async Task Nobody_gains_posts_by_recording_an_absence()
    {
        var (absent, cover) = (await Official("leader"), await Official("handler"));
        var (head, administrator) = (await Official("head"), $"agencyAdmin@{AccessHost.Commune}");
        (await Record(administrator, absent, cover, "2026-03-03", "2026-03-04")).Gives(403, "staff.posts-are-given-by-leader");
        (await Record($"head@{AccessHost.Commune}", absent, cover, "2026-03-03", "2026-03-04")).Gives(403, "staff.posts-are-given-by-leader");
        foreach (var himself in new[] { administrator, Leader })
        {
            var answer = await Record(himself, absent, cover with { Name = himself }, "2026-03-03", "2026-03-04");
            Assert.That(answer.Gives(400).Faults, Is.EqualTo(new[] { "cover staff.cover-is-not-recorder" }));
        }
        (await Record(administrator, head, cover, "2026-03-03", "2026-03-04")).Gives(201);
        (await Record("admin", absent, cover, "2026-03-03", "2026-03-04")).Gives(201);
        Assert.That((await ActorOf(cover)).Covers, Is.Empty, "not yet");
    }

    [Test]
    public async Task Who_works_there_no_more_is_not_managed_there()
    {
        var (gone, cover) = (await Official("handler"), await Official("handler"));
        (await host.Client("admin").Ask("POST", $"/api/v1/accounts/{gone.Id}/roles", new
        {
            agency = AccessHost.Commune, roles = new[] { new { role = "handler", toDay = "2026-03-02" } },
        }, "If-Match", $"\"{gone.Version}\"")).Gives(200);
        (await Record(Leader, gone with { Version = gone.Version + 1 }, cover, "2026-03-03", "2026-03-04")).Gives(403, "staff.absence-is-managed");
    }

    [Test]
    public async Task An_absence_is_recorded_once_under_its_key()
    {
        var (absent, cover) = (await Official("leader"), await Official("handler"));
        var first = (await Record(Leader, absent, cover, "2026-03-03", "2026-03-04", key: "absence-1")).Gives(201);
        var again = (await Record(Leader, absent, cover, "2026-03-03", "2026-03-04", key: "absence-1")).Gives(201);
        Assert.That(again.Text, Is.EqualTo(first.Text));
        Assert.That(again.Header("Idempotency-Replayed"), Is.EqualTo("true"));
    }

    private async Task<Person> Official(params string[] roles)
    {
        var account = await Engage(host.Client("admin"), NewName(), AccessHost.Commune, roles);
        return new Person(account.Text("id")!, account.Text("userName")!, account.GetProperty("version").GetInt32());
    }

    private async Task<Answer> Record(string by, Person absent, Person cover, string from, string to, bool own = false, string? key = null)
    {
        using var client = own ? await host.SignedIn(by) : host.Client(by);
        string[] headers = ["If-Match", $"\"{absent.Version}\"", .. key is null ? Array.Empty<string>() : ["Idempotency-Key", key]];
        return await client.Ask("POST", $"/api/v1/staff/{absent.Id}/absences", new { fromDay = from, toDay = to, cover = cover.Name, reason = "nghỉ phép" }, headers);
    }

    private async Task<Answer> As(string by, string method, Person official, string place, object? body = null, int? version = null)
    {
        using var client = host.Client(by);
        return await client.Ask(method, $"/api/v1/staff/{official.Id}/absences{place}", body, version is null ? [] : ["If-Match", $"\"{version}\""]);
    }

    private async Task<Actor> ActorOf(Person official)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ITokens>().Check(await host.Token(official.Name, Password), CancellationToken.None))!.Value.Actor;
    }

    private sealed record Person(string Id, string Name, int Version);
}

using OneStop.Api.Tests.Dossiers;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Contract;

/// <summary>What holds for every address.</summary>
public sealed class HttpMannersTests
{
    [TestCase("/api/v1/nothing")]
    [TestCase("/nothing")]
    [TestCase("/api/v2/dossiers")]
    [TestCase("/api/v1/dossiers/1/2/3/4")]
    public async Task An_unknown_address_is_a_problem(string place) => (await Anonymous.Ask("GET", place)).Gives(404, "request.route-exists");

    [TestCase("DELETE", "/api/v1/dossiers")]
    [TestCase("PUT", "/api/v1/dossiers/1")]
    [TestCase("GET", "/api/v1/auth/token")]
    [TestCase("PATCH", "/api/v1/dossiers/1", Description = "nobody writes a status")]
    public async Task An_unknown_method_is_a_problem(string method, string place) =>
        (await As(Stages.Reception).Ask(method, place, method == "GET" ? null : new { })).Gives(405, "request.method-allowed");

    [Test]
    public async Task Head_answers_without_a_body_or_is_refused()
    {
        var answer = await As(Stages.Reception).Ask("HEAD", "/api/v1/dossiers");
        Assert.That(answer.Status, Is.EqualTo(200).Or.EqualTo(405));
    }

    [Test]
    public async Task Every_answer_names_the_version_of_the_api_and_its_request()
    {
        foreach (var place in new[] { "/api/v1/errors", "/api/v1/nothing", "/api/v1/me", "/health/live" })
        {
            var answer = await Anonymous.Ask("GET", place);
            Assert.That(answer.Header("API-Version"), Is.EqualTo("1.0"), place);
            Assert.That(answer.Header("X-Request-Id"), Is.Not.Empty, place);
        }
    }

    [Test]
    public async Task A_problem_has_one_code_in_two_languages()
    {
        async Task<Answer> In(string language) => (await Anonymous.Ask("GET", "/api/v1/me", null, "Accept-Language", language)).Gives(401, "request.signed-in");
        Assert.That((string?)(await In("vi"))["title"], Is.EqualTo("Cần đăng nhập để thực hiện yêu cầu này."));
        Assert.That((string?)(await In("en-GB,en;q=0.9,vi;q=0.5"))["title"], Is.EqualTo("Sign in to do this."));
        Assert.That((string?)(await In("vi-VN,en;q=0.5"))["title"], Is.EqualTo("Cần đăng nhập để thực hiện yêu cầu này."));
        Assert.That((string?)(await In("fr"))["title"], Is.EqualTo("Cần đăng nhập để thực hiện yêu cầu này."), "Vietnamese where neither is asked for");
    }

    [Test]
    public async Task A_problem_leads_to_its_documentation()
    {
        var problem = (await Anonymous.Ask("GET", "/api/v1/me")).Gives(401);
        Assert.That((string?)problem["traceId"], Is.Not.Empty);
        Assert.That(problem.Header("WWW-Authenticate"), Is.EqualTo("Bearer"));
        var documented = (await Anonymous.Ask("GET", (string)problem["type"]!)).Gives(200);
        Assert.That((string?)documented["code"], Is.EqualTo("request.signed-in"));
        (await Anonymous.Ask("GET", "/api/v1/errors/none")).Gives(404);
    }

    [TestCase("rubbish")]
    [TestCase("eyJhbGciOiJub25lIn0.e30.")]
    public async Task A_token_that_is_none_signs_nobody_in(string token)
    {
        (await Anonymous.Ask("GET", "/api/v1/me", null, "Authorization", $"Bearer {token}")).Gives(401, "request.signed-in");
        (await Anonymous.Ask("GET", "/api/v1/errors", null, "Authorization", $"Bearer {token}")).Gives(200);
    }

    [Test]
    public async Task Reading_writes_nothing()
    {
        var dossier = await Stages.Handled();
        _ = As(Stages.Leader);
        var before = Rows();
        foreach (var place in new[]
        {
            "/dossiers", $"/dossiers/{dossier["id"]}", $"/dossiers/{dossier["id"]}/history", $"/dossiers/{dossier["id"]}/deadline", $"/dossiers/{dossier["id"]}/actions",
            "/procedures", $"/procedures/{Procedure}", "/agencies", "/fields", "/calendar/2026", "/calendar/templates", "/me", "/errors",
            $"/reports/online-share?from=2026-03-01&to=2026-03-31&agency={Ward}", $"/reports/handling?from=2026-03-01&to=2026-03-31&agency={Ward}&countBy=leg",
            $"/reports/responsibility-time?from=2026-03-01&to=2026-03-31&agency={Ward}", $"/dossiers/{dossier["id"]}/responsibility", $"/lookup/{dossier["code"]}",
        })
        {
            Assert.That((await As(Stages.Leader).Ask("GET", $"/api/v1{place}")).Status, Is.EqualTo(200), place);
        }
        Assert.That(Rows(), Is.EqualTo(before));
    }

    [Test]
    public async Task Deciding_what_can_be_done_needs_what_must_be_sent()
    {
        var dossier = await Stages.Handled();
        var actions = (await As(Stages.Handler).Ask("GET", $"/api/v1/dossiers/{dossier["id"]}/actions")).Gives(200);
        foreach (var action in actions["items"]!.AsArray().Where(action => action!["required"]!.AsArray().Count > 0))
        {
            var answer = (await As(Stages.Handler).Ask("POST", (string)action!["href"]!, "{}", "If-Match", (string)action["ifMatch"]!)).Gives(400);
            Assert.That(answer.Faults, Is.EquivalentTo(action["required"]!.AsArray().Select(field => $"{field} field.required")), (string)action["action"]!);
        }
    }

    [Test]
    public async Task A_browser_of_a_configured_origin_may_call()
    {
        await using var host = new TestHost(settings: new Dictionary<string, string> { ["Cors:Origins:0"] = "https://portal.example" });
        var client = host.CreateClient();
        var preflight = await client.Ask(
            "OPTIONS", "/api/v1/dossiers", null, "Origin", "https://portal.example", "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "if-match,idempotency-key");
        Assert.That(preflight.Status, Is.EqualTo(204));
        Assert.That(preflight.Header("Access-Control-Allow-Origin"), Is.EqualTo("https://portal.example"));
        Assert.That(preflight.Header("Access-Control-Allow-Headers"), Does.Contain("if-match"));

        var read = (await client.Ask("GET", "/api/v1/errors", null, "Origin", "https://portal.example")).Gives(200);
        Assert.That(read.Header("Access-Control-Expose-Headers")!.Split(','), Is.SupersetOf(new[] { "ETag", "Link", "Location", "Retry-After", "API-Version", "Idempotency-Replayed" }));
        var problem = (await client.Ask("GET", "/api/v1/me", null, "Origin", "https://portal.example")).Gives(401);
        Assert.That(problem.Header("Access-Control-Allow-Origin"), Is.EqualTo("https://portal.example"), "a page can read the problem too");
        var other = await client.Ask("GET", "/api/v1/errors", null, "Origin", "https://other.example");
        Assert.That(other.Header("Access-Control-Allow-Origin"), Is.Null);
    }

    [TestCase("Idempotency-Key", "one", "two")]
    [TestCase("Idempotency-Key", "one", "one")]
    [TestCase("If-Match", "\"1\"", "\"2\"")]
    public async Task A_guarantee_named_twice_is_none(string header, string first, string second)
    {
        var answer = await Desk.As("citizen1").Ask("POST", "/api/v1/dossiers", Desk.Filing("online"), header, first, header, second);
        Assert.That(answer.Gives(400).Faults, Is.EqualTo(new[] { $"{header} field.well-formed" }));
    }

    [Test]
    public async Task Too_many_requests_are_told_when_to_come_again()
    {
        await using var host = new TestHost(settings: new Dictionary<string, string> { ["Limits:RequestsPerSecond"] = "1" });
        var client = host.CreateClient();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.Ask("GET", "/api/v1/errors/request.valid")));
        var refused = answers.First(answer => answer.Status == 429).Gives(429, "request.within-rate");
        Assert.That(refused.Header("Retry-After"), Is.EqualTo("1"));
    }

    [Test]
    public async Task A_database_that_takes_nothing_is_an_outage_not_a_fault()
    {
        Assert.That((await Anonymous.Ask("GET", "/health/live")).Status, Is.EqualTo(200));
        Assert.That((string?)(await Anonymous.Ask("GET", "/health/ready")).Gives(200)["status"], Is.EqualTo("ready"));
    }
}

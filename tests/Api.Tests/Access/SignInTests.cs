using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OneStop.Infrastructure.Access;

namespace OneStop.Api.Tests.Access;

/// <summary>What guessing, flooding and twisting of sign-ins come to.</summary>
public sealed class SignInTests
{
    private readonly MovableClock machine = new(AccessHost.Noon);
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task Start() => host = await AccessHost.Start(machine: machine);

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [TestCase("CITIZEN1")]
    [TestCase(" citizen1 ")]
    [TestCase("ｃｉｔｉｚｅｎ1", Description = "full-width letters")]
    [TestCase("AgencyAdmin@t01")]
    public async Task Spellings_of_a_name_are_one_name(string name)
    {
        using var answer = await SignIn(name, TestHost.DemoPassword);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_name_is_not_given_to_another_in_another_spelling()
    {
        var name = Requests.NewName();
        using var admin = host.Client("admin");
        await Requests.Engage(admin, name, AccessHost.Province, "handler");
        using var again = await admin.PostAsync("/api/v1/staff", System.Net.Http.Json.JsonContent.Create(Requests.Staff(name.ToUpperInvariant(), AccessHost.Province, "handler")));
        Assert.That((await again.Json()).Text("code"), Is.EqualTo("account.user-name-is-free"));
    }

    [TestCase("citizen6")]
    [TestCase("nobody-at-all")]
    public async Task From_the_fifth_failure_on_a_name_is_locked_for_longer_and_longer(string name)
    {
        machine.Now = machine.Now.AddDays(1);
        for (var failure = 1; failure <= 5; failure++)
        {
            using var wrong = await SignIn(failure % 2 == 0 ? name : name.ToUpperInvariant(), "not the password");
            Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), $"failure {failure}");
        }
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900 })
        {
            using var locked = await SignIn(name, TestHost.DemoPassword);
            Assert.That(locked.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That(locked.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(seconds)));
            Assert.That((await locked.Json()).Text("code"), Is.EqualTo("token.locked"));
            machine.Now = machine.Now.AddSeconds(seconds);
            using var wrong = await SignIn(name, "not the password");
            Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        }
    }

    [Test]
    public async Task A_success_clears_the_failures()
    {
        for (var round = 0; round < 3; round++)
        {
            for (var failure = 1; failure <= 4; failure++)
            {
                using var wrong = await SignIn("citizen7", "not the password");
            }
            using var right = await SignIn("citizen7", TestHost.DemoPassword);
            Assert.That(right.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [Test]
    public async Task Guesses_sent_at_once_are_counted_one_by_one()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => SignIn("citizen8", "not the password")));
        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.BadRequest), Is.EqualTo(5));
        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests), Is.EqualTo(25));
    }

    [Test]
    public void A_lock_doubles_up_to_a_quarter_of_an_hour()
    {
        Assert.That(SignInGuard.LockAfter(5), Is.EqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(SignInGuard.LockAfter(14), Is.EqualTo(TimeSpan.FromSeconds(512)));
        Assert.That(SignInGuard.LockAfter(int.MaxValue), Is.EqualTo(TimeSpan.FromMinutes(15)));
    }

    [Test]
    public async Task An_enormous_password_gets_the_same_answer_for_nothing()
    {
        using var wrong = await SignIn("nobody-with-this-name", "not the password");
        var enormous = new string('x', 100_000);
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < 10; i++)
        {
            using var answer = await SignIn("citizen9", enormous);
            Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo(await wrong.Content.ReadAsStringAsync()));
        }
        Assert.That(Stopwatch.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public async Task An_unknown_name_takes_as_long_as_a_known_one()
    {
        async Task<double> Median(Func<int, string> name)
        {
            var times = new List<double>();
            for (var i = 0; i < 21; i++)
            {
                machine.Now = machine.Now.AddHours(2);
                var began = Stopwatch.GetTimestamp();
                using var answer = await SignIn(name(i), "not the password");
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            }
            return times.Order().ElementAt(times.Count / 2);
        }
        await Median(i => $"warm-{i}");
        var known = await Median(_ => "citizen9");
        var unknown = await Median(i => $"nobody-{i}");
        Assert.That(unknown / known, Is.InRange(0.5, 2.0), $"known {known:0.0} ms, unknown {unknown:0.0} ms");
    }

    [Test]
    public async Task One_address_signs_in_so_often_and_no_more()
    {
        await using var slow = await AccessHost.Start(settings: new Dictionary<string, string> { ["Limits:SignInsPerSecond"] = "1" });
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => slow.SignIn(("grant_type", "none"))));
        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests), Is.GreaterThanOrEqualTo(6));
        Assert.That(answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).Headers.RetryAfter, Is.Not.Null);
        using var elsewhere = await slow.CreateClient().GetAsync("/api/v1/errors");
        Assert.That(elsewhere.StatusCode, Is.EqualTo(HttpStatusCode.OK), "only sign-ins");
    }

    [TestCase("grant_type=password&username=citizen1&username=admin&password=x", "application/x-www-form-urlencoded")]
    [TestCase("grant_type=password&grant_type=client_credentials&username=citizen1&password=x", "application/x-www-form-urlencoded")]
    [TestCase("--no boundary", "multipart/form-data")]
    [TestCase("", null)]
    public async Task A_form_that_cannot_be_read_in_one_way_is_refused(string body, string? type)
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        using var answer = await host.CreateClient().PostAsync("/api/v1/auth/token", content);
        await AssertMalformed(answer);
    }

    [Test]
    public async Task A_form_of_thousands_of_fields_is_refused()
    {
        using var content = new StringContent(string.Join('&', Enumerable.Range(0, 5_000).Select(i => $"f{i}=1")), Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await host.CreateClient().PostAsync("/api/v1/auth/token", content);
        await AssertMalformed(answer);
    }

    [TestCase("demo-client:onestop-demo", "client_id=demo-client&client_secret=onestop-demo", Description = "two ways at once")]
    [TestCase("without a colon", "")]
    public async Task A_client_says_who_it_is_in_one_way(string basic, string form)
    {
        using var content = new StringContent($"grant_type=client_credentials&{form}", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)));
        using var answer = await client.PostAsync("/api/v1/auth/token", content);
        await AssertMalformed(answer);
    }

    private static async Task AssertMalformed(HttpResponseMessage answer)
    {
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        var refusal = await answer.Json();
        Assert.That(refusal.Text("error"), Is.EqualTo("invalid_request"));
        Assert.That(refusal.Text("code"), Is.EqualTo("token.request-is-well-formed"));
    }

    private Task<HttpResponseMessage> SignIn(string name, string password) =>
        host.SignIn(("grant_type", "password"), ("username", name), ("password", password));
}

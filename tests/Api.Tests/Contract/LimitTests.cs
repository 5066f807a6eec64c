using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OneStop.Application.Dossiers;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Application.Reports;
using OneStop.Domain.Access;

namespace OneStop.Api.Tests.Contract;

/// <summary>What happens to those who ask for too much.</summary>
public sealed class LimitTests
{
    [Test]
    public async Task A_caller_who_asks_too_often_waits_and_the_others_do_not()
    {
        await using var host = new TestHost(settings: new Dictionary<string, string> { ["Limits:RequestsPerSecond"] = "5" });
        var (greedy, modest) = (host.Client("citizen1"), host.Client("citizen2"));
        var answers = new List<Answer>();
        for (var i = 0; i < 25; i++)
        {
            answers.Add(await greedy.Ask("GET", "/api/v1/me"));
        }
        var refused = answers.First(answer => answer.Status == 429);
        Assert.Multiple(() =>
        {
            Assert.That(answers.Take(10).Select(answer => answer.Status), Is.All.EqualTo(200), "a burst of twice as many");
            Assert.That((refused.Code, int.Parse(refused.Header("Retry-After")!, null)), Is.EqualTo(("request.within-rate", 1)));
        });
        (await modest.Ask("GET", "/api/v1/me")).Gives(200);
    }

    [TestCase("/api/v1/lookup/H17.122-20260302-0000001")]
    [TestCase("/api/v1/verify/AAAA")]
    public async Task Codes_cannot_be_tried_one_after_the_other(string place)
    {
        await using var host = new TestHost(settings: new Dictionary<string, string> { ["Limits:PublicPerSecond"] = "3" });
        var answers = new List<int>();
        for (var i = 0; i < 15; i++)
        {
            answers.Add((await host.CreateClient().Ask("GET", place)).Status);
        }
        Assert.That(answers, Does.Contain(429).And.Contain(404));
        (await host.CreateClient().Ask("GET", "/api/v1/fields")).Gives(200);
    }

    [Test]
    public async Task Accounts_cannot_be_opened_one_after_the_other()
    {
        await using var host = new TestHost(settings: new Dictionary<string, string> { ["Limits:SignInsPerSecond"] = "2" });
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => host.CreateClient().Ask("POST", "/api/v1/accounts", new { })));
        Assert.That(answers.Select(answer => answer.Status), Does.Contain(429).And.Contain(400));
        (await host.CreateClient().Ask("GET", "/api/v1/fields")).Gives(200);
    }

    [Test]
    public async Task A_crowd_does_not_stop_the_counter()
    {
        var slow = new SlowFigures();
        await using var host = new TestHost(
            services => services.Replace(ServiceDescriptor.Scoped<IFactCounts>(_ => slow)),
            settings: new Dictionary<string, string> { ["Limits:UnderWay"] = "4", ["Limits:CounterShare"] = "50" });
        var (admin, official) = (host.Client("admin"), host.Client("leader@H17.122"));
        var waiting = Enumerable.Range(0, 2).Select(_ => admin.Ask("GET", "/api/v1/reports/online-share?from=2026-03-01&to=2026-03-31")).ToArray();
        await slow.Reached(2);

        (await admin.Ask("GET", "/api/v1/me")).Gives(503, "request.available");
        (await host.CreateClient().Ask("GET", "/api/v1/fields")).Gives(503, "request.available");
        (await official.Ask("GET", "/api/v1/me")).Gives(200);

        slow.Go.SetResult();
        Assert.That((await Task.WhenAll(waiting)).Select(answer => answer.Status), Is.All.EqualTo(200));
        (await admin.Ask("GET", "/api/v1/me")).Gives(200);
    }

    [Test]
    public async Task A_reading_that_takes_too_long_is_given_up()
    {
        await using var host = new TestHost(
            services => services.Replace(ServiceDescriptor.Scoped<IFactCounts>(_ => new SlowFigures())),
            settings: new Dictionary<string, string> { ["Limits:RequestSeconds"] = "1" });
        var answer = await host.Client("admin").Ask("GET", "/api/v1/reports/online-share?from=2026-03-01&to=2026-03-31");
        answer.Gives(503, "request.available");
    }

    [Test]
    public async Task A_command_that_takes_long_answers_what_it_came_to()
    {
        await using var host = new TestHost(
            services => services.Replace(ServiceDescriptor.Scoped<IPasswords, SlowPasswords>()),
            settings: new Dictionary<string, string> { ["Limits:RequestSeconds"] = "1" });
        var made = await host.CreateClient().Ask(
            "POST", "/api/v1/accounts", new { userName = "slow-one", password = "a long password", displayName = "Nguyễn Văn A", kind = "citizen" });
        made.Gives(201);
    }

    [Test]
    public async Task Every_answer_tells_browsers_to_be_careful()
    {
        var page = await Desk.As("citizen1").Ask("GET", "/api/v1/me");
        var refusal = await Desk.Anonymous.Ask("GET", "/api/v1/me");
        Assert.Multiple(() =>
        {
            foreach (var answer in new[] { page, refusal })
            {
                Assert.That(answer.Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
                Assert.That(answer.Header("X-Frame-Options"), Is.EqualTo("DENY"));
                Assert.That(answer.Header("Referrer-Policy"), Is.EqualTo("no-referrer"));
                Assert.That(answer.Header("Content-Security-Policy"), Is.EqualTo("default-src 'none'; frame-ancestors 'none'"));
                Assert.That(answer.Header("Server"), Is.Null);
            }
            Assert.That(page.Header("Cache-Control"), Is.EqualTo("no-cache, private"));
            Assert.That(refusal.Header("Cache-Control"), Does.Contain("no-store"));
        });
    }

    private sealed class SlowPasswords : IPasswords
    {
        public async Task<string> Hash(string password, CancellationToken ct)
        {
            await Task.Delay(TimeSpan.FromSeconds(1.5), ct);
            return "";
        }

        public Task<AccountId?> Check(string userName, string secret, CancellationToken ct) => throw new NotSupportedException();

        public Task<Proof> Prove(string userName, string password, CancellationToken ct) => throw new NotSupportedException();
    }

    /// <summary>Figures that come when they are let go.</summary>
    private sealed class SlowFigures : IFactCounts
    {
        private int asked;

        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task Reached(int count)
        {
            while (Volatile.Read(ref asked) < count)
            {
                await Task.Delay(10);
            }
        }

        public async Task<IReadOnlyList<FactCount>> Count(FactQuestion question, DossierReach reach, CancellationToken ct)
        {
            Interlocked.Increment(ref asked);
            await Go.Task.WaitAsync(ct);
            return [];
        }
    }
}

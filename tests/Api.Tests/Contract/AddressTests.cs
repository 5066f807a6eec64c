using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace OneStop.Api.Tests.Contract;

/// <summary>Whose limit is used up where many come through one place.</summary>
public sealed class AddressTests
{
    private const string Proxy = "10.0.0.1";
    private const string Place = "/api/v1/verify/AAAA";
    private const string Forwarded = "X-Forwarded-For";

    [Test]
    public async Task Behind_a_known_proxy_each_address_has_its_own_limit()
    {
        await using var host = Start(("Limits:PublicPerSecond", "2"), ("Proxies:Known:0", Proxy), ("Proxies:Known:1", "10.1.0.0/16"));
        Assert.That(await Flood(host, _ => [FromHeader, Proxy, Forwarded, "203.0.113.5"]), Does.Contain(429));
        Assert.That(await Ask(host, [FromHeader, Proxy, Forwarded, "203.0.113.6"]), Is.EqualTo(404));
        Assert.That(await Ask(host, [FromHeader, Proxy, Forwarded, "203.0.113.7, 10.1.2.3"]), Is.EqualTo(404), "two proxies in a row");
        Assert.That(await Flood(host, i => [FromHeader, Proxy, Forwarded, $"192.0.2.{i}, 203.0.113.8"]), Does.Contain(429), "what the caller says itself counts for nothing");
    }

    [Test]
    public async Task Nobody_else_is_believed()
    {
        await using var host = Start(("Limits:PublicPerSecond", "2"), ("Proxies:Known:0", Proxy));
        Assert.That(await Flood(host, i => [FromHeader, "198.51.100.1", Forwarded, $"203.0.113.{i}"]), Does.Contain(429));
        await using var alone = Start(("Limits:PublicPerSecond", "2"));
        Assert.That(await Flood(alone, i => [FromHeader, Proxy, Forwarded, $"203.0.113.{i}"]), Does.Contain(429), "without a known proxy");
    }

    [Test]
    public async Task A_network_of_IPv6_is_one_caller()
    {
        await using var host = Start(("Limits:PublicPerSecond", "2"));
        Assert.That(await Flood(host, i => [FromHeader, $"2001:db8:1:2::{i}"]), Does.Contain(429));
        Assert.That(await Ask(host, [FromHeader, "2001:db8:1:3::1"]), Is.EqualTo(404));
        Assert.That(await Flood(host, i => [FromHeader, i % 2 == 0 ? "::ffff:198.51.100.7" : "198.51.100.7"]), Does.Contain(429), "one address, written in two ways");
    }

    [Test]
    public async Task A_citizen_named_like_an_address_shares_nothing_with_it()
    {
        await using var host = Start(("Limits:RequestsPerSecond", "1"));
        (await host.CreateClient().Ask("POST", "/api/v1/accounts", new
        {
            userName = Proxy, password = "a long password", displayName = "Nguyễn Văn A", kind = "citizen",
        })).Gives(201);
        var bearer = $"Bearer {await host.Token(Proxy, "a long password")}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => host.CreateClient().Ask("GET", "/api/v1/fields", null, FromHeader, Proxy)));
        Assert.That(answers.Select(answer => answer.Status), Does.Contain(429));
        (await host.CreateClient().Ask("GET", "/api/v1/me", null, "Authorization", bearer)).Gives(200);
    }

    [Test]
    public async Task Forged_tokens_are_not_looked_at_without_end()
    {
        await using var host = Start(("Limits:NewTokensPerSecond", "2"));
        var known = host.Client("citizen1");
        (await known.Ask("GET", "/api/v1/me")).Gives(200);
        var answers = await Task.WhenAll(Enumerable.Range(0, 15).Select(
            i => host.CreateClient().Ask("GET", "/api/v1/me", null, "Authorization", $"Bearer forged.token.{i}")));
        Assert.That(answers.Select(answer => answer.Status), Does.Contain(401).And.Contain(429));
        answers.First(answer => answer.Status == 429).Gives(429, "request.within-rate");
        (await known.Ask("GET", "/api/v1/me")).Gives(200);
    }

    private const string FromHeader = "Test-Address";

    private static async Task<IEnumerable<int>> Flood(TestHost host, Func<int, string[]> headers) =>
        await Task.WhenAll(Enumerable.Range(1, 15).Select(i => Ask(host, headers(i))));

    private static async Task<int> Ask(TestHost host, string[] headers) => (await host.CreateClient().Ask("GET", Place, null, headers)).Status;

    private static TestHost Start(params (string Key, string Value)[] settings) => new(
        services => services.AddSingleton<IStartupFilter, Connections>(), settings: settings.ToDictionary(pair => pair.Key, pair => pair.Value));

    /// <summary>Connections come from where the test says.</summary>
    private sealed class Connections : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, rest) =>
            {
                if (http.Request.Headers[FromHeader].ToString() is { Length: > 0 } address)
                {
                    http.Connection.RemoteIpAddress = IPAddress.Parse(address);
                }
                return rest(http);
            });
            next(app);
        };
    }
}

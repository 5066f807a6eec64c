using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace OneStop.Api.Tests.Contract;

/// <summary>Each fault of the configuration is told by one message that names its key.</summary>
public sealed class SettingsTests
{
    [TestCase("Database:Engine", "Oracle")]
    [TestCase("Database:ConnectionString", "")]
    [TestCase("Sandbox:Enabled", "perhaps")]
    [TestCase("Demo:Retire", "perhaps")]
    [TestCase("Auth:SessionDays", "0")]
    [TestCase("Auth:KeyDays", "many")]
    [TestCase("Limits:SignInsPerSecond", "-1")]
    [TestCase("Limits:NewTokensPerSecond", "0")]
    [TestCase("Cors:Origins:0", "portal")]
    [TestCase("Proxies:Known:0", "proxy.example.vn")]
    [TestCase("Portal:InboxSecret", "short")]
    [TestCase("Portal:PreviousInboxSecret", "whsec_QUJD")]
    [TestCase("Portal:InboxIssuer", "vneid")]
    [TestCase("Portal:ParkedHours", "0")]
    [TestCase("Registries:Persons:Url", "csdl")]
    [TestCase("Proxies:Known:0", "10")]
    [TestCase("Proxies:Known:0", "10.0.0.0/33")]
    public void A_value_that_is_none(string key, string value) => Assert.That(Faults("Development", (key, value)), Is.EqualTo(new[] { key }));

    [TestCase("10.0.0.4")]
    [TestCase("10.0.0.0/24")]
    [TestCase("2001:db8::/32")]
    public void A_proxy_is_an_address_or_a_network(string known) => Assert.That(Faults("Production", ("Proxies:Known:0", known)), Is.Empty);

    [TestCase("Production")]
    [TestCase("Staging")]
    public void Demo_accounts_outside_development_need_a_sandbox(string environment)
    {
        Assert.That(Faults(environment, ("Demo:Enabled", "true")), Is.EqualTo(new[] { "Demo:Enabled" }));
        Assert.That(Faults(environment, ("Demo:Enabled", "true"), ("Sandbox:Enabled", "true")), Is.Empty);
        Assert.That(Faults(environment, ("Demo:Enabled", "false")), Is.Empty);
        Assert.That(Faults("Development", ("Demo:Enabled", "true")), Is.Empty);
    }

    [TestCase("http://0.0.0.0:5080", true)]
    [TestCase("http://*:5080", true)]
    [TestCase("http://127.0.0.1:5080;https://onestop.example.vn", true)]
    [TestCase("http://[::]:80", true)]
    [TestCase("http://127.0.0.1:5080;http://localhost:1;http://[::1]:2", false)]
    public void Clients_elsewhere_need_an_issuer_they_can_reach(string urls, bool fault)
    {
        Assert.That(Faults("Production", ("Urls", urls)), fault ? Is.EqualTo(new[] { "Auth:Issuer" }) : Is.Empty);
        Assert.That(Faults("Production", ("Urls", urls), ("Auth:Issuer", "https://onestop.example.vn")), Is.Empty);
        Assert.That(Faults("Development", ("Urls", urls)), Is.Empty);
    }

    [TestCase("Issuer", "vneid")]
    [TestCase("Issuer", "https://onestop.example.vn", Description = "this engine itself")]
    [TestCase("Issuer", "http://vneid.example.vn", Description = "can be listened to")]
    [TestCase("Audience", "")]
    [TestCase("For", "everybody")]
    public void An_outside_issuer_is_named_whole(string key, string value)
    {
        var settings = new Dictionary<string, string>
        {
            ["Auth:Issuer"] = "https://onestop.example.vn", ["Auth:Issuers:0:Issuer"] = "https://vneid.example.vn", ["Auth:Issuers:0:Audience"] = "onestop",
            ["Auth:Issuers:0:For"] = "citizens",
        };
        Assert.That(Faults("Production", [.. settings.Select(pair => (pair.Key, pair.Value))]), Is.Empty);
        settings[$"Auth:Issuers:0:{key}"] = value;
        Assert.That(Faults("Production", [.. settings.Select(pair => (pair.Key, pair.Value))]), Is.EqualTo(new[] { $"Auth:Issuers:0:{key}" }));
    }

    /// <summary>The keys of which the faults speak.</summary>
    private static IEnumerable<string> Faults(string environment, params (string Key, string Value)[] settings) =>
        Settings.Faults(
            new ConfigurationBuilder().AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build(),
            new NamedEnvironment { EnvironmentName = environment })
            .Select(fault => fault[..fault.IndexOf(": ", StringComparison.Ordinal)]);

    private sealed class NamedEnvironment : IHostEnvironment
    {
        public required string EnvironmentName { get; set; }

        public string ApplicationName { get; set; } = "OneStop";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}

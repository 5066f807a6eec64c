using System.Text.Json.Nodes;
using OneStop.Api.Tests.Dossiers;

namespace OneStop.Api.Tests.Contract;

/// <summary>What only a real server does.</summary>
public sealed class KestrelTests
{
    private readonly TestHost host = new();

    [OneTimeSetUp]
    public void Start()
    {
        host.UseKestrel(0);
        host.StartServer();
    }

    [OneTimeTearDown]
    public async Task Stop() => await host.DisposeAsync();

    [TestCase(Description = "read by the operation")]
    [TestCase("Idempotency-Key", "large", Description = "read for its fingerprint")]
    public async Task A_body_too_large_is_refused(params string[] headers)
    {
        var filing = Desk.Filing();
        filing["formData"] = new JsonObject { ["a"] = new string('x', 1_100_000) };
        (await host.Client(Stages.Reception).Ask("POST", "/api/v1/dossiers", filing, headers)).Gives(413, "request.body-within-limit");
    }
}

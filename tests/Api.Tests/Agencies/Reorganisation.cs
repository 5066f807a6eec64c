using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OneStop.Api.Tests.Access;
using OneStop.Infrastructure.Jobs;
using static OneStop.Api.Tests.Access.Requests;

namespace OneStop.Api.Tests.Agencies;

/// <summary>A host of its own whose agencies are reorganised: communes without a one-stop office, officials with accounts that last.</summary>
internal sealed class Reorganisation : IAsyncDisposable
{
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(7));

    public static readonly object Defects = new { defects = new[] { new { component = "02", code = "illegible", message = "Bản chụp mờ" } } };

    public static readonly object Reason = new { reason = "theo đề nghị" };

    private static readonly string[] Roles = ["reception", "handler", "head", "leader", "clerk", "returnDesk", "oneStopHead", "agencyAdmin"];

    private readonly Dictionary<string, HttpClient> officials = [];
    private int owners;

    public Reorganisation() => Host = new TestHost(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));

    public MovableClock Clock { get; } = new(Monday);

    public TestHost Host { get; }

    public HttpClient Admin => Host.Client("admin");

    /// <summary>An official who holds every role at an agency, engaged there while it was in force.</summary>
    public async Task<HttpClient> Official(string agency)
    {
        if (!officials.TryGetValue(agency, out var client))
        {
            var name = NewName();
            await Engage(Admin, name, agency, Roles);
            officials[agency] = client = await Host.SignedIn(name);
        }
        return client;
    }

    /// <summary>Files a dossier at the counter of a commune, as its official.</summary>
    public async Task<JsonNode> Filed(string agency, bool register = false)
    {
        var filing = new
        {
            procedure = Desk.Procedure, agency, channel = "counter", returnBy = "counter", register,
            owner = new { kind = "citizen", fullName = "Nguyễn Văn A", personalId = $"048090{++owners:000000}", phone = "0905123456" },
            parts = new[] { new { component = "01", originals = 1 }, new { component = "02", originals = 1 } },
        };
        return (await (await Official(agency)).Ask("POST", "/api/v1/dossiers", filing)).Gives(201).Body;
    }

    public static Task<Answer> Act(HttpClient by, JsonNode dossier, string path, object? body = null) =>
        by.Ask("POST", $"/api/v1/dossiers/{dossier["id"]}/{path}", body ?? new { }, "If-Match", $"\"{dossier["version"]}\"");

    /// <summary>A dossier that went through the actions.</summary>
    public async Task<JsonNode> Then(string agency, params (string Path, object? Body)[] actions)
    {
        var dossier = await Filed(agency);
        foreach (var (path, body) in actions)
        {
            dossier = (await Act(await Official(agency), dossier, path, body)).Gives(200).Body;
        }
        return dossier;
    }

    /// <summary>A dossier at every status.</summary>
    public async Task<List<JsonNode>> EveryStatus(string agency)
    {
        (string, object?) complete = ("steps/complete", null), claim = ("claim", null), decide = ("decide", new { outcome = "approved" });
        (string, object?) number = ("result", new { typeCode = "KQ.G12.001041", number = "41A8000123", issuedOn = "2026-03-02", signer = "Trần Thị B" });
        (string, object?)[] resolved = [complete, claim, complete, claim, complete, claim, decide, claim, number];
        return
        [
            await Filed(agency, register: true),
            (await Act(await Official(agency), await Filed(agency, register: true), "refuse", Defects)).Gives(200).Body,
            await Filed(agency),
            await Then(agency, complete),
            await Then(agency, complete, claim),
            await Then(agency, complete, claim, ("supplement-requests", Defects)),
            await Then(agency, complete, claim, ("financial-obligations", new { kind = "landTax", amountVnd = 1000, basis = "Thông báo 12" })),
            await Then(agency, complete, claim, ("withdraw", Reason)),
            await Then(agency, complete, claim, ("stop", Reason)),
            await Then(agency, resolved),
            await Then(agency, [.. resolved, ("return", new { via = "counter" })]),
        ];
    }

    public Task<Answer> Succeed(string[] predecessors, string[] successors, string? from = null) =>
        Admin.Ask("POST", "/api/v1/agencies/successions", new { predecessors, successors, from });

    /// <summary>The record, once every row is moved.</summary>
    public async Task<JsonNode> Finished(JsonNode succession)
    {
        await Host.Services.GetRequiredService<DueJobRunner>().FinishUntil(Clock.Now, CancellationToken.None);
        return (await Admin.Ask("GET", $"/api/v1/agencies/successions/{succession["id"]}")).Gives(200).Body;
    }

    public static async Task<JsonNode> Get(HttpClient by, JsonNode dossier) => (await by.Ask("GET", $"/api/v1/dossiers/{dossier["id"]}")).Gives(200).Body;

    /// <summary>Identities on the work-list an official sees, page by page.</summary>
    public static async Task<List<string>> Listed(HttpClient by, string query = "")
    {
        var page = (await by.Ask("GET", $"/api/v1/dossiers?limit=200{query}")).Gives(200).Body;
        Assert.That(page["next"], Is.Null);
        return [.. page["items"]!.AsArray().Select(item => (string)item!["id"]!)];
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

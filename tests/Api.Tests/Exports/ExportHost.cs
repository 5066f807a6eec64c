using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OneStop.Api.Tests.Access;
using OneStop.Api.Tests.Audit;
using OneStop.Application.Exports;

namespace OneStop.Api.Tests.Exports;

/// <summary>A host whose exports can be kept waiting, and a clock that can be moved.</summary>
internal sealed class ExportHost : IAsyncDisposable
{
    public const string Leader = $"leader@{Desk.Ward}";

    public const string March = "2026-03-01";

    private const string Hold = """
        CREATE TRIGGER HoldExports AFTER INSERT ON DueJobs WHEN NEW.Kind = 'Export'
        BEGIN UPDATE DueJobs SET LeasedUntil = 9000000000000000 WHERE Id = NEW.Id; END
        """;

    public ExportHost(params (string Name, string Value)[] settings) => Host = new TestHost(
        services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)).AddSingleton(new ExportClocks(Clock, MachineClock)),
        settings: new Dictionary<string, string>(settings.Select(one => KeyValuePair.Create(one.Name, one.Value)).Prepend(KeyValuePair.Create("Exports:MostKept", "500")).GroupBy(one => one.Key).Select(one => one.Last())));

    public MovableClock Clock { get; } = new(Desk.Monday);

    /// <summary>What is kept, for how long, goes by it.</summary>
    public MovableClock MachineClock { get; } = new(Desk.Monday);

    public TestHost Host { get; }

    public static object Handling(string format = "csv", string? agency = null) => new { report = "handling", format, from = March, to = "2026-03-31", agency };

    public Task<Answer> Ask(string user, string method, string place, object? body = null, params string[] headers) =>
        Host.Client(user).Ask(method, $"/api/v1/exports{place}", body, headers);

    /// <summary>An export that was taken.</summary>
    public async Task<JsonNode> Taken(object body, string user = Leader, params string[] headers) => (await Ask(user, "POST", "", body, headers)).Gives(202).Body;

    /// <summary>The export when it is done, one way or the other.</summary>
    public async Task<JsonNode> Done(JsonNode export, string user = Leader)
    {
        for (var look = 0; look < 600; look++)
        {
            var now = (await Ask(user, "GET", $"/{export["id"]}")).Gives(200).Body;
            if ((string)now["state"]! is not ("queued" or "running"))
            {
                return now;
            }
            await Task.Delay(50);
        }
        throw new TimeoutException("the export is not done");
    }

    public async Task<JsonNode> Finished(object body, string user = Leader, params string[] headers)
    {
        var done = await Done(await Taken(body, user, headers), user);
        Assert.That((string)done["state"]!, Is.EqualTo("finished"), done.ToJsonString());
        return done;
    }

    /// <summary>From now on parts are stored, or deleted, so slowly that something can happen meanwhile.</summary>
    public void StoreSlowly(string write = "INSERT ON") => Run($"""
        CREATE TRIGGER SlowParts BEFORE {write} ExportParts
        BEGIN SELECT COUNT(*) FROM (WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 8000000) SELECT i FROM n); END
        """);

    /// <summary>The content, whole or in part.</summary>
    public async Task<(int Status, byte[] Content, HttpResponseHeaders Headers, HttpContentHeaders Content_)> Fetch(JsonNode export, params string[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/exports/{export["id"]}/content");
        for (var i = 0; i < headers.Length; i += 2)
        {
            request.Headers.TryAddWithoutValidation(headers[i], headers[i + 1]);
        }
        using var answer = await Host.Client(Leader).SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), answer.Headers, answer.Content.Headers);
    }

    /// <summary>From now on exports wait.</summary>
    public void KeepWaiting() => Run(Hold);

    /// <summary>They go on.</summary>
    public void Release()
    {
        Run("DROP TRIGGER IF EXISTS HoldExports");
        Run("UPDATE DueJobs SET LeasedUntil = NULL WHERE Kind = 'Export'");
    }

    public int Run(string sql) => Tables.Run(sql, Host.Database);

    public long Count(string sql) => (long)Tables.Rows(sql, Host.Database)[0][0]!;

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

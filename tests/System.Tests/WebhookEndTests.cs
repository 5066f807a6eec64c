using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Dapper;
using OneStop.Processes;

namespace OneStop.SystemTests;

/// <summary>The program is killed while webhooks are sent: every event arrives, in order, and twice only under the same identity.</summary>
public sealed class WebhookEndTests
{
    private const int Kills = 8;
    private const string Owner = $"agencyAdmin@{Filings.Agency}";

    /// <summary>So long nothing new may come before the rest is taken to be lost.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<(string Id, JsonElement Event)> taken = new();

    [Test]
    public async Task Killed_again_and_again()
    {
        using var receiver = Listener(out var url);
        var taking = Take(receiver);
        await using var database = await TestDatabase.Create(Engine.Sqlite);
        var settings = new Dictionary<string, string> { ["Webhooks:AllowedNetworks:0"] = "127.0.0.1/32" };
        var chance = new Random(8);
        var process = await database.Start(settings);
        long from;
        using (var api = new ApiClient(process.Url))
        {
            from = (await api.Read("/api/v1/changes/position", Owner)).GetProperty("position").GetInt64();
            (await api.Post("/api/v1/webhooks", Owner, new { url, filter = new { types = new[] { "dossierReceived", "stepCompleted" } } })).Demand(HttpStatusCode.Created);
        }
        for (var round = 0; round < Kills; round++)
        {
            using var api = new ApiClient(process.Url);
            var writers = new Writers(api, round * 10_000);
            var writing = writers.Run();
            await Task.WhenAny(writing, writers.Until(3));
            await Task.Delay(chance.Next(20, 250));
            await process.Kill();
            await writing;
            await process.DisposeAsync();
            EndLeases(database);
            process = await database.Start(settings);
        }
        await using (process)
        {
            using var api = new ApiClient(process.Url);
            var wanted = await Events(api, from);
            await AllTaken(wanted.Count);
            AssertWhole(wanted);
            await TestContext.Out.WriteLineAsync($"{wanted.Count} events, {taken.Count} deliveries, {Kills} kills");
        }
        receiver.Stop();
        await taking;
    }

    private async Task AllTaken(int events)
    {
        var (there, since) = (0, Stopwatch.GetTimestamp());
        while (there < events && Stopwatch.GetElapsedTime(since) < Patience)
        {
            await Task.Delay(100);
            var now = taken.Select(one => one.Id).Distinct().Count();
            (there, since) = now > there ? (now, Stopwatch.GetTimestamp()) : (there, since);
        }
    }

    /// <summary>As if the minute were over in which nobody takes over what the killed process held.</summary>
    private static void EndLeases(TestDatabase database)
    {
        using var db = database.Open();
        db.Execute("UPDATE WebhookDeliveries SET DueAt = 0 WHERE Standing = 'pending' AND Lease IS NOT NULL");
    }

    private void AssertWhole(IReadOnlyList<JsonElement> wanted)
    {
        var first = taken.DistinctBy(one => one.Id).Select(one => one.Event).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(wanted, Has.Count.GreaterThan(Kills));
            Assert.That(first.Select(EventId), Is.EquivalentTo(wanted.Select(EventId)), "each event once, doubles only under the same identity");
            foreach (var dossier in first.GroupBy(one => one.GetProperty("aggregateId").GetString()))
            {
                Assert.That(dossier.Select(one => one.GetProperty("position").GetInt64()), Is.Ordered, dossier.Key);
            }
        }
    }

    private static string EventId(JsonElement one) => one.GetProperty("id").GetString()!;

    private static async Task<IReadOnlyList<JsonElement>> Events(ApiClient api, long from)
    {
        var events = new List<JsonElement>();
        while (true)
        {
            var slice = await api.Read($"/api/v1/changes?after={from}&limit=1000&types=dossierReceived,stepCompleted", Owner);
            if (slice.GetProperty("next").GetInt64() == from)
            {
                return events;
            }
            events.AddRange(slice.GetProperty("items").EnumerateArray());
            from = slice.GetProperty("next").GetInt64();
        }
    }

    /// <summary>Listens at a port that it tries until it has one: nobody else can take it in between.</summary>
    private static HttpListener Listener(out string url)
    {
        for (var tries = 1; ; tries++)
        {
            var receiver = new HttpListener();
            receiver.Prefixes.Add(url = $"http://127.0.0.1:{Random.Shared.Next(20_000, 32_000)}/");
            try
            {
                receiver.Start();
                return receiver;
            }
            catch (HttpListenerException) when (tries < 50)
            {
                receiver.Close();
            }
        }
    }

    /// <summary>Takes whatever comes until the receiver is stopped; whatever else ends it fails the test.</summary>
    private async Task Take(HttpListener receiver)
    {
        while (true)
        {
            HttpListenerContext call;
            try
            {
                call = await receiver.GetContextAsync();
            }
            catch (Exception e) when (!receiver.IsListening && e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
            await Take(call);
        }
    }

    private async Task Take(HttpListenerContext call)
    {
        try
        {
            using var reader = new StreamReader(call.Request.InputStream, Encoding.UTF8);
            taken.Enqueue((call.Request.Headers["webhook-id"]!, JsonSerializer.Deserialize<JsonElement>(await reader.ReadToEndAsync())));
            call.Response.StatusCode = (int)HttpStatusCode.OK;
            call.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException or JsonException)
        {
            // The sender was killed in the middle of it.
        }
    }
}

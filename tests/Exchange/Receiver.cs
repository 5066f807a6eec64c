using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OneStop.Exchange;

/// <summary>A subscriber that checks every signature, remembers what came in which order, and misbehaves for a share of the deliveries when they first come.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, int> seen = new();
    private readonly HashSet<string> taken = [];
    private readonly Random random;
    private readonly Lock gate = new();

    public Receiver(int seed)
    {
        random = new Random(seed);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/hook", (Delegate)Take);
    }

    public string Url => $"{app.Urls.Single()}/hook";

    /// <summary>The secret of the subscription.</summary>
    public string Secret { get; set; } = "";

    /// <summary>What was taken, in order, the first time it came.</summary>
    public ConcurrentQueue<Taken> All { get; } = new();

    /// <summary>How often something came that had been taken before, under the same id.</summary>
    public int Repeated { get; private set; }

    /// <summary>How many calls were wrongly signed.</summary>
    public int Forged { get; private set; }

    /// <summary>How many calls met a fault.</summary>
    public int Faults { get; private set; }

    public Task Start() => app.StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var id = http.Request.Headers["webhook-id"].ToString();
        if (!IsSigned(http, id, body))
        {
            Forged++;
            return Results.StatusCode(401);
        }
        var fault = Draw(id);
        if (fault < 0.05)
        {
            return Results.StatusCode(500);
        }
        if (fault < 0.08)
        {
            http.Abort();
            return Results.Empty;
        }
        Note(id, body);
        if (fault < 0.10)
        {
            http.Abort(); // Taken, but never acknowledged.
        }
        return Results.NoContent();
    }

    /// <summary>The lot of a delivery's first coming; 1 for every later one.</summary>
    private double Draw(string id)
    {
        lock (gate)
        {
            var first = seen.AddOrUpdate(id, 1, (_, before) => before + 1) == 1;
            var lot = first ? random.NextDouble() : 1;
            Faults += lot < 0.10 ? 1 : 0;
            return lot;
        }
    }

    private void Note(string id, string body)
    {
        lock (gate)
        {
            if (!taken.Add(id))
            {
                Repeated++;
                return;
            }
            All.Enqueue(new Taken(id, JsonSerializer.Deserialize<JsonElement>(body)));
        }
    }

    private bool IsSigned(HttpContext http, string id, string body)
    {
        var at = http.Request.Headers["webhook-timestamp"].ToString();
        var wanted = Convert.ToBase64String(HMACSHA256.HashData(
            Convert.FromBase64String(Secret[(Secret.IndexOf('_', StringComparison.Ordinal) + 1)..]), Encoding.UTF8.GetBytes($"{id}.{at}.{body}")));
        return http.Request.Headers["webhook-signature"].ToString().Split(' ').Contains($"v1,{wanted}")
            && Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(at, CultureInfo.InvariantCulture)) < 300;
    }
}

/// <summary>A delivery as it was taken.</summary>
internal sealed record Taken(string Id, JsonElement Body);

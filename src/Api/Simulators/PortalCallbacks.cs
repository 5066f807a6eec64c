using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace OneStop.Api.Simulators;

/// <summary>How a call of the simulated portal is no good.</summary>
internal enum SimulatedForgery
{
    None,

    /// <summary>It is signed with another secret.</summary>
    Signature,

    /// <summary>Its body is another than was signed.</summary>
    Body,

    /// <summary>It was signed an hour ago.</summary>
    Time,
}

/// <summary>A message that the simulated portal is to send to the engine.</summary>
/// <param name="Kind"><c>submission</c>, <c>supplement</c>, <c>withdrawal</c> or <c>payment</c>.</param>
/// <param name="Data">Its fields; what is missing is made up, but for <c>MaHoSo</c>.</param>
/// <param name="Times">How often it is sent, the same each time.</param>
/// <param name="LateMilliseconds">How much later it is sent than its turn; the others do not wait for it.</param>
internal sealed record PostedCallback(string Kind, JsonObject Data, string? MessageId = null, int Times = 1, int LateMilliseconds = 0, SimulatedForgery Forged = SimulatedForgery.None);

/// <summary>Messages that are to be sent.</summary>
/// <param name="Shuffled">Whether they are sent in an order by lot.</param>
/// <param name="Seed">The same seed gives the same order.</param>
internal sealed record PostedCallbacks(IReadOnlyList<PostedCallback> Messages, bool Shuffled = false, int Seed = 0);

/// <summary>What came of a call.</summary>
internal sealed record MadeCallback(string MessageId, string Kind, int Status, JsonNode? Answer);

/// <summary>
/// Calls in as the portal does: to <c>Simulators:Portal:Engine</c>, signed with <c>Simulators:Portal:Secret</c>, signed in as
/// <c>Simulators:Portal:Client</c> with <c>Simulators:Portal:ClientSecret</c>.
/// </summary>
internal sealed class PortalCallbacks(IConfiguration configuration) : IDisposable
{
    private const string Prefix = "whsec_";
    private const int MostTimes = 100;

    private readonly HttpClient engine = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    /// <summary>Sends everything, one after the other, and waits for what is late.</summary>
    public async Task<IResult> Post(PostedCallbacks wanted, CancellationToken ct)
    {
        if (configuration["Simulators:Portal:Engine"] is not { Length: > 0 } address)
        {
            return Results.Problem("Simulators:Portal:Engine names no engine", statusCode: StatusCodes.Status409Conflict);
        }
        if (wanted.Messages.FirstOrDefault(one => !PortalLetters.Kinds.Contains(one.Kind) || one.Times is < 1 or > MostTimes) is { } wrong)
        {
            return Results.Problem($"{wrong.Kind}: one of {string.Join(", ", PortalLetters.Kinds)}, 1 to {MostTimes} times", statusCode: StatusCodes.Status400BadRequest);
        }
        engine.BaseAddress ??= new Uri(address);
        var token = await Token(ct);
        var letters = wanted.Messages.Select(one => (One: one, Letter: PortalLetters.Write(one))).SelectMany(one => Enumerable.Repeat(one, one.One.Times)).ToArray();
        if (wanted.Shuffled)
        {
            new Random(wanted.Seed).Shuffle(letters);
        }
        var (made, late) = (new List<MadeCallback>(), new List<Task<MadeCallback>>());
        foreach (var (one, letter) in letters)
        {
            if (one.LateMilliseconds > 0)
            {
                late.Add(Late(one, letter, token, ct));
            }
            else
            {
                made.Add(await Send(one, letter, token, ct));
            }
        }
        return Results.Json(made.Concat(await Task.WhenAll(late)));
    }

    public void Dispose() => engine.Dispose();

    private async Task<MadeCallback> Late(PostedCallback one, PortalLetter letter, string token, CancellationToken ct)
    {
        await Task.Delay(one.LateMilliseconds, ct);
        return await Send(one, letter, token, ct);
    }

    private async Task<MadeCallback> Send(PostedCallback one, PortalLetter letter, string token, CancellationToken ct)
    {
        var at = TimeProvider.System.GetUtcNow().AddHours(one.Forged == SimulatedForgery.Time ? -1 : 0).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/portal/inbox");
        request.Content = new StringContent(one.Forged == SimulatedForgery.Body ? letter.Body.Replace("}", " }", StringComparison.Ordinal) : letter.Body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("webhook-id", letter.MessageId);
        request.Headers.Add("webhook-timestamp", at);
        request.Headers.Add("webhook-signature", $"v1,{Signature($"{letter.MessageId}.{at}.{letter.Body}", one.Forged == SimulatedForgery.Signature)}");
        using var answer = await engine.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        return new MadeCallback(letter.MessageId, one.Kind, (int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    private string Signature(string signed, bool forged)
    {
        var secret = configuration["Simulators:Portal:Secret"] ?? "";
        var key = forged || !secret.StartsWith(Prefix, StringComparison.Ordinal) ? RandomNumberGenerator.GetBytes(32) : Convert.FromBase64String(secret[Prefix.Length..]);
        return Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
    }

    private async Task<string> Token(CancellationToken ct)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = configuration["Simulators:Portal:Client"] ?? "", ["client_secret"] = configuration["Simulators:Portal:ClientSecret"] ?? "",
        });
        using var answer = await engine.PostAsync(new Uri("/api/v1/auth/token", UriKind.Relative), form, ct);
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>(ct);
        return (string?)body?["access_token"] ?? "";
    }
}

internal static class PortalCallbackEndpoints
{
    public static void MapPortalCallbacks(this WebApplication app) =>
        app.MapPost("/portal/callbacks", (PostedCallbacks wanted, PortalCallbacks callbacks, CancellationToken ct) => callbacks.Post(wanted, ct));
}

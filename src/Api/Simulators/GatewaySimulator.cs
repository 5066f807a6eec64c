using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OneStop.Api.Simulators;

/// <summary>A message that the gateway took.</summary>
/// <param name="Times">How often it was sent.</param>
internal sealed record TakenMessage(Guid Id, string Channel, string To, string Text, string Reference, int Times);

/// <summary>A message as it comes.</summary>
internal sealed record PostedMessage(Guid Id, string Channel, string To, string Text);

/// <summary>
/// A gateway of SMS and Zalo: takes messages once by their identity, says what became of them by signed calls to
/// <c>Simulators:Gateway:Callback</c> (signed with <c>Simulators:Gateway:Secret</c>), and meets the faults of the plan.
/// </summary>
internal sealed class GatewaySimulator(FaultPlan plan, IConfiguration configuration) : IDisposable
{
    private const string System = "gateway";

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private readonly Kept<Guid, TakenMessage> taken = new(Memory.Of(configuration));
    private readonly HttpClient caller = new();

    /// <summary>What was taken, in the order of the identities.</summary>
    public IEnumerable<TakenMessage> Taken => taken.Values.OrderBy(message => message.Id);

    public async Task<IResult> Post(PostedMessage message, HttpContext http)
    {
        await Task.Delay(plan[System].DelayMilliseconds);
        var fault = plan.For(System, message.Id.ToString(), $"{message.To} {message.Text}");
        switch (fault)
        {
            case SimulatedFault.Reject:
                return Results.Json(new { status = "rejected", error = "blocked" });
            case SimulatedFault.Unavailable:
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        var kept = taken.Put(
            message.Id, () => new TakenMessage(message.Id, message.Channel, message.To, message.Text, $"GW{message.Id:N}", 1), one => one with { Times = one.Times + 1 });
        switch (fault)
        {
            case SimulatedFault.TimeOut:
                await Task.Delay(Long, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return Results.StatusCode(StatusCodes.Status504GatewayTimeout);
            case SimulatedFault.Broken:
                http.Abort();
                return Results.Empty;
        }
        _ = CallBack(kept, fault);
        return Results.Json(new { status = "accepted", reference = kept.Reference });
    }

    /// <summary>Forgets what was taken.</summary>
    public void Clear() => taken.Clear();

    public void Dispose() => caller.Dispose();

    /// <summary>Says that it was delivered; twice, or after it said that it was not, where the plan wants so.</summary>
    private async Task CallBack(TakenMessage message, SimulatedFault fault)
    {
        if (configuration["Simulators:Gateway:Callback"] is not { Length: > 0 } address)
        {
            return;
        }
        await Task.Delay(TimeSpan.FromMilliseconds(50));
        if (fault == SimulatedFault.Late)
        {
            await Say(address, message, "failed", "expired");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
        await Say(address, message, "delivered", null);
        if (fault == SimulatedFault.Duplicate)
        {
            await Say(address, message, "delivered", null);
        }
    }

    private async Task Say(string address, TakenMessage message, string status, string? error)
    {
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = string.Join('\n', timestamp, message.Id.ToString(), status, message.Reference, error ?? "");
        var secret = Encoding.UTF8.GetBytes(configuration["Simulators:Gateway:Secret"] ?? "");
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = JsonContent.Create(new { id = message.Id, status, reference = message.Reference, error });
        request.Headers.Add("X-Gateway-Timestamp", timestamp);
        request.Headers.Add("X-Gateway-Signature", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(signed)))}");
        try
        {
            using var answer = await caller.SendAsync(request);
        }
        catch (HttpRequestException)
        {
            // Nobody listens: a receipt that is lost.
        }
    }
}

internal static class GatewayEndpoints
{
    public static void MapGateway(this WebApplication app)
    {
        app.MapPost("/gateway/messages", (PostedMessage message, GatewaySimulator gateway, HttpContext http) => gateway.Post(message, http));
        app.MapGet("/gateway/messages", (GatewaySimulator gateway) => gateway.Taken);
        app.MapDelete("/gateway/messages", (GatewaySimulator gateway) => gateway.Clear());
        app.MapGet("/mail/messages", (MailSimulator mail) => mail.Taken);
        app.MapDelete("/mail/messages", (MailSimulator mail) => mail.Clear());
    }
}

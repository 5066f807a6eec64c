using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OneStop.Api.Simulators;

/// <summary>
/// The document management of another vendor, as far as it sends: hands a document in at the engine, <c>Simulators:Vendor:Engine</c>, signed in as
/// <c>Simulators:Vendor:ClientId</c> with <c>Simulators:Vendor:Secret</c>. With the fault <c>duplicate</c> of the registries it sends it twice.
/// </summary>
internal sealed class VendorSimulator(FaultPlan plan, IConfiguration configuration) : IDisposable
{
    private readonly HttpClient caller = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    /// <summary>Hands a document in; what the engine answered.</summary>
    public async Task<IResult> Deliver(JsonObject document, CancellationToken ct)
    {
        if (configuration["Simulators:Vendor:Engine"] is not { Length: > 0 } engine)
        {
            return Results.Problem("Simulators:Vendor:Engine is not set", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        var token = await Token(engine, ct);
        var fault = plan.For("registries", document["id"]?.ToString() ?? "", document["title"]?.ToString());
        var answer = await Send(engine, token, document, ct);
        return fault == SimulatedFault.Duplicate ? await Send(engine, token, document, ct) : answer;
    }

    public void Dispose() => caller.Dispose();

    private async Task<string> Token(string engine, CancellationToken ct)
    {
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("client_id", configuration["Simulators:Vendor:ClientId"] ?? ""),
            new("client_secret", configuration["Simulators:Vendor:Secret"] ?? ""),
        ]);
        using var answer = await caller.PostAsync($"{engine}/api/v1/auth/token", form, ct);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(ct)).TryGetProperty("access_token", out var token) ? token.GetString()! : "";
    }

    private async Task<IResult> Send(string engine, string token, JsonObject document, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{engine}/api/v1/registries/documents/received") { Content = JsonContent.Create(document) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await caller.SendAsync(request, ct);
        return Results.Content(await answer.Content.ReadAsStringAsync(ct), "application/json", statusCode: (int)answer.StatusCode);
    }
}

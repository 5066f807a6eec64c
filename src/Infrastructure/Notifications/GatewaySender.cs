using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>Sends SMS and Zalo messages by HTTP. A message is taken only where the answer says so: 200 alone is no promise.</summary>
internal sealed class GatewaySender([FromKeyedServices(GatewaySender.Handler)] HttpMessageHandler handler, NotificationOptions options) : IChannelSender, IDisposable
{
    public const string Handler = "notification-gateway";

    private const long LongestAnswer = 100_000;

    private readonly HttpClient client = new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };

    public async Task<SendOutcome> Send(OutgoingMessage message, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Gateway.Url);
        request.Content = JsonContent.Create(new { id = message.Id, channel = EnumName.Of(message.Channel), to = message.To, text = message.Text });
        if (options.Gateway.Key is { } key)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
        try
        {
            using var answer = await client.SendAsync(request, ct);
            return (int)answer.StatusCode switch
            {
                >= 200 and < 300 => await Read(answer.Content, ct),
                // The message is at fault, not the gateway, nor our key to it.
                400 or 413 or 422 => new SendOutcome(SendResult.Rejected, Reason: $"http{(int)answer.StatusCode}"),
                _ => new SendOutcome(SendResult.Unavailable, Reason: $"http{(int)answer.StatusCode}"),
            };
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new SendOutcome(SendResult.Broken, Reason: (e as HttpRequestException)?.HttpRequestError.ToString() ?? e.GetType().Name);
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>JSON is UTF-8, whatever the answer says of itself.</summary>
    private static async Task<SendOutcome> Read(HttpContent body, CancellationToken ct)
    {
        try
        {
            var answer = await JsonSerializer.DeserializeAsync<Answer>(await body.ReadAsStreamAsync(ct), JsonSerializerOptions.Web, ct);
            return answer?.Status switch
            {
                "accepted" => new SendOutcome(SendResult.Accepted, SendOutcome.Code(answer.Reference)),
                "rejected" => new SendOutcome(SendResult.Rejected, SendOutcome.Code(answer.Reference), SendOutcome.Code(answer.Error) ?? "rejected"),
                _ => new SendOutcome(SendResult.Broken, Reason: "unknownAnswer"),
            };
        }
        catch (JsonException)
        {
            return new SendOutcome(SendResult.Broken, Reason: "unreadableAnswer");
        }
    }

    private sealed record Answer(string? Status, string? Reference, string? Error);
}

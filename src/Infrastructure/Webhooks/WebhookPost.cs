using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Webhooks;
using OneStop.Domain.Shared;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>What came of an attempt.</summary>
/// <param name="Problem">What came between; null where the receiver took it.</param>
internal sealed record DeliveryOutcome(DateTimeOffset At, int Milliseconds, int? Status, Rule? Problem, string? Answer);

/// <summary>Posts a delivery: no redirects, no proxy, no cookies, a limit of time, and only so much of the answer as is kept.</summary>
internal sealed class WebhookPost : IDisposable
{
    private const int KeptBytes = 4_096;

    private static readonly TimeSpan ConnectingTime = TimeSpan.FromSeconds(5);

    private readonly TargetGuard guard;
    private readonly TimeProvider machineClock;
    private readonly TimeSpan patience;
    private readonly HttpClient http;

    public WebhookPost(TargetGuard guard, WebhookOptions options, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock)
    {
        (this.guard, this.machineClock, patience) = (guard, machineClock, TimeSpan.FromSeconds(options.TimeoutSeconds));
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = ConnectingTime, ConnectCallback = guard.Connect,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2), MaxResponseHeadersLength = 16, MaxResponseDrainSize = 0,
        };
        http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<DeliveryOutcome> Send(SignedDelivery signed, CancellationToken ct)
    {
        var delivery = signed.Delivery;
        var (at, began) = (machineClock.GetUtcNow(), Stopwatch.GetTimestamp());
        DeliveryOutcome Outcome(int? status, Rule? problem, string? answer) =>
            new(at, (int)Stopwatch.GetElapsedTime(began).TotalMilliseconds, status, problem, answer);

        if (guard.Form(delivery.Url) is { } rule)
        {
            return Outcome(null, rule, null);
        }
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        ending.CancelAfter(patience);
        try
        {
            using var request = Request(delivery, at, signed.Secrets);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ending.Token);
            var start = await Start(answer, ending.Token);
            return Outcome((int)answer.StatusCode, ProblemOf(answer), start);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or OperationCanceledException or IOException or TargetRefusedException)
        {
            return Outcome(null, ProblemOf(e), null);
        }
    }

    public void Dispose() => http.Dispose();

    private static HttpRequestMessage Request(DueDelivery delivery, DateTimeOffset at, IReadOnlyList<byte[]> secrets)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, delivery.Url) { Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json") };
        request.Headers.UserAgent.ParseAdd("OneStop-Webhooks/1");
        foreach (var (name, value) in WebhookSignature.Headers(delivery.Id, at, delivery.Body, secrets))
        {
            request.Headers.Add(name, value);
        }
        return request;
    }

    /// <summary>The beginning of the answer, as far as it came: the status says what counts.</summary>
    private static async Task<string> Start(HttpResponseMessage answer, CancellationToken ct)
    {
        var (kept, length) = (new byte[KeptBytes], 0);
        try
        {
            await using var content = await answer.Content.ReadAsStreamAsync(ct);
            length = await content.ReadAtLeastAsync(kept, KeptBytes, throwOnEndOfStream: false, ct);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            // What follows a status changes nothing about it.
        }
        return Encoding.UTF8.GetString(kept, 0, length).Replace('\0', '\uFFFD');
    }

    private static Rule? ProblemOf(HttpResponseMessage answer) =>
        answer.IsSuccessStatusCode ? null : answer.StatusCode == HttpStatusCode.Gone ? DeliveryRules.ReceiverIsThere : DeliveryRules.IsTaken;

    private static Rule ProblemOf(Exception e) => e switch
    {
        TargetRefusedException refused => refused.Rule,
        _ when e.InnerException is TargetRefusedException refused => refused.Rule,
        OperationCanceledException => DeliveryRules.IsAnsweredInTime,
        HttpRequestException { InnerException: OperationCanceledException or TimeoutException } => DeliveryRules.IsAnsweredInTime,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => DeliveryRules.IsTrusted,
        _ => DeliveryRules.IsReached,
    };
}

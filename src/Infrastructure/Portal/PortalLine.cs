using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Portal;
using OneStop.Infrastructure.Persistence;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace OneStop.Infrastructure.Portal;

/// <summary>
/// The line to the portal, for all who speak to it: so many calls at the same time, a limit of time for every call, a breaker for all of them, and another
/// try with jitter for those that change nothing.
/// What changes something there is tried again by the ledger only, after a look at what it led to.
/// </summary>
internal sealed class PortalLine : IDisposable
{
    private const int LargestAnswer = 4 * 1024 * 1024;

    private static readonly TimeSpan BreakLength = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(30);

    private readonly HttpClient http;
    private readonly PortalOptions options;
    private readonly TimeProvider machineClock;
    private readonly ResiliencePipeline once;
    private readonly ResiliencePipeline again;
    private long openUntil;
    private long pausedUntil;

    public PortalLine(PortalOptions options, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock)
    {
        (this.options, this.machineClock) = (options, machineClock);
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), UseCookies = false })
        {
            MaxResponseContentBufferSize = LargestAnswer, Timeout = Timeout.InfiniteTimeSpan,
        };
        var breaker = Breaker();
        // What waits for a place waits outside of the limit of time.
        once = new ResiliencePipelineBuilder { TimeProvider = machineClock }
            .AddConcurrencyLimiter(options.Places, queueLimit: int.MaxValue).AddPipeline(breaker).AddTimeout(options.CallTime).Build();
        again = new ResiliencePipelineBuilder().AddRetry(Retry()).AddPipeline(once).Build();
    }

    /// <summary>Until when nothing is sent; in the past where it is not so.</summary>
    public DateTimeOffset PausedUntil => DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(Volatile.Read(ref openUntil), Volatile.Read(ref pausedUntil)));

    /// <summary>Lets nothing be sent for a while.</summary>
    public void Pause(TimeSpan length) => Volatile.Write(ref pausedUntil, (machineClock.GetUtcNow() + length).ToUnixTimeMilliseconds());

    /// <summary>Sends a body and reads the answer.</summary>
    /// <param name="safe">Whether it may be sent again at once.</param>
    /// <exception cref="PortalFaultException">There was no answer.</exception>
    /// <exception cref="PortalPausedException">It was not sent.</exception>
    public async Task<PortalAnswer> Send(string path, object body, bool safe, CancellationToken ct)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(body, PortalText.Json);
        try
        {
            return await (safe ? again : once).ExecuteAsync(async token => await Post(path, content, token), ct);
        }
        catch (TimeoutRejectedException e)
        {
            throw new PortalFaultException(PortalOutcome.TimedOut, because: e);
        }
        catch (BrokenCircuitException)
        {
            throw new PortalPausedException();
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<PortalAnswer> Post(string path, byte[] content, CancellationToken ct)
    {
        using var body = new ByteArrayContent(content) { Headers = { ContentType = new("application/json") { CharSet = "utf-8" } } };
        try
        {
            using var answer = await http.PostAsync(new Uri($"{options.Url!.AbsoluteUri.TrimEnd('/')}/{path}"), body, ct);
            return answer.IsSuccessStatusCode
                ? PortalAnswer.Read(await answer.Content.ReadAsByteArrayAsync(ct))
                : throw new PortalFaultException(OutcomeOf(answer.StatusCode), (int)answer.StatusCode);
        }
        catch (HttpRequestException e)
        {
            throw new PortalFaultException(OutcomeOf(e), because: e);
        }
        catch (IOException e)
        {
            throw new PortalFaultException(PortalOutcome.Broken, because: e);
        }
    }

    private static PortalOutcome OutcomeOf(HttpStatusCode status) =>
        status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? PortalOutcome.SessionOver : PortalOutcome.Unavailable;

    private static PortalOutcome OutcomeOf(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError => PortalOutcome.Unavailable,
        HttpRequestError.ConfigurationLimitExceeded => PortalOutcome.Malformed,
        _ => PortalOutcome.Broken,
    };

    /// <summary>Where every call runs out of time, each place makes two in a window of two and a half; that is enough to break the line.</summary>
    private ResiliencePipeline Breaker() => new ResiliencePipelineBuilder { TimeProvider = machineClock }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<PortalFaultException>(fault => fault.Outcome != PortalOutcome.SessionOver).Handle<TimeoutRejectedException>(),
            FailureRatio = 0.8, MinimumThroughput = Math.Max(2, options.Places * 2), BreakDuration = BreakLength,
            SamplingDuration = options.CallTime * 2.5 is var window && window > ShortestWindow ? window : ShortestWindow,
            OnOpened = opened =>
            {
                Volatile.Write(ref openUntil, (machineClock.GetUtcNow() + opened.BreakDuration).ToUnixTimeMilliseconds());
                return default;
            },
            OnClosed = _ =>
            {
                Volatile.Write(ref openUntil, 0);
                return default;
            },
        })
        .Build();

    private static RetryStrategyOptions Retry() => new()
    {
        ShouldHandle = new PredicateBuilder().Handle<TimeoutRejectedException>()
            .Handle<PortalFaultException>(fault => fault.Outcome is not (PortalOutcome.Malformed or PortalOutcome.SessionOver)),
        MaxRetryAttempts = 1, Delay = TimeSpan.FromMilliseconds(200), BackoffType = DelayBackoffType.Exponential, UseJitter = true,
    };
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace OneStop.Infrastructure.Registries;

/// <summary>What another system answered: its own code, and what it said beside it.</summary>
internal sealed record OutsideAnswer
{
    private static readonly string[] Success = ["0", "00"];

    /// <summary>A number or a text.</summary>
    [JsonPropertyName("error_code")]
    public required JsonElement Code { get; init; }

    /// <summary>Its code; null where it has none.</summary>
    [JsonIgnore]
    public string? ErrorCode => Code.ValueKind switch
    {
        JsonValueKind.String => Code.GetString(),
        JsonValueKind.Number => Code.GetRawText(),
        _ => null,
    };

    /// <summary>Whether it says so itself; the status of HTTP alone does not.</summary>
    [JsonIgnore]
    public bool IsSuccess => Success.Contains(ErrorCode);

    [JsonPropertyName("data")]
    public JsonElement? Data { get; init; }
}

/// <summary>The other system is at its limit of questions at the same time.</summary>
internal sealed class OutsideBusyException : Exception;

/// <summary>The answer is longer than an answer may be, or no answer.</summary>
internal sealed class OutsideUnsoundException(Exception? inner = null) : Exception("no answer", inner);

/// <summary>
/// One system of others over HTTP: so many questions at the same time, so long for each, one more try after chance, and none at all for a while
/// after too many failures.
/// </summary>
internal sealed class OutsideSystem(RegistryOptions options) : IDisposable
{
    /// <summary>Tries of one question.</summary>
    public const int MostTries = 2;

    private const int Places = 16;
    private const int MostBytes = 64 * 1024;

    private readonly SemaphoreSlim places = new(Places, Places);
    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = options.Longest, AllowAutoRedirect = false,
    })
    {
        MaxResponseContentBufferSize = MostBytes, Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly ResiliencePipeline pipeline = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = Failures(), MaxRetryAttempts = MostTries - 1, Delay = TimeSpan.FromMilliseconds(200), UseJitter = true,
        })
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            ShouldHandle = Failures(), FailureRatio = 0.5, MinimumThroughput = 10, SamplingDuration = TimeSpan.FromSeconds(30), BreakDuration = TimeSpan.FromSeconds(15),
        })
        .AddTimeout(options.Longest)
        .Build();

    public bool IsConnected => options.Url is not null;

    /// <summary>Whether an answer that is no success asks to come again later.</summary>
    public bool SaysLater(OutsideAnswer answer) => options.RetryCodes.Contains(answer.ErrorCode);

    /// <summary>Sends a message and reads the answer; every failure is an exception.</summary>
    /// <param name="id">The same when it is sent again.</param>
    public async Task<OutsideAnswer> Post(string path, object message, Guid id, CancellationToken ct)
    {
        if (!await places.WaitAsync(TimeSpan.Zero, ct))
        {
            throw new OutsideBusyException();
        }
        try
        {
            return await pipeline.ExecuteAsync(async token => await Once(path, message, id, token), ct);
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Whether it answered that this question is none: trying again, or asking nobody for a while, mends nothing.</summary>
    public static bool Refuses(HttpRequestException fault) =>
        fault.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.RequestTimeout and not HttpStatusCode.TooManyRequests;

    public void Dispose()
    {
        http.Dispose();
        places.Dispose();
    }

    private async Task<OutsideAnswer> Once(string path, object message, Guid id, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Url!, path)) { Content = JsonContent.Create(message) };
        request.Headers.Add("X-Request-Id", id.ToString());
        if (options.Key is { Length: > 0 } key)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
        // The whole answer, up to its limit, within the time of the question.
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        response.EnsureSuccessStatusCode();
        try
        {
            await response.Content.LoadIntoBufferAsync(MostBytes, ct);
            return await response.Content.ReadFromJsonAsync<OutsideAnswer>(ct) is { ErrorCode: not null } answer ? answer : throw new OutsideUnsoundException();
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded })
        {
            throw new OutsideUnsoundException(e);
        }
    }

    /// <summary>What says that the system is in trouble; that it refuses one question does not.</summary>
    private static PredicateBuilder<object> Failures() => new PredicateBuilder().Handle<HttpRequestException>(e => !Refuses(e)).Handle<TimeoutRejectedException>().Handle<IOException>();
}

using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using OneStop.Domain.Access;

namespace OneStop.Api.Http;

/// <summary>
/// How much a caller may ask for (section <c>Limits</c>): a bucket of requests for each, a narrower one at the public corners for each
/// address, and a number of requests under way at a time, of which a share is kept for officials, so that no portal and no crowd can
/// stop the counter.
/// </summary>
internal static class RequestLimits
{
    private const string Public = "public";
    private const string SignIns = "sign-ins";
    private const int MostHeaderBytes = 16 * 1024;
    private const int MostLineBytes = 8 * 1024;
    private const int MostHeaders = 64;
    private const int MostBody = 1_000_000;
    private const string Everybody = "everybody";

    /// <summary>For the work of a request that waits.</summary>
    private static readonly TimeSpan Work = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddRequestLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var limits = configuration.GetSection("Limits").Get<LimitOptions>() ?? new LimitOptions();
        services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = Timeout(TimeSpan.FromSeconds(limits.RequestSeconds)));
        services.AddSingleton(limits).AddSingleton<NewTokenLimit>();
        return services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(UnderWay(limits), OfOthers(limits), WaitingOfEach(limits), OfEach(limits));
            limiter.AddPolicy(Public, http => RateLimitPartition.GetTokenBucketLimiter($"{Public} {CallerAddress.Of(http)}", _ => Bucket(limits.PublicPerSecond)));
            limiter.AddPolicy(SignIns, http => RateLimitPartition.GetTokenBucketLimiter($"{SignIns} {CallerAddress.Of(http)}", _ => Bucket(limits.SignInsPerSecond)));
            limiter.OnRejected = Reject;
        });
    }

    /// <summary>Bounds of what is read before anything is known of the caller.</summary>
    public static IWebHostBuilder LimitConnections(this IWebHostBuilder host) => host.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MostBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = MostHeaderBytes;
        kestrel.Limits.MaxRequestLineSize = MostLineBytes;
        kestrel.Limits.MaxRequestHeaderCount = MostHeaders;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    });

    /// <summary>For what anybody may ask: narrow, so that codes cannot be tried one after the other.</summary>
    public static TBuilder LimitPublic<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireRateLimiting(Public);

    /// <summary>Gives up what only reads and takes too long; of what writes, only its outcome is an answer.</summary>
    public static void LimitReadings(this WebApplication app) => app.UseWhen(IsReading, readings => readings.UseRequestTimeouts());

    /// <summary>For what reads by POST.</summary>
    public static TBuilder OnlyReads<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new Reading());

    /// <summary>For what mostly waits: it is not among the requests under way; all together and each caller have a number of their own of them.</summary>
    /// <param name="wait">How long it may take beside its work; null without end.</param>
    public static TBuilder LimitWaiting<TBuilder>(this TBuilder endpoints, TimeSpan? wait)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.WithMetadata(new Waits()).WithRequestTimeout(wait is { } time ? Timeout(time + Work) : new RequestTimeoutPolicy());
        return endpoints;
    }

    /// <summary>For signing in, and for opening accounts.</summary>
    public static TBuilder LimitSignIns<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireRateLimiting(SignIns);

    private static bool IsReading(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<Reading>() is not null
        || (bool.TryParse(http.Request.Query["validateOnly"], out var only) && only);

    private static RequestTimeoutPolicy Timeout(TimeSpan most) => new()
    {
        Timeout = most, TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable, WriteTimeoutResponse = Problems.WriteStatus,
    };

    private static bool OnlyWaits(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<Waits>() is not null;

    /// <summary>What works and what waits are counted apart, so that neither takes the other's places.</summary>
    private static PartitionedRateLimiter<HttpContext> UnderWay(LimitOptions limits) =>
        PartitionedRateLimiter.Create<HttpContext, string>(http => Together(http, limits, share: 100));

    /// <summary>Everybody but officials shares what is not kept for the counter.</summary>
    private static PartitionedRateLimiter<HttpContext> OfOthers(LimitOptions limits) => PartitionedRateLimiter.Create<HttpContext, string>(http =>
        IsOfficial(http.RequestServices.GetRequiredService<Caller>().Actor)
            ? RateLimitPartition.GetNoLimiter(nameof(IsOfficial))
            : Together(http, limits, 100 - limits.CounterShare));

    private static RateLimitPartition<string> Together(HttpContext http, LimitOptions limits, int share) => RateLimitPartition.GetConcurrencyLimiter(
        OnlyWaits(http) ? nameof(Waits) : Everybody,
        whose => new ConcurrencyLimiterOptions { PermitLimit = Math.Max(1, (whose == nameof(Waits) ? limits.Waiting : limits.UnderWay) * share / 100) });

    private static PartitionedRateLimiter<HttpContext> WaitingOfEach(LimitOptions limits) => PartitionedRateLimiter.Create<HttpContext, string>(http =>
    {
        // Asked only where there was room for all together.
        http.Items[typeof(Waits)] = true;
        return OnlyWaits(http)
            ? RateLimitPartition.GetConcurrencyLimiter(
                http.RequestServices.GetRequiredService<Caller>().Actor is { } actor ? $"user:{actor.Name}" : $"ip:{CallerAddress.Of(http)}",
                _ => new ConcurrencyLimiterOptions { PermitLimit = limits.WaitingOfCaller })
            : RateLimitPartition.GetNoLimiter(nameof(UnderWay));
    });

    private static PartitionedRateLimiter<HttpContext> OfEach(LimitOptions limits) => PartitionedRateLimiter.Create<HttpContext, Each>(http =>
    {
        var actor = http.RequestServices.GetRequiredService<Caller>().Actor;
        var perSecond = actor?.Grant?.RequestsPerSecond ?? limits.RequestsPerSecond;
        var each = actor is null ? new Each("ip:", CallerAddress.Of(http), perSecond) : new Each("user:", actor.Name, perSecond);
        return RateLimitPartition.GetTokenBucketLimiter(each, key => Bucket(key.PerSecond));
    });

    private static bool IsOfficial(Actor? actor) => actor is { IsClient: false } && actor.Posts.Any(post => post.Agency is not null);

    public static TokenBucketRateLimiterOptions Bucket(int perSecond) => new()
    {
        TokenLimit = perSecond * 2, TokensPerPeriod = perSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), AutoReplenishment = true,
    };

    /// <summary>After how many seconds it is worth trying again.</summary>
    public static int Seconds(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;

    /// <summary>An empty bucket and too many waiting requests of the caller are its own doing (429); too many of all together are not (503).</summary>
    private static async ValueTask Reject(OnRejectedContext context, CancellationToken ct)
    {
        var own = (OnlyWaits(context.HttpContext) && context.HttpContext.Items.ContainsKey(typeof(Waits))) || context.Lease.TryGetMetadata(MetadataName.RetryAfter, out _);
        context.HttpContext.Response.StatusCode = own ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable;
        await Problems.WriteStatus(context.HttpContext, Seconds(context.Lease));
    }

    /// <summary>Marks what mostly waits.</summary>
    private sealed record Waits;

    /// <summary>Marks what reads, whatever its method.</summary>
    private sealed record Reading;

    /// <summary>Whose bucket it is; the kind keeps a name that looks like an address apart from the address.</summary>
    private readonly record struct Each(string Kind, string Name, int PerSecond);
}

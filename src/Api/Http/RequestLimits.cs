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

    public static IServiceCollection AddRequestLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var limits = configuration.GetSection("Limits").Get<LimitOptions>() ?? new LimitOptions();
        services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = TimeSpan.FromSeconds(limits.RequestSeconds), TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
            WriteTimeoutResponse = Problems.WriteStatus,
        });
        services.AddSingleton(limits).AddSingleton<NewTokenLimit>();
        return services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(UnderWay(limits), OfOthers(limits), OfEach(limits));
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

    /// <summary>For signing in, and for opening accounts.</summary>
    public static TBuilder LimitSignIns<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireRateLimiting(SignIns);

    private static bool IsReading(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<Reading>() is not null
        || (bool.TryParse(http.Request.Query["validateOnly"], out var only) && only);

    private static PartitionedRateLimiter<HttpContext> UnderWay(LimitOptions limits) => PartitionedRateLimiter.Create<HttpContext, string>(
        _ => RateLimitPartition.GetConcurrencyLimiter(Everybody, _ => new ConcurrencyLimiterOptions { PermitLimit = limits.UnderWay }));

    /// <summary>Everybody but officials shares what is not kept for the counter.</summary>
    private static PartitionedRateLimiter<HttpContext> OfOthers(LimitOptions limits) => PartitionedRateLimiter.Create<HttpContext, string>(http =>
        IsOfficial(http.RequestServices.GetRequiredService<Caller>().Actor)
            ? RateLimitPartition.GetNoLimiter(nameof(IsOfficial))
            : RateLimitPartition.GetConcurrencyLimiter(
                Everybody, _ => new ConcurrencyLimiterOptions { PermitLimit = Math.Max(1, limits.UnderWay * (100 - limits.CounterShare) / 100) }));

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

    /// <summary>An empty bucket is the caller's own doing (429); too many requests under way are not (503).</summary>
    private static async ValueTask Reject(OnRejectedContext context, CancellationToken ct)
    {
        var own = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out _);
        context.HttpContext.Response.StatusCode = own ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable;
        await Problems.WriteStatus(context.HttpContext, Seconds(context.Lease));
    }

    /// <summary>Marks what reads, whatever its method.</summary>
    private sealed record Reading;

    /// <summary>Whose bucket it is; the kind keeps a name that looks like an address apart from the address.</summary>
    private readonly record struct Each(string Kind, string Name, int PerSecond);
}

/// <summary>How much callers may ask for (section <c>Limits</c> of the configuration).</summary>
internal sealed record LimitOptions
{
    /// <summary>Of one caller, or one address where nobody is signed in; twice as many in a burst.</summary>
    public int RequestsPerSecond { get; init; } = 5_000;

    /// <summary>Of one address at the public look-up and verification.</summary>
    public int PublicPerSecond { get; init; } = 10;

    /// <summary>Requests for a token of one address.</summary>
    public int SignInsPerSecond { get; init; } = 20;

    /// <summary>Bearer tokens of one address that this process has not seen before.</summary>
    public int NewTokensPerSecond { get; init; } = 500;

    /// <summary>Requests worked on at a time.</summary>
    public int UnderWay { get; init; } = 2_000;

    /// <summary>Percentage of them kept for officials.</summary>
    public int CounterShare { get; init; } = 20;

    /// <summary>After how long a request that only reads is given up.</summary>
    public int RequestSeconds { get; init; } = 30;
}

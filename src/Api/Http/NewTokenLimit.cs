using System.Threading.RateLimiting;

namespace OneStop.Api.Http;

/// <summary>
/// How many bearer tokens that this process has not seen an address may show: each costs the check of a signature before it is known who
/// calls. Tokens that are known pass.
/// </summary>
internal sealed class NewTokenLimit(LimitOptions limits) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> perAddress = PartitionedRateLimiter.Create<HttpContext, string>(
        http => RateLimitPartition.GetTokenBucketLimiter(CallerAddress.Of(http), _ => RequestLimits.Bucket(limits.NewTokensPerSecond)));

    /// <summary>After how many seconds the address may show another one; null where it may now.</summary>
    public int? WaitFor(HttpContext http)
    {
        using var lease = perAddress.AttemptAcquire(http);
        return lease.IsAcquired ? null : RequestLimits.Seconds(lease);
    }

    public void Dispose() => perAddress.Dispose();
}

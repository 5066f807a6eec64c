using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Polly;

namespace OneStop.Infrastructure.Access;

/// <summary>
/// The public keys of outside issuers, by discovery. They are kept for an hour, and as long as the issuer does not answer; an unknown key
/// has them asked for again, but not at every token.
/// </summary>
internal sealed class IssuerKeys(
    [FromKeyedServices(IssuerKeys.Handler)] HttpMessageHandler handler, TokenTimes times, ILogger<IssuerKeys> log) : IDisposable
{
    /// <summary>Under which the way to other issuers is registered.</summary>
    public const string Handler = "issuers";

    private const int LargestAnswer = 1_000_000;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenFirstAttempts = TimeSpan.FromSeconds(5);

    private readonly ResiliencePipeline patience = new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(5)).Build();
    private readonly HttpClient http = new(handler) { MaxResponseContentBufferSize = LargestAnswer };
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Known> issuers = new();

    /// <summary>The keys of an issuer; none where it does not answer and never did.</summary>
    /// <param name="keyId">The key that is wanted.</param>
    public async ValueTask<IReadOnlyList<SecurityKey>> Of(string issuer, string keyId, CancellationToken ct)
    {
        var known = issuers.GetOrAdd(issuer, _ => new Known());
        if (known.IsGood(keyId, times.Now))
        {
            return known.Keys;
        }
        await known.Turn.WaitAsync(ct);
        try
        {
            if (!known.IsGood(keyId, times.Now) && !known.WasAsked(times.Now))
            {
                known.AskedAt = times.Now;
                await Ask(issuer, known, ct);
            }
            return known.Keys;
        }
        finally
        {
            known.Turn.Release();
        }
    }

    public void Dispose() => http.Dispose();

    private async Task Ask(string issuer, Known known, CancellationToken ct)
    {
        var documents = new HttpDocumentRetriever(http) { RequireHttps = issuer.StartsWith("https:", StringComparison.OrdinalIgnoreCase) };
        try
        {
            var found = await patience.ExecuteAsync(
                async token => await OpenIdConnectConfigurationRetriever.GetAsync($"{issuer.TrimEnd('/')}/.well-known/openid-configuration", documents, token), ct);
            if (found.Issuer != issuer)
            {
                log.LogWarning("Issuer {Issuer} calls itself otherwise; its keys are not taken", issuer);
                return;
            }
            (known.Keys, known.FoundAt) = ([.. found.SigningKeys.Where(IsAsymmetric)], times.Now);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogWarning("Issuer {Issuer} does not give its keys: {Fault}", issuer, e.GetType().Name);
        }
    }

    private static bool IsAsymmetric(SecurityKey key) => key is RsaSecurityKey or ECDsaSecurityKey or X509SecurityKey
        or JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.RSA or JsonWebAlgorithmsKeyTypes.EllipticCurve };

    private sealed class Known
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public IReadOnlyList<SecurityKey> Keys { get; set; } = [];

        public DateTimeOffset FoundAt { get; set; }

        public DateTimeOffset AskedAt { get; set; }

        public bool IsGood(string keyId, DateTimeOffset now) => now < FoundAt + Kept && Keys.Any(key => key.KeyId == keyId);

        public bool WasAsked(DateTimeOffset now) => now < AskedAt + (Keys.Count == 0 ? BetweenFirstAttempts : BetweenAttempts);
    }
}

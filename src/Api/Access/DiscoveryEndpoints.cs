using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Application.Ports;

namespace OneStop.Api.Access;

/// <summary>What others need to check our tokens (OpenID Connect Discovery).</summary>
internal static class DiscoveryEndpoints
{
    public static void MapDiscovery(this IEndpointRouteBuilder app)
    {
        var discovery = app.MapGroup("/.well-known").WithGroupName("v1").WithTags("Access");

        discovery.MapGet("/openid-configuration", Configuration).WithName("GetOpenIdConfiguration");
        discovery.MapGet("/jwks.json", Keys).WithName("GetSigningKeys");
    }

    /// <summary>Where tokens are given out and how they are signed — cấu hình OpenID</summary>
    /// <response code="200">The metadata.</response>
    private static Ok<OpenIdConfiguration> Configuration(ITokens tokens) => TypedResults.Ok(new OpenIdConfiguration
    {
        Issuer = tokens.Issuer,
        TokenEndpoint = $"{tokens.Issuer}/api/v1/auth/token",
        RevocationEndpoint = $"{tokens.Issuer}/api/v1/auth/revoke",
        JwksUri = $"{tokens.Issuer}/.well-known/jwks.json",
    });

    /// <summary>The keys that sign tokens — khóa công khai</summary>
    /// <response code="200">The key set.</response>
    private static async Task<Ok<KeySet>> Keys(ITokens tokens, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Ok(new KeySet([.. (await tokens.Keys(ct)).Select(key => new PublishedKey { Kid = key.Kid, X = key.X, Y = key.Y })]));
    }

    /// <summary>Metadata of the token endpoint.</summary>
    internal sealed record OpenIdConfiguration
    {
        public required string Issuer { get; init; }

        [JsonPropertyName("token_endpoint")]
        public required string TokenEndpoint { get; init; }

        [JsonPropertyName("revocation_endpoint")]
        public required string RevocationEndpoint { get; init; }

        [JsonPropertyName("revocation_endpoint_auth_methods_supported")]
        public IReadOnlyList<string> RevocationAuthenticationMethods { get; init; } = ["none"];

        [JsonPropertyName("jwks_uri")]
        public required string JwksUri { get; init; }

        [JsonPropertyName("grant_types_supported")]
        public IReadOnlyList<string> GrantTypes { get; init; } = ["password", "refresh_token", "client_credentials"];

        [JsonPropertyName("token_endpoint_auth_methods_supported")]
        public IReadOnlyList<string> AuthenticationMethods { get; init; } = ["client_secret_basic", "client_secret_post", "none"];

        [JsonPropertyName("id_token_signing_alg_values_supported")]
        public IReadOnlyList<string> Algorithms { get; init; } = ["ES256"];

        [JsonPropertyName("claims_supported")]
        public IReadOnlyList<string> Claims { get; init; } = ["iss", "aud", "sub", "sid", "iat", "exp"];

        [JsonPropertyName("subject_types_supported")]
        public IReadOnlyList<string> SubjectTypes { get; init; } = ["public"];

        [JsonPropertyName("response_types_supported")]
        public IReadOnlyList<string> ResponseTypes { get; init; } = ["token"];
    }

    /// <summary>A set of public keys (RFC 7517).</summary>
    internal sealed record KeySet(IReadOnlyList<PublishedKey> Keys);

    /// <summary>A public key (RFC 7518, 6.2).</summary>
    internal sealed record PublishedKey
    {
        public string Kty { get; init; } = "EC";

        public string Crv { get; init; } = "P-256";

        public string Use { get; init; } = "sig";

        public string Alg { get; init; } = "ES256";

        public required string Kid { get; init; }

        public required string X { get; init; }

        public required string Y { get; init; }
    }
}

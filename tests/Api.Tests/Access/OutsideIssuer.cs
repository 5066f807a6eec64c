using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OneStop.Infrastructure.Access;

namespace OneStop.Api.Tests.Access;

/// <summary>An OpenID Connect issuer that a host reaches without a network.</summary>
internal sealed class OutsideIssuer(string address) : HttpMessageHandler
{
    public const string Citizens = "https://vneid.example.vn/realm";
    public const string Staff = "https://sso.example.vn";
    public const string Audience = "onestop-danang";

    private readonly Dictionary<string, RSA> keys = new() { ["first"] = RSA.Create(2048) };

    public string Address => address;

    public bool IsDown { get; set; }

    /// <summary>How often its keys were asked for.</summary>
    public int Asked { get; private set; }

    public static Dictionary<string, string> Settings => new()
    {
        ["Auth:Issuers:0:Issuer"] = Citizens, ["Auth:Issuers:0:Audience"] = Audience, ["Auth:Issuers:0:For"] = "citizens",
        ["Auth:Issuers:0:Level2Values:0"] = "loa2",
        ["Auth:Issuers:1:Issuer"] = Staff, ["Auth:Issuers:1:Audience"] = Audience, ["Auth:Issuers:1:For"] = "staff",
        ["Auth:Issuers:1:SubjectClaim"] = "employee",
    };

    /// <summary>Makes a host reach these issuers.</summary>
    public static void Reach(IServiceCollection services, params OutsideIssuer[] issuers) =>
        services.Replace(ServiceDescriptor.KeyedSingleton<HttpMessageHandler>(IssuerKeys.Handler, new Network(issuers)));

    public void AddKey(string keyId) => keys[keyId] = RSA.Create(2048);

    public string Token(
        string subject, DateTimeOffset now, string keyId = "first", string? audience = null, string algorithm = SecurityAlgorithms.RsaSha256,
        params (string Name, string Value)[] claims)
    {
        var all = new Dictionary<string, object> { ["sub"] = subject };
        foreach (var (name, value) in claims)
        {
            all[name] = value;
        }
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = address, Audience = audience ?? Audience, IssuedAt = now.UtcDateTime, Expires = now.UtcDateTime.AddMinutes(10), Claims = all,
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(keys[keyId]) { KeyId = keyId }, algorithm),
        });
    }

    private HttpResponseMessage Answer(string path)
    {
        Asked += path.EndsWith("/keys", StringComparison.Ordinal) ? 1 : 0;
        return path.EndsWith("/keys", StringComparison.Ordinal)
            ? Json(new
            {
                keys = keys.Select(key => new
                {
                    kty = "RSA", use = "sig", kid = key.Key, n = Base64UrlEncoder.Encode(key.Value.ExportParameters(false).Modulus),
                    e = Base64UrlEncoder.Encode(key.Value.ExportParameters(false).Exponent),
                }),
            })
            : Json(new { issuer = address, jwks_uri = $"{address}/keys" });
    }

    private static HttpResponseMessage Json(object value) => new(HttpStatusCode.OK) { Content = new StringContent(JsonSerializer.Serialize(value)) };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => IsDown
        ? throw new HttpRequestException("connection refused")
        : Task.FromResult(Answer(request.RequestUri!.AbsolutePath));

    private sealed class Network(OutsideIssuer[] issuers) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            issuers.First(issuer => request.RequestUri!.AbsoluteUri.StartsWith(issuer.Address, StringComparison.Ordinal)).SendAsync(request, cancellationToken);
    }
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OneStop.Api.Http;
using OneStop.Application;
using OneStop.Application.Access;
using OneStop.Domain.Access;

namespace OneStop.Api.Access;

/// <summary>Signing in and out (OAuth 2).</summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this RouteGroupBuilder v1)
    {
        v1.MapPost("/auth/keys/rotate", Rotate).WithTags("Access").WithName(nameof(RotateKeys));
        var auth = v1.MapGroup("/auth").WithTags("Access").WithMetadata(new OAuthForm()).DisableAntiforgery().LimitSignIns();

        auth.MapPost("/token", Token)
            .WithName(nameof(IssueToken))
            .Produces<OAuthRefusal>(StatusCodes.Status400BadRequest)
            .Produces<OAuthRefusal>(StatusCodes.Status401Unauthorized)
            .Produces<OAuthRefusal>(StatusCodes.Status429TooManyRequests);
        auth.MapPost("/revoke", Revoke)
            .WithName(nameof(RevokeToken))
            .Produces<OAuthRefusal>(StatusCodes.Status400BadRequest);
    }

    /// <summary>Sign in — đăng nhập, cấp mã truy cập</summary>
    /// <remarks>
    /// OAuth 2 (RFC 6749): <c>password</c> for people, <c>refresh_token</c> to go on with their sign-in, <c>client_credentials</c> for machine
    /// clients, whose name and secret may also come as HTTP Basic. An unknown name, a wrong secret and an account that may not act get the
    /// same answer. A refresh token is used once; used again, it ends the sign-in it belongs to.
    /// </remarks>
    /// <param name="grantType"><c>password</c>, <c>refresh_token</c> or <c>client_credentials</c>.</param>
    /// <param name="userName">With <c>password</c>: the name of the account, in any spelling.</param>
    /// <param name="password">With <c>password</c>: its password.</param>
    /// <param name="refreshToken">With <c>refresh_token</c>: the one given last.</param>
    /// <param name="clientId">With <c>client_credentials</c>: the name of the client.</param>
    /// <param name="clientSecret">With <c>client_credentials</c>: its secret.</param>
    /// <response code="200">The token and its life in seconds; for people with the refresh token that follows it.</response>
    /// <response code="400">Refused, in the form of OAuth 2.</response>
    /// <response code="401">Name and secret of the client do not match, or the refresh token is not valid any more.</response>
    /// <response code="429">Too many failed sign-ins under this name, or requests from this address; <c>Retry-After</c> says for how long.</response>
    private static async Task<Results<Ok<TokenAnswer>, JsonHttpResult<OAuthRefusal>>> Token(
        [FromForm(Name = "grant_type")] string? grantType,
        [FromForm(Name = "username")] string? userName,
        [FromForm(Name = "password")] string? password,
        [FromForm(Name = "refresh_token")] string? refreshToken,
        [FromForm(Name = "client_id")] string? clientId,
        [FromForm(Name = "client_secret")] string? clientSecret,
        IMediator mediator,
        HttpContext http,
        CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!TryReadClient(http, (clientId, clientSecret), out var client))
        {
            return Refuse(http, new TokenOutcome.Refused("invalid_request", AccessRules.RequestIsWellFormed));
        }
        var request = grantType == "client_credentials"
            ? new IssueToken(grantType, client.Name, client.Secret)
            : new IssueToken(grantType, userName, password, refreshToken);
        return await mediator.Send(request, ct) switch
        {
            TokenOutcome.Given given => TypedResults.Ok(TokenAnswer.Of(given)),
            TokenOutcome.Refused refused => Refuse(http, refused),
            var other => throw new InvalidOperationException($"no answer for {other.GetType().Name}"),
        };
    }

    /// <summary>Sign out — đăng xuất, thu hồi mã truy cập</summary>
    /// <remarks>
    /// RFC 7009: the sign-in of a refresh token or of an access token ends with all its tokens, in every process. Any other text gets the same
    /// answer: it is as good as a token that has ended.
    /// </remarks>
    /// <param name="token">A refresh token or an access token.</param>
    /// <param name="hint">Which of both it is; not needed.</param>
    /// <response code="200">The token is not valid any more, if it ever was.</response>
    /// <response code="400">Refused, in the form of OAuth 2.</response>
    private static async Task<Results<Ok<Done>, JsonHttpResult<OAuthRefusal>>> Revoke(
        [FromForm(Name = "token")] string? token,
        [FromForm(Name = "token_type_hint")] string? hint,
        IMediator mediator,
        HttpContext http,
        CancellationToken ct)
    {
        _ = hint;
        return string.IsNullOrEmpty(token)
            ? Refuse(http, new TokenOutcome.Refused("invalid_request", AccessRules.RequestIsComplete))
            : TypedResults.Ok(await mediator.Send(new RevokeToken(token), ct));
    }

    /// <summary>Let another key sign tokens — đổi khóa ký mã truy cập</summary>
    /// <remarks>
    /// For system administrators, where a key may have become known. Keys change by themselves every <c>Auth:KeyDays</c>. Nobody is signed
    /// out: the key before goes on checking for as long as its tokens live.
    /// </remarks>
    /// <response code="200">The public keys from now on, the one that signs first.</response>
    private static async Task<Ok<RotatedKeys>> Rotate(IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new RotateKeys(), ct));

    private static JsonHttpResult<OAuthRefusal> Refuse(HttpContext http, TokenOutcome.Refused refused)
    {
        var status = refused switch
        {
            { RetryAfter: not null } => StatusCodes.Status429TooManyRequests,
            { Error: "invalid_client" } => StatusCodes.Status401Unauthorized,
            _ when refused.Rule == AccessRules.RefreshTokenHolds => StatusCodes.Status401Unauthorized,
            _ => StatusCodes.Status400BadRequest,
        };
        if (refused.RetryAfter is { } wait)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
        if (refused.Error == "invalid_client")
        {
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"onestop\"";
        }
        var text = http.RequestServices.GetRequiredService<Caller>().English ? refused.Rule.English : refused.Rule.Vietnamese;
        return TypedResults.Json(new OAuthRefusal(refused.Error, text, refused.Rule.Code), statusCode: status);
    }

    /// <summary>Name and secret of a machine client, in the form or as HTTP Basic but not in both.</summary>
    private static bool TryReadClient(HttpContext http, (string? Name, string? Secret) form, out (string? Name, string? Secret) client)
    {
        var header = http.Request.Headers.Authorization.ToString();
        client = form;
        if (!header.StartsWith("Basic", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }
        client = BasicCredentials(header) ?? default((string?, string?));
        return form is (null, null) && client.Name is not null;
    }

    /// <summary>Form-encoded as OAuth 2 wants them.</summary>
    private static (string? Name, string? Secret)? BasicCredentials(string header)
    {
        Span<byte> bytes = stackalloc byte[600];
        return AuthenticationHeaderValue.TryParse(header, out var authorization)
            && authorization is { Parameter: { Length: <= 800 } encoded }
            && Convert.TryFromBase64String(encoded, bytes, out var length)
            && Encoding.UTF8.GetString(bytes[..length]).Split(':', 2) is [var name, var secret]
                ? (Uri.UnescapeDataString(name.Replace('+', ' ')), Uri.UnescapeDataString(secret.Replace('+', ' ')))
                : null;
    }

    /// <summary>A token given out (RFC 6749, 5.1).</summary>
    /// <param name="AccessToken">The bearer token.</param>
    /// <param name="TokenType">Always <c>Bearer</c>.</param>
    /// <param name="ExpiresIn">Its life in seconds.</param>
    /// <param name="RefreshToken">With which the next one is asked for, once; absent for machine clients.</param>
    /// <param name="Scope">Permissions of the account today, separated by spaces.</param>
    internal sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("token_type")] string TokenType,
        [property: JsonPropertyName("expires_in")] int ExpiresIn,
        [property: JsonPropertyName("refresh_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RefreshToken,
        [property: JsonPropertyName("scope")] string Scope)
    {
        public static TokenAnswer Of(TokenOutcome.Given given) => new(
            given.Token.Token, "Bearer", (int)given.Token.Life.TotalSeconds, given.RefreshToken,
            string.Join(' ', Permissions.Of(given.Token.Actor).Select(permission => JsonNamingPolicy.CamelCase.ConvertName(permission.ToString()))));
    }
}

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
using OneStop.Application.Ports;

namespace OneStop.Api.Access;

/// <summary>Signing in (OAuth 2).</summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this RouteGroupBuilder v1) => v1
        .MapPost("/auth/token", Token)
        .WithTags("Access")
        .WithName(nameof(IssueToken))
        .DisableAntiforgery()
        .Produces<TokenRefusal>(StatusCodes.Status400BadRequest)
        .Produces<TokenRefusal>(StatusCodes.Status401Unauthorized);

    /// <summary>Sign in — đăng nhập, cấp mã truy cập</summary>
    /// <remarks>
    /// OAuth 2 (RFC 6749): <c>password</c> for people, <c>client_credentials</c> for machine clients, whose name and secret may also
    /// come as HTTP Basic. An unknown name, a wrong secret and an account that may not act get the same answer.
    /// </remarks>
    /// <param name="grantType"><c>password</c> or <c>client_credentials</c>.</param>
    /// <param name="userName">With <c>password</c>: the name of the account.</param>
    /// <param name="password">With <c>password</c>: its password.</param>
    /// <param name="clientId">With <c>client_credentials</c>: the name of the client.</param>
    /// <param name="clientSecret">With <c>client_credentials</c>: its secret.</param>
    /// <response code="200">The token and its life in seconds.</response>
    /// <response code="400">Refused, in the form of OAuth 2.</response>
    /// <response code="401">Name and secret of the client do not match.</response>
    private static async Task<Results<Ok<TokenAnswer>, JsonHttpResult<TokenRefusal>>> Token(
        [FromForm(Name = "grant_type")] string? grantType,
        [FromForm(Name = "username")] string? userName,
        [FromForm(Name = "password")] string? password,
        [FromForm(Name = "client_id")] string? clientId,
        [FromForm(Name = "client_secret")] string? clientSecret,
        IMediator mediator,
        Caller caller,
        HttpContext http,
        CancellationToken ct)
    {
        var basic = BasicCredentials(http.Request.Headers.Authorization.ToString());
        var request = grantType == "client_credentials"
            ? new IssueToken(grantType, basic?.Name ?? clientId, basic?.Secret ?? clientSecret)
            : new IssueToken(grantType, userName, password);
        http.Response.Headers.CacheControl = "no-store";
        return await mediator.Send(request, ct) switch
        {
            TokenOutcome.Given given => TypedResults.Ok(TokenAnswer.Of(given.Token)),
            TokenOutcome.Refused refused => Refuse(http, refused, caller.English),
            var other => throw new InvalidOperationException($"no answer for {other.GetType().Name}"),
        };
    }

    private static JsonHttpResult<TokenRefusal> Refuse(HttpContext http, TokenOutcome.Refused refused, bool english)
    {
        var status = refused.Error == "invalid_client" ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest;
        if (status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"onestop\"";
        }
        var text = english ? refused.Rule.English : refused.Rule.Vietnamese;
        return TypedResults.Json(new TokenRefusal(refused.Error, text, refused.Rule.Code), statusCode: status);
    }

    /// <summary>Name and secret of a machine client in HTTP Basic, form-encoded as OAuth 2 wants them.</summary>
    private static (string Name, string Secret)? BasicCredentials(string header)
    {
        Span<byte> bytes = stackalloc byte[600];
        return AuthenticationHeaderValue.TryParse(header, out var authorization)
            && authorization is { Scheme: "Basic", Parameter: { Length: <= 800 } encoded }
            && Convert.TryFromBase64String(encoded, bytes, out var length)
            && Encoding.UTF8.GetString(bytes[..length]).Split(':', 2) is [var name, var secret]
                ? (Uri.UnescapeDataString(name.Replace('+', ' ')), Uri.UnescapeDataString(secret.Replace('+', ' ')))
                : null;
    }

    /// <summary>A token given out (RFC 6749, 5.1).</summary>
    /// <param name="AccessToken">The bearer token.</param>
    /// <param name="TokenType">Always <c>Bearer</c>.</param>
    /// <param name="ExpiresIn">Its life in seconds.</param>
    /// <param name="Scope">Permissions of the account today, separated by spaces.</param>
    internal sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("token_type")] string TokenType,
        [property: JsonPropertyName("expires_in")] int ExpiresIn,
        [property: JsonPropertyName("scope")] string Scope)
    {
        public static TokenAnswer Of(IssuedToken issued) => new(
            issued.Token, "Bearer", (int)issued.Life.TotalSeconds,
            string.Join(' ', Permissions.Of(issued.Actor).Select(permission => JsonNamingPolicy.CamelCase.ConvertName(permission.ToString()))));
    }

    /// <summary>Why no token was given (RFC 6749, 5.2).</summary>
    /// <param name="Error">The word of OAuth 2.</param>
    /// <param name="ErrorDescription">A sentence for people.</param>
    /// <param name="Code">Stable code, documented at <c>/api/v1/errors/{code}</c>.</param>
    internal sealed record TokenRefusal(
        [property: JsonPropertyName("error")] string Error,
        [property: JsonPropertyName("error_description")] string ErrorDescription,
        [property: JsonPropertyName("code")] string Code);
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Api.Http;

/// <summary>Reads from the headers who calls, in which language, with which guarantees.</summary>
internal sealed class CallerMiddleware(RequestDelegate next)
{
    private const int LongestKey = 255;

    public async Task Invoke(HttpContext http, Caller caller, ITokens tokens)
    {
        caller.English = PrefersEnglish(http.Request.Headers.AcceptLanguage.ToString());
        await SignIn(http, caller, tokens);
        caller.ExpectedVersion = ExpectedVersion(http.Request.Headers.IfMatch.ToString());
        await ReadIdempotencyKey(http, caller);
        await next(http);
    }

    private static async Task SignIn(HttpContext http, Caller caller, ITokens tokens)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<OAuthForm>() is not null)
        {
            // Whoever asks for a token signs in by what stands in the form.
            return;
        }
        if (http.Request.Headers.Authorization is { Count: > 1 })
        {
            throw new InvalidInputException("Authorization", AccessRules.AuthorizationIsOne);
        }
        var header = http.Request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            && await tokens.Check(header["Bearer ".Length..].Trim(), http.RequestAborted) is { } signedIn)
        {
            // A token that is not valid is as good as none: what needs somebody signed in answers 401 by itself.
            (caller.Actor, caller.Session) = (signedIn.Actor, signedIn.Session);
        }
    }

    private static bool PrefersEnglish(string header) => header.Split(',')
        .Select(part => part.Split(';')[0].Trim())
        .FirstOrDefault(tag => tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("vi", StringComparison.OrdinalIgnoreCase))
        ?.StartsWith("en", StringComparison.OrdinalIgnoreCase) ?? false;

    private static int? ExpectedVersion(string header)
    {
        if (header.Length == 0)
        {
            return null;
        }
        return int.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new InvalidInputException("If-Match", FieldRules.WellFormed);
    }

    private static async Task ReadIdempotencyKey(HttpContext http, Caller caller)
    {
        var request = http.Request;
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0 || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return;
        }
        if (key.Length > LongestKey)
        {
            throw new InvalidInputException("Idempotency-Key", FieldRules.WithinLength);
        }
        request.EnableBuffering();
        var fingerprint = await SHA256.HashDataAsync(request.Body, http.RequestAborted);
        request.Body.Position = 0;
        var scope = $"{caller.Actor?.Id}\n{request.Method}\n{request.Path}\n{key}";
        caller.Idempotency = new IdempotencyKey(SHA256.HashData(Encoding.UTF8.GetBytes(scope)), fingerprint);
    }
}

using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Api.Http;

/// <summary>Reads from the headers who calls, in which language.</summary>
internal sealed class CallerMiddleware(RequestDelegate next, NewTokenLimit newTokens)
{
    private const string Scheme = "Bearer ";

    public async Task Invoke(HttpContext http, Caller caller, ITokens tokens)
    {
        caller.English = PrefersEnglish(http.Request.Headers.AcceptLanguage.ToString());
        // Whoever asks for a token signs in by what stands in the form.
        if (http.GetEndpoint()?.Metadata.GetMetadata<OAuthForm>() is null && BearerToken(http) is { } token)
        {
            if (!tokens.Knows(token) && newTokens.WaitFor(http) is { } wait)
            {
                http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                await Problems.WriteStatus(http, wait);
                return;
            }
            await SignIn(http, caller, tokens, token);
        }
        await next(http);
    }

    /// <summary>The token in the headers; null where there is none.</summary>
    internal static string? BearerToken(HttpContext http)
    {
        if (http.Request.Headers.Authorization is { Count: > 1 })
        {
            throw new InvalidInputException("Authorization", AccessRules.AuthorizationIsOne);
        }
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }

    private static async Task SignIn(HttpContext http, Caller caller, ITokens tokens, string token)
    {
        if (await tokens.Check(token, http.RequestAborted) is { } signedIn)
        {
            // A token that is not valid is as good as none: what needs somebody signed in answers 401 by itself.
            (caller.Actor, caller.Session) = (signedIn.Actor, signedIn.Session);
        }
    }

    private static bool PrefersEnglish(string header) => header.Split(',')
        .Select(part => part.Split(';')[0].Trim())
        .FirstOrDefault(tag => tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("vi", StringComparison.OrdinalIgnoreCase))
        ?.StartsWith("en", StringComparison.OrdinalIgnoreCase) ?? false;
}

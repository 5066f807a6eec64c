using OneStop.Domain.Access;

namespace OneStop.Api.Http;

/// <summary>Marks endpoints of OAuth 2: they take a form, and refuse in the words of RFC 6749.</summary>
internal sealed record OAuthForm;

/// <summary>Reads the form of an OAuth endpoint before anything else does, and refuses one that can be read in two ways.</summary>
internal sealed class OAuthForms(RequestDelegate next)
{
    public async Task Invoke(HttpContext http, Caller caller)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<OAuthForm>() is null || await IsWellFormed(http.Request))
        {
            await next(http);
            return;
        }
        var rule = AccessRules.RequestIsWellFormed;
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(
            new OAuthRefusal("invalid_request", caller.English ? rule.English : rule.Vietnamese, rule.Code), http.RequestAborted);
    }

    private static async Task<bool> IsWellFormed(HttpRequest request)
    {
        if (!request.HasFormContentType || request.Headers.Authorization.Count > 1)
        {
            return false;
        }
        try
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return form is { Count: > 0, Files.Count: 0 } && form.All(field => field.Value.Count == 1);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Application.Ports;

namespace OneStop.Api.Http;

/// <summary>Headers that answers carry.</summary>
internal static class Answers
{
    /// <summary>200 with the version as <c>ETag</c>; 304 where the caller has that version already.</summary>
    public static Results<Ok<T>, StatusCodeHttpResult> Versioned<T>(HttpContext http, T value, int version)
    {
        var tag = Tag(version);
        http.Response.Headers.ETag = tag;
        return HttpMethods.IsGet(http.Request.Method) && http.Request.Headers.IfNoneMatch.ToString().Split(',').Any(t => t.Trim() == tag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(value);
    }

    /// <summary>200 of an action: the whole resource after it, with its new <c>ETag</c>.</summary>
    public static Ok<T> Acted<T>(HttpContext http, T value, int version)
    {
        http.Response.Headers.ETag = Tag(version);
        return TypedResults.Ok(value);
    }

    /// <summary>201 with the place of the new resource and its <c>ETag</c>.</summary>
    public static Created<T> Made<T>(HttpContext http, string place, T value, int version)
    {
        http.Response.Headers.ETag = Tag(version);
        return TypedResults.Created(place, value);
    }

    private static string Tag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}

/// <summary>What every answer carries, and 304 for reads that have no version of their own.</summary>
internal sealed class AnswerHeaders(RequestDelegate next)
{
    public async Task Invoke(HttpContext http, Caller caller)
    {
        http.Response.Headers["API-Version"] = ApiVersion.Current;
        http.Response.OnStarting(() =>
        {
            http.Response.Headers["X-Request-Id"] = http.TraceIdentifier;
            if (caller.Idempotency is { Replayed: true })
            {
                http.Response.Headers["Idempotency-Replayed"] = "true";
            }
            return Task.CompletedTask;
        });
        if (!HttpMethods.IsGet(http.Request.Method) || !http.Request.Headers.ContainsKey("If-None-Match"))
        {
            await next(http);
            return;
        }
        await AnswerOnlyChanges(http);
    }

    /// <summary>Compares the content with what the caller has.</summary>
    private async Task AnswerOnlyChanges(HttpContext http)
    {
        var wire = http.Response.Body;
        using var buffer = new MemoryStream();
        http.Response.Body = buffer;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = wire;
        }
        if (http.Response.StatusCode == StatusCodes.Status200OK && http.Response.Headers.ETag.Count == 0
            && http.Request.Headers.IfNoneMatch.ToString().Split(',').Any(tag => tag.Trim() == ContentTag(buffer)))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            http.Response.ContentLength = null;
            http.Response.ContentType = null;
            http.Response.Headers.ETag = ContentTag(buffer);
            return;
        }
        if (http.Response.StatusCode == StatusCodes.Status200OK && http.Response.Headers.ETag.Count == 0)
        {
            http.Response.Headers.ETag = ContentTag(buffer);
        }
        buffer.Position = 0;
        await buffer.CopyToAsync(wire, http.RequestAborted);
    }

    private static string ContentTag(MemoryStream content) =>
        $"W/\"{Convert.ToHexStringLower(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)).AsSpan(0, 12))}\"";
}

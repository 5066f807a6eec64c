using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

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

    /// <summary>202 with the place where to ask how far it is, and its <c>ETag</c>.</summary>
    public static Accepted<T> Taken<T>(HttpContext http, string place, T value, int version)
    {
        http.Response.Headers.ETag = Tag(version);
        return TypedResults.Accepted(place, value);
    }

    private static string Tag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}

/// <summary>What every answer carries.</summary>
internal sealed class AnswerHeaders(RequestDelegate next)
{
    public Task Invoke(HttpContext http, Caller caller)
    {
        http.Response.Headers["API-Version"] = ApiVersion.Current;
        http.Response.OnStarting(() =>
        {
            SecurityHeaders.Set(http);
            http.Response.Headers["X-Request-Id"] = http.TraceIdentifier;
            if (caller.Idempotency is { Replayed: true })
            {
                http.Response.Headers["Idempotency-Replayed"] = "true";
            }
            return Task.CompletedTask;
        });
        return next(http);
    }
}

/// <summary>Gives reads without a version of their own a tag of their content, and 304 where the caller has it already.</summary>
internal static class ContentTags
{
    public static TBuilder TagContent<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (call, next) =>
        {
            var result = await next(call);
            var http = call.HttpContext;
            return HttpMethods.IsGet(http.Request.Method) && http.Response.Headers.ETag.Count == 0
                && Value(result) is { } value
                    ? Tagged(http, value)
                    : result;
        });

    private static object? Value(object? result) => result switch
    {
        INestedHttpResult nested => Value(nested.Result),
        IValueHttpResult { Value: { } value } and IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK } => value,
        _ => null,
    };

    private static IResult Tagged(HttpContext http, object value)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var content = JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), options);
        var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"";
        http.Response.Headers.ETag = tag;
        return http.Request.Headers.IfNoneMatch.ToString().Split(',').Any(t => t.Trim() == tag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(content, "application/json; charset=utf-8");
    }
}

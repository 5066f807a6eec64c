using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Application.Lists;

namespace OneStop.Api.Http;

/// <summary>What every list takes beside its filters.</summary>
internal sealed record PageParameters
{
    /// <summary>Rows per page, 1 to 200; 50 where absent.</summary>
    public int? Limit { get; init; }

    /// <summary>`next` of the page before; absent for the first page.</summary>
    public string? Cursor { get; init; }

    /// <summary>How the whole list is counted: `none`, `capped` (the default: up to 1,000) or `exact`.</summary>
    public Choice<CountMode>? Count { get; init; }

    /// <summary>The order; the description of the list names what it offers.</summary>
    public string? Sort { get; init; }

    public PageRequest Request() => new()
    {
        Limit = Limit ?? PageRequest.DefaultLimit, Cursor = Cursor, Count = Count?.Value ?? CountMode.Capped, Sort = Sort,
    };
}

internal static class Lists
{
    /// <summary>200 with the page and the address of the next one in <c>Link</c>.</summary>
    public static Ok<Page<T>> Listed<T>(HttpContext http, Page<T> page)
    {
        if (page.Next is { } next)
        {
            var query = http.Request.Query.Where(pair => !pair.Key.Equals("cursor", StringComparison.OrdinalIgnoreCase))
                .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? ""));
            var builder = new QueryBuilder(query) { { "cursor", next } };
            http.Response.Headers.Link = $"<{http.Request.PathBase}{http.Request.Path}{builder}>; rel=\"next\"";
        }
        return TypedResults.Ok(page);
    }
}

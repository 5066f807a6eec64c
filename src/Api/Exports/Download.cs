using Microsoft.Net.Http.Headers;
using OneStop.Api.Http;
using OneStop.Application.Exports;
using OneStop.Domain.Exports;

namespace OneStop.Api.Exports;

/// <summary>Sends the content of an export, whole or the part that was asked for.</summary>
internal sealed class Download(ExportContent content) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await TypedResults.Stream(
            content.Content, MediaType(content.Format), content.FileName, content.FinishedAt, new EntityTagHeaderValue($"\"{content.Sha256}\""), enableRangeProcessing: true)
            .ExecuteAsync(httpContext);
        if (httpContext.Response is { StatusCode: StatusCodes.Status416RangeNotSatisfiable, HasStarted: false })
        {
            var length = httpContext.Response.Headers.ContentRange;
            httpContext.Response.OnStarting(() =>
            {
                httpContext.Response.Headers.ContentRange = length;
                return Task.CompletedTask;
            });
            await Problems.WriteStatus(httpContext);
        }
    }

    public static string MediaType(ExportFormat format) => format switch
    {
        ExportFormat.Csv => "text/csv; charset=utf-8",
        ExportFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ExportFormat.Html => "text/html; charset=utf-8",
    };
}

internal static class DownloadConventions
{
    /// <summary>For content that may take long to fetch on a slow line; between two parts it holds nothing.</summary>
    public static RouteHandlerBuilder SendContent(this RouteHandlerBuilder endpoint)
    {
        var types = Enum.GetValues<ExportFormat>().Select(format => Download.MediaType(format).Split(';')[0]).ToArray();
        endpoint.DisableRequestTimeout();
        return endpoint
            .Produces<Stream>(StatusCodes.Status200OK, types[0], types[1..])
            .Produces<Stream>(StatusCodes.Status206PartialContent, types[0], types[1..])
            .Produces<ProblemAnswer>(StatusCodes.Status409Conflict, "application/problem+json")
            .Produces<ProblemAnswer>(StatusCodes.Status410Gone, "application/problem+json")
            .Produces<ProblemAnswer>(StatusCodes.Status416RangeNotSatisfiable, "application/problem+json");
    }
}

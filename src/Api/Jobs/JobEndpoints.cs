using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Jobs;
using OneStop.Application.Lists;

namespace OneStop.Api.Jobs;

/// <summary>The engine's due work, for those who look after it.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this RouteGroupBuilder v1)
    {
        v1.MapGet("/admin/jobs", List).WithTags("Operations").WithName(nameof(ListJobs));
        v1.MapPost("/admin/jobs/{id:guid}/retry", Retry).WithTags("Operations").WithName(nameof(RetryJob));
    }

    /// <summary>The due work — danh sách công việc đến hạn</summary>
    /// <remarks>System administrators. First due first; a job that is done is in the list no more.</remarks>
    /// <param name="state">`waiting`, `due`, `underWay` or `faulty`.</param>
    /// <param name="kind">Only work of one kind.</param>
    /// <param name="page">Which page.</param>
    /// <response code="200">A page; `next` and `Link` lead to the one after it.</response>
    private static async Task<Ok<Page<JobView>>> List(
        Choice<JobState>? state, Choice<DueJobKind>? kind, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListJobs(state?.Value, kind?.Value, page.Request()), ct));

    /// <summary>Do a failed job again at once — thực hiện lại công việc lỗi</summary>
    /// <remarks>System administrators. Without this it is tried again by itself, after a minute at first, later after an hour at most.</remarks>
    /// <param name="id">Identity of the job.</param>
    /// <response code="200">The job, to be done now.</response>
    private static async Task<Ok<JobView>> Retry(Guid id, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new RetryJob(id), ct));
}

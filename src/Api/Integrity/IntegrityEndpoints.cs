using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Application.Integrity;

namespace OneStop.Api.Integrity;

/// <summary>Whether everything is whole, and nothing is stuck.</summary>
internal static class IntegrityEndpoints
{
    public static void MapIntegrity(this RouteGroupBuilder v1)
    {
        v1.MapGet("/admin/integrity", Get).WithTags("Operations").WithName(nameof(GetIntegrity));
        v1.MapPost("/admin/integrity", Check).WithTags("Operations").WithName(nameof(CheckIntegrity));
        v1.MapPost("/admin/integrity/passed/{follower}/{position:long}/retry", Retry).WithTags("Operations").WithName(nameof(RetryPassedEvent));
    }

    /// <summary>Whether everything is whole and nothing is stuck — kiểm tra toàn vẹn</summary>
    /// <remarks>
    /// System administrators. Those who follow the event log and how far they are, what waits to be sent outside and since when, due work that failed, and
    /// what the last examination of the whole database found: positions of the log, hash chains, versions, due instants counted again, owners of legs,
    /// gaps in the numbers.
    /// </remarks>
    /// <response code="200">How the system stands; `sound` says it in one word.</response>
    private static async Task<Ok<IntegrityView>> Get(IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new GetIntegrity(), ct));

    /// <summary>Examine the whole database now — bắt đầu kiểm tra toàn vẹn</summary>
    /// <remarks>System administrators. It runs beside the requests and rests as much as it works; every night it begins by itself. One runs at a time.</remarks>
    /// <response code="202">It is under way; `GET /admin/integrity` says how far it is.</response>
    private static async Task<Accepted<IntegrityCheck>> Check(IMediator mediator, CancellationToken ct) =>
        TypedResults.Accepted("/api/v1/admin/integrity", await mediator.Send(new CheckIntegrity(), ct));

    /// <summary>Let a passed event be taken again — xử lý lại biến động bị bỏ qua</summary>
    /// <remarks>
    /// System administrators. Whoever follows the event log passes an event that it cannot take for some minutes; what it does about events (messages to people,
    /// synchronisation with the portal) is not done about this one until it is taken. It is taken within half a minute, once, in any process, and is in the list of
    /// `GET /admin/integrity` no more; where it fails again it stays there with its fault.
    /// </remarks>
    /// <param name="follower">Name of the follower.</param>
    /// <param name="position">Position of the event.</param>
    /// <response code="202">It is taken soon.</response>
    private static async Task<Accepted<PassedEvent>> Retry(string follower, long position, IMediator mediator, CancellationToken ct) =>
        TypedResults.Accepted("/api/v1/admin/integrity", await mediator.Send(new RetryPassedEvent(follower, position), ct));
}

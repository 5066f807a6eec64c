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
}

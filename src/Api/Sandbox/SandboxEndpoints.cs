using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Lists;
using OneStop.Application.Sandbox;

namespace OneStop.Api.Sandbox;

/// <summary>The clock of a sandbox.</summary>
internal static class SandboxEndpoints
{
    public static void MapSandbox(this RouteGroupBuilder v1)
    {
        var sandbox = v1.MapGroup("/sandbox").WithTags("Sandbox");

        sandbox.MapGet("/clock", Get).WithName(nameof(GetClock));
        sandbox.MapPut("/clock", Move).WithName(nameof(MoveClock));
        sandbox.MapGet("/messages", Messages).WithName(nameof(ListMessages));
    }

    /// <summary>What the clock shows — xem đồng hồ thử nghiệm</summary>
    /// <remarks>Only where `Sandbox:Enabled`; 404 elsewhere.</remarks>
    /// <response code="200">The instant, and whether it stands still.</response>
    private static async Task<Ok<SandboxTime>> Get(IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new GetClock(), ct));

    /// <summary>Move the clock — chỉnh đồng hồ thử nghiệm</summary>
    /// <remarks>Forward only once a dossier exists. Before it answers, every job due on the way runs, stamped with its own instant.</remarks>
    /// <param name="command">Either `now` or `advance`.</param>
    /// <response code="200">What the clock shows now.</response>
    private static async Task<Ok<SandboxTime>> Move(MoveClock command, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(command, ct));

    /// <summary>What would have been sent to people — tin nhắn thử nghiệm</summary>
    /// <remarks>In a sandbox and in development only; 404 elsewhere. The newest first.</remarks>
    /// <param name="page">Which page.</param>
    /// <response code="200">A page of messages.</response>
    private static async Task<Ok<Page<SandboxMessage>>> Messages(
        [AsParameters] PageParameters page, IMediator mediator, HttpContext http, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListMessages(page.Request()), ct));
}

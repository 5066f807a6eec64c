using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
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
}

using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Application.Dossiers;

namespace OneStop.Api.Dossiers;

/// <summary>What can be done with a dossier once its agency was split.</summary>
internal static class ReassignEndpoint
{
    public static void MapReassign(this RouteGroupBuilder one) => one.MapPost("/reassign", Reassign).WithName(nameof(ReassignDossier));

    /// <summary>Hand it to another successor of an agency that was split — phân lại hồ sơ sau chia tách</summary>
    /// <remarks>Leader, administrator or head of the one-stop office of the competent agency. The step is free afterwards; no deadline moves.</remarks>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">Code of the other successor.</param>
    /// <response code="200">Handed on.</response>
    private static Task<Ok<DossierView>> Reassign(string id, ReassignBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        DossierActionEndpoints.Act(http, mediator.Send(new ReassignDossier(id, body.Agency, body.Reason), ct));
}

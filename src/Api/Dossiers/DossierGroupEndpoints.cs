using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Dossiers;

namespace OneStop.Api.Dossiers;

/// <summary>Filing the dossiers of linked procedures at once.</summary>
internal static class DossierGroupEndpoints
{
    public static void MapDossierGroups(this RouteGroupBuilder v1) =>
        v1.MapGroup("/dossier-groups").WithTags("Dossiers").MapPost("/", File).WithName(nameof(FileDossierGroup));

    /// <summary>File linked procedures at once — nộp hồ sơ nhóm thủ tục hành chính liên thông</summary>
    /// <remarks>
    /// One submission, a dossier of its own for each procedure: code, route, clock and due date. The first is the root; `root` of the others
    /// and the filter `root` of `GET /dossiers` lead to it. They share one receipt and its secret: a correction of any of them raises the
    /// revision of all. Registered ones are accepted or refused each for itself. With `returnTogether` no result is returned before every
    /// one of them is resolved or has ended otherwise. Everything is written in one commit, or nothing is.
    /// </remarks>
    /// <param name="command">What all have in common, and what each has for itself.</param>
    /// <param name="validateOnly">Check only: the same errors, and the due dates that would result; nothing is written.</param>
    /// <response code="200">With `validateOnly`: what would come of each.</response>
    /// <response code="201">Filed. `ETag` is that of the root.</response>
    private static async Task<Results<Created<DossierGroupView>, Ok<GroupCheck>>> File(
        FileDossierGroup command, bool? validateOnly, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        if (validateOnly == true)
        {
            return TypedResults.Ok(await mediator.Send(new ValidateGroup(command), ct));
        }
        var group = await mediator.Send(command, ct);
        return Answers.Made(http, $"/api/v1/dossiers/{group.Root}", group, group.Dossiers[0].Version);
    }
}

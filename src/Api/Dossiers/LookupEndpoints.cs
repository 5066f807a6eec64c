using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Dossiers;

namespace OneStop.Api.Dossiers;

/// <summary>What anybody may ask.</summary>
internal static class LookupEndpoints
{
    public static void MapLookup(this RouteGroupBuilder v1)
    {
        var lookup = v1.MapGroup("/lookup").WithTags("Lookup").LimitPublic();

        lookup.MapGet("/{code}", Progress).WithName(nameof(LookUpProgress));
        lookup.MapPost("/", Standing).WithName(nameof(LookUpDossier)).OnlyReads();
        v1.MapGet("/verify/{token}", Verify).WithTags("Lookup").WithName(nameof(VerifyPaper)).LimitPublic();
    }

    /// <summary>How far a dossier is — tra cứu mức độ hoàn thành</summary>
    /// <param name="code">Code of the dossier.</param>
    /// <response code="200">Code and degree of completion, nothing else.</response>
    private static async Task<Ok<DossierProgress>> Progress(string code, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new LookUpProgress(code), ct));

    /// <summary>Status and due date with the receipt in hand — tra cứu bằng giấy tiếp nhận</summary>
    /// <param name="query">Code, secret and revision as the QR of the receipt has them.</param>
    /// <response code="200">Where the dossier stands, and whether the receipt was replaced.</response>
    private static async Task<Ok<DossierStanding>> Standing(LookUpDossier query, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(query, ct));

    /// <summary>Whether a receipt or result is what it seems — xác thực giấy tiếp nhận, kết quả</summary>
    /// <remarks>Kind of paper, who issued it, when, and whether it still holds; nothing else.</remarks>
    /// <param name="token">As the QR code has it.</param>
    /// <response code="200">How the paper stands now.</response>
    private static async Task<Ok<VerifiedView>> Verify(string token, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new VerifyPaper(token), ct));
}

using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Dossiers;
using OneStop.Api.Http;
using OneStop.Application.Access;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Domain.Access;

namespace OneStop.Api.Access;

/// <summary>Who may act for whom.</summary>
internal static class MandateEndpoints
{
    public static void MapMandates(this RouteGroupBuilder v1)
    {
        var mandates = v1.MapGroup("/mandates").WithTags("Access");

        mandates.MapGet("/", List).WithName(nameof(ListMandates));
        mandates.MapPost("/", Grant).WithName(nameof(GrantMandate));
        mandates.MapGet("/{id}", Get).WithName(nameof(GetMandate));
        mandates.MapGet("/{id}/history", History).WithName(nameof(GetMandateHistory));
        mandates.MapPost("/{id}/accept", Accept).WithName(nameof(AcceptMandate)).NeedVersion();
        mandates.MapPost("/{id}/revoke", Revoke).WithName(nameof(RevokeMandate)).NeedVersion();
    }

    /// <summary>Mandates of the caller — danh sách đại diện, ủy quyền</summary>
    /// <remarks>Citizens and enterprises get those in which they are a side, a one-stop desk those recorded there; newest first.</remarks>
    /// <param name="role">Only those in which the caller is <c>principal</c> or <c>representative</c>.</param>
    /// <param name="inForceOn">Only those accepted and not revoked that hold on this day.</param>
    /// <param name="page">Which page.</param>
    /// <response code="200">A page of mandates.</response>
    private static async Task<Ok<Page<MandateView>>> List(
        Choice<MandateSide>? role, DateOnly? inForceOn, [AsParameters] PageParameters page, IMediator mediator, HttpContext http, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListMandates(role?.Value, inForceOn, page.Request()), ct));

    /// <summary>Let somebody act for oneself, or record at a desk that one does — lập, ghi nhận việc đại diện, ủy quyền</summary>
    /// <remarks>
    /// Civil Code 2015, Articles 134–143. A citizen or an enterprise lets another act or look for itself. The reception of an agency records,
    /// on sight of a paper, a parent of a child, a legal representative or a power of attorney; a person without an account is named by
    /// <c>principalPerson</c>. It counts once whoever <c>waitsFor</c> names has accepted it: the representative where the principal grants it,
    /// a principal who can sign in where a desk records it; at once for a principal who cannot.
    /// </remarks>
    /// <param name="command">Who, for whom, for what and how long.</param>
    /// <response code="201">The mandate, with its version as ETag.</response>
    private static async Task<Created<MandateView>> Grant(GrantMandate command, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var mandate = await mediator.Send(command, ct);
        return Answers.Made(http, $"/api/v1/mandates/{mandate.Id}", mandate, mandate.Version);
    }

    /// <summary>One mandate — xem việc đại diện</summary>
    /// <remarks>For its two sides, who see each other's names once it is accepted, and the desk that recorded it.</remarks>
    /// <param name="id">Identity of the mandate.</param>
    /// <response code="200">The mandate, with its version as ETag.</response>
    private static async Task<Results<Ok<MandateView>, StatusCodeHttpResult>> Get(MandateId id, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var mandate = await mediator.Send(new GetMandate(id), ct);
        return Answers.Versioned(http, mandate, mandate.Version);
    }

    /// <summary>What happened to a mandate — lịch sử việc đại diện</summary>
    /// <param name="id">Identity of the mandate.</param>
    /// <param name="page">Which page.</param>
    /// <response code="200">Its events, oldest first.</response>
    private static async Task<Ok<Page<HistoryLine>>> History(
        MandateId id, [AsParameters] PageParameters page, IMediator mediator, HttpContext http, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new GetMandateHistory(id, page.Request()), ct));

    /// <summary>Agree to a mandate — chấp thuận việc đại diện, ủy quyền</summary>
    /// <remarks>For the side that <c>waitsFor</c> names; it counts from the next request on. Who does not agree revokes it.</remarks>
    /// <param name="id">Identity of the mandate.</param>
    /// <param name="body">Empty.</param>
    /// <response code="200">The mandate after it, with its new ETag.</response>
    private static async Task<Ok<MandateView>> Accept(MandateId id, Nothing? body, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var mandate = await mediator.Send(new AcceptMandate(id), ct);
        return Answers.Acted(http, mandate, mandate.Version);
    }

    /// <summary>End a mandate — chấm dứt việc đại diện, ủy quyền</summary>
    /// <remarks>For its two sides and the desk that recorded it; it counts from the next request on.</remarks>
    /// <param name="id">Identity of the mandate.</param>
    /// <param name="body">Why.</param>
    /// <response code="200">The mandate after it, with its new ETag.</response>
    private static async Task<Ok<MandateView>> Revoke(MandateId id, RevokeBody body, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var mandate = await mediator.Send(new RevokeMandate(id, body.Reason), ct);
        return Answers.Acted(http, mandate, mandate.Version);
    }

    /// <summary>Why a mandate ends.</summary>
    internal sealed record RevokeBody
    {
        /// <summary>Kept beside the history.</summary>
        public required string Reason { get; init; }
    }
}

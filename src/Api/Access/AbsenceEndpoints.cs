using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Access;
using OneStop.Application.Lists;
using OneStop.Domain.Access;

namespace OneStop.Api.Access;

/// <summary>Officials who are absent or leave, and those who stand in for them.</summary>
internal static class AbsenceEndpoints
{
    public static void MapAbsences(this RouteGroupBuilder v1)
    {
        var one = v1.MapGroup("/staff/{id}").WithTags("Access");

        one.MapGet("/absences", Absences).WithName(nameof(ListAbsences));
        one.MapPost("/absences", Record).WithName(nameof(RecordAbsence)).NeedVersion();
        one.MapPost("/absences/{aid}/end", End).WithName(nameof(EndAbsence)).NeedVersion();
        one.MapGet("/handovers", Handovers).WithName(nameof(ListHandovers));
        one.MapPost("/handover", HandOver).WithName(nameof(HandOverWork)).NeedVersion();
    }

    /// <summary>When an official is absent and who stands in — danh sách vắng mặt</summary>
    /// <remarks>For colleagues at the same agency and system administrators; newest first.</remarks>
    /// <param name="id">Identity of the official's account.</param>
    /// <param name="page">Which page.</param>
    /// <response code="200">A page of absences.</response>
    private static async Task<Ok<Page<AbsenceView>>> Absences(
        AccountId id, [AsParameters] PageParameters page, IMediator mediator, HttpContext http, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListAbsences(id, page.Request()), ct));

    /// <summary>An official will be absent and another stands in — ghi nhận vắng mặt và người thay thế</summary>
    /// <remarks>
    /// For the official, head, leader and administrator of the agency, and system administrators; whoever covers for a leader, an
    /// administrator or a procedure controller is named by that official, a leader of the agency or a system administrator only, and nobody
    /// names himself. In these days the cover has the posts and assignments of the absent
    /// one at agencies where both work; the history names who really acted. <c>If-Match</c> is the version of the official's account.
    /// </remarks>
    /// <param name="id">Identity of the official's account.</param>
    /// <param name="body">When, and who stands in.</param>
    /// <response code="201">The absence, with the account's new version as ETag.</response>
    private static async Task<Created<AbsenceView>> Record(
        AccountId id, AbsenceBody body, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var absence = await mediator.Send(new RecordAbsence(id, body.FromDay, body.ToDay, body.Cover, body.Reason), ct);
        return Answers.Made(http, $"/api/v1/staff/{id}/absences", absence, absence.Version);
    }

    /// <summary>An official is back, or another shall stand in — kết thúc vắng mặt</summary>
    /// <remarks>The cover loses the posts with the next request.</remarks>
    /// <param name="id">Identity of the official's account.</param>
    /// <param name="aid">Identity of the absence.</param>
    /// <response code="200">The absence after it, with the account's new version as ETag.</response>
    private static async Task<Ok<AbsenceView>> End(AccountId id, AbsenceId aid, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var absence = await mediator.Send(new EndAbsence(id, aid), ct);
        return Answers.Acted(http, absence, absence.Version);
    }

    /// <summary>How far the hand-overs of an official are — tiến độ bàn giao</summary>
    /// <remarks>For colleagues at the same agency and system administrators; newest first.</remarks>
    /// <param name="id">Identity of the official's account.</param>
    /// <param name="page">Which page.</param>
    /// <response code="200">A page of hand-overs: how many dossiers moved, became free, and remain.</response>
    private static async Task<Ok<Page<HandoverView>>> Handovers(
        AccountId id, [AsParameters] PageParameters page, IMediator mediator, HttpContext http, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListHandovers(id, page.Request()), ct));

    /// <summary>An official leaves: the open work goes to another — bàn giao công việc khi thôi việc, chuyển công tác</summary>
    /// <remarks>
    /// For leader and administrator of the agency (its work only) and system administrators (all). The posts end on the day of leaving. Every
    /// open dossier goes to the other where he holds the role of its step, and becomes free elsewhere: the first hundred with this answer, the
    /// rest within moments; what is assigned until the day of leaving follows on that day. No due date moves. <c>If-Match</c> is the version of
    /// the official's account.
    /// </remarks>
    /// <param name="id">Identity of the official's account.</param>
    /// <param name="body">To whom, why, and from when on.</param>
    /// <response code="200">How far it is, with the account's new version as ETag.</response>
    private static async Task<Ok<HandoverView>> HandOver(
        AccountId id, HandoverBody body, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var handover = await mediator.Send(new HandOverWork(id, body.To, body.Reason, body.LeavesOn), ct);
        return Answers.Acted(http, handover, handover.Version);
    }

    /// <summary>An absence to be recorded.</summary>
    internal sealed record AbsenceBody
    {
        /// <summary>First day.</summary>
        public required DateOnly FromDay { get; init; }

        /// <summary>Last day.</summary>
        public required DateOnly ToDay { get; init; }

        /// <summary>User name of whoever stands in.</summary>
        public required string Cover { get; init; }

        /// <summary>Kept beside the history.</summary>
        public required string Reason { get; init; }
    }

    /// <summary>A hand-over.</summary>
    internal sealed record HandoverBody
    {
        /// <summary>User name of whoever takes over.</summary>
        public required string To { get; init; }

        /// <summary>Kept beside the history of every dossier that moves.</summary>
        public required string Reason { get; init; }

        /// <summary>First day without the posts; today by default.</summary>
        public DateOnly? LeavesOn { get; init; }
    }
}

using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Lists;
using OneStop.Application.Portal;

namespace OneStop.Api.Portal;

/// <summary>What comes in from the National Portal.</summary>
internal static class InboxEndpoints
{
    public static void MapInbox(this RouteGroupBuilder v1)
    {
        var inbox = v1.MapGroup("/portal/inbox").WithTags("Portal");

        inbox.MapPost("/", Take).WithName(nameof(TakePortalMessage));
        inbox.MapGet("/", List).WithName(nameof(ListPortalInbox));
        inbox.MapPost("/{messageId}/retry", Retry).WithName(nameof(RetryPortalMessage));
    }

    /// <summary>Take a message of the National Portal — nhận thông điệp từ Cổng Dịch vụ công quốc gia</summary>
    /// <remarks>
    /// For a machine client with the scope `portal.exchange` (and `dossiers.file`, `dossiers.onBehalf` for what it files), signed as Standard
    /// Webhooks has it: headers `webhook-id`, `webhook-timestamp`, `webhook-signature`. At most 256 KiB. In any order and number: the same
    /// message again gets the same answer and has no second effect; what comes too early is parked and tried again.
    /// </remarks>
    /// <param name="body">The message.</param>
    /// <response code="200">It had its effect, or had none to have.</response>
    /// <response code="202">It is parked; `reason` says what it waits for.</response>
    /// <response code="401">The call is forged, or signed at another time.</response>
    /// <response code="409">The id was used with another body, or no secret is configured.</response>
    /// <response code="422">It is refused for good; the refusal is written down.</response>
    private static async Task<Results<Ok<InboxView>, Accepted<InboxView>>> Take(SignedBody body, IMediator mediator, CancellationToken ct)
    {
        var message = await mediator.Send(new TakePortalMessage(body.Call), ct);
        return message.State == InboxState.Taken ? TypedResults.Ok(message) : TypedResults.Accepted("/api/v1/portal/inbox", message);
    }

    /// <summary>Messages of the portal — danh sách thông điệp nhận từ Cổng</summary>
    /// <remarks>
    /// Administrators of agencies see those that name their agencies, system administrators all. Newest first. Without personal data.
    /// </remarks>
    /// <param name="state">`taken`, `parked` or `refused`.</param>
    /// <param name="kind">As the portal wrote it.</param>
    /// <param name="agency">Code of the receiving agency.</param>
    /// <param name="page">Which page.</param>
    /// <response code="200">A page; `next` and `Link` lead to the one after it.</response>
    private static async Task<Ok<Page<InboxView>>> List(
        Choice<InboxState>? state, string? kind, string? agency, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListPortalInbox(state?.Value, kind, agency, page.Request()), ct));

    /// <summary>Try a parked message at once — thử lại thông điệp đang chờ</summary>
    /// <remarks>After what it waited for was mended; without this it is tried again by itself.</remarks>
    /// <param name="messageId">The portal's id of the message.</param>
    /// <response code="202">It is tried now; the list shows what became of it.</response>
    private static async Task<Accepted<InboxView>> Retry(string messageId, IMediator mediator, CancellationToken ct) =>
        TypedResults.Accepted("/api/v1/portal/inbox", await mediator.Send(new RetryPortalMessage(messageId), ct));
}

using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OneStop.Api.Http;
using OneStop.Application.Lists;
using OneStop.Application.Notifications;
using OneStop.Domain.Notifications;

namespace OneStop.Api.Notifications;

/// <summary>Messages to people, their texts, and what people want to receive.</summary>
internal static class NotificationEndpoints
{
    public static void MapNotifications(this RouteGroupBuilder v1)
    {
        var notifications = v1.MapGroup("/notifications").WithTags("Notifications");
        notifications.MapGet("/", List).WithName(nameof(ListNotifications));
        notifications.MapPost("/resend", ResendAll).WithName(nameof(ResendNotifications));
        notifications.MapPost("/{id}/resend", Resend).WithName(nameof(ResendNotification)).NeedVersion();
        notifications.MapPost("/receipts", Receipt).WithName(nameof(TakeReceipt));

        var templates = v1.MapGroup("/notification-templates").WithTags("Notifications");
        templates.MapGet("/", Templates).WithName(nameof(ListTemplates));
        templates.MapGet("/{key}", Template).WithName(nameof(GetTemplate));
        templates.MapPut("/{key}", Write).WithName(nameof(WriteTemplate)).NeedVersion();

        v1.MapGet("/me/notification-preferences", Preferences).WithTags("Notifications").WithName(nameof(GetNoticePreferences));
        v1.MapPut("/me/notification-preferences", Prefer).WithTags("Notifications").WithName(nameof(SetNoticePreferences)).NeedVersion();
    }

    /// <summary>Messages and how far they are — thông báo và trạng thái gửi</summary>
    /// <remarks>
    /// The newest first. With `dossier` those of it, for who sees it whole; the owner's side reads its own, others see `to` masked. Without it one's
    /// own messages, and for system administrators those of everybody, without their text: what failed, or what is in `state`. `state`: `queued`, `held` (quiet hours), `sent`, `delivered`,
    /// `failed`, `superseded` (what happened since made it untrue), `unreachable` (no contact), `suppressed` (not wanted, or erased).
    /// </remarks>
    /// <param name="dossier">Identity or code of a dossier.</param>
    /// <param name="state">Only messages in this state.</param>
    /// <param name="channel">Only messages by this channel: `email`, `sms`, `zalo`, `inbox`.</param>
    /// <param name="mine">One's own messages, for system administrators too.</param>
    /// <param name="page">Which page.</param>
    /// <response code="200">A page; `next` and `Link` lead to the one after it.</response>
    private static async Task<Ok<Page<NotificationView>>> List(
        string? dossier, Choice<NoticeState>? state, Choice<NoticeChannel>? channel, bool? mine, [AsParameters] PageParameters page, HttpContext http,
        IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListNotifications(page.Request(), dossier, state?.Value, channel?.Value, mine == true), ct));

    /// <summary>Send the messages of a period again that failed by a channel — gửi lại các thông báo lỗi theo kênh và thời gian</summary>
    /// <remarks>
    /// After an outage: the oldest first, at most 1,000 with each call; ask again while `more`. What was overtaken or erased since stays as it is, and so does
    /// what is sent again already: the same call twice sends nothing twice. The quiet hours hold.
    /// </remarks>
    /// <param name="command">The channel and the period in which the messages were written.</param>
    /// <response code="200">How many wait for their turn again.</response>
    private static async Task<Ok<ResentNotifications>> ResendAll(ResendNotifications command, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(command, ct));

    /// <summary>Send a message again that failed — gửi lại thông báo</summary>
    /// <param name="id">Identity of the message.</param>
    /// <response code="200">It waits for its turn again.</response>
    private static async Task<Ok<NotificationView>> Resend(NotificationId id, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var message = await mediator.Send(new ResendNotification(id), ct);
        return Answers.Acted(http, message, message.Version);
    }

    /// <summary>What the gateway of SMS and Zalo says became of a message — xác nhận gửi tin</summary>
    /// <remarks>
    /// Signed: `X-Gateway-Timestamp` is the time in seconds since 1970, `X-Gateway-Signature` is `sha256=` and the HMAC-SHA256, in hexadecimal digits, of
    /// timestamp, `id`, `status`, `reference` and `error`, each on a line, an absent one empty. Not older than five minutes; else 401. In any order and as
    /// often as it likes: `delivered` stands against everything else.
    /// </remarks>
    /// <param name="receipt">The message and what became of it.</param>
    /// <param name="timestamp">When it was signed.</param>
    /// <param name="signature">The signature.</param>
    /// <response code="200">Taken, now or before.</response>
    /// <response code="404">There is no such message.</response>
    private static async Task<Ok<ReceiptTaken>> Receipt(
        DeliveryReceipt receipt, [FromHeader(Name = "X-Gateway-Timestamp")] string? timestamp, [FromHeader(Name = "X-Gateway-Signature")] string? signature,
        IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new TakeReceipt(receipt, timestamp, signature), ct));

    /// <summary>What every kind of message says, to whom, by which channels, by which law — ma trận và mẫu thông báo</summary>
    /// <response code="200">All templates, in the order of the matrix.</response>
    private static async Task<Ok<IReadOnlyList<TemplateView>>> Templates(IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new ListTemplates(), ct));

    /// <summary>What a kind of message says, with its history — mẫu thông báo</summary>
    /// <param name="key">The kind, such as `received`.</param>
    /// <response code="200">The template; `ETag` is its newest version, 0 for the shipped one.</response>
    private static async Task<Results<Ok<TemplateView>, StatusCodeHttpResult>> Template(string key, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var template = await mediator.Send(new GetTemplate(key), ct);
        return Answers.Versioned(http, template, template.Version);
    }

    /// <summary>Write what a kind of message says from now on — sửa mẫu thông báo</summary>
    /// <remarks>
    /// A new version with all texts; Vietnamese for e-mail and, where the message goes by SMS, for SMS. SMS and Zalo take 201 letters, fields counted as
    /// written. Texts may name the fields that the template lists, in braces, and carry no personal numbers. What was sent keeps its words.
    /// </remarks>
    /// <param name="key">The kind, such as `received`.</param>
    /// <param name="body">The texts, and from when they are used.</param>
    /// <response code="200">The template after it, with its new ETag.</response>
    private static async Task<Ok<TemplateView>> Write(string key, TemplateBody body, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var template = await mediator.Send(new WriteTemplate(key, body.Texts, body.From), ct);
        return Answers.Acted(http, template, template.Version);
    }

    /// <summary>What I want to receive — tùy chọn nhận thông báo của tôi</summary>
    /// <response code="200">The channels and the language; `ETag` is the version, 0 before the first change.</response>
    private static async Task<Results<Ok<NoticePreferences>, StatusCodeHttpResult>> Preferences(HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var preferences = await mediator.Send(new GetNoticePreferences(), ct);
        return Answers.Versioned(http, preferences, preferences.Version);
    }

    /// <summary>Say what I want to receive — chọn cách nhận thông báo</summary>
    /// <remarks>
    /// Channels that are not wanted stay silent. What the law demands (receipt, refusal, supplement, obligation, extension, apology, result, end) comes by one
    /// of them all the same where none is wanted. Zalo has to be asked for.
    /// </remarks>
    /// <param name="command">The channels and the language.</param>
    /// <response code="200">What is kept now, with its new ETag.</response>
    private static async Task<Ok<NoticePreferences>> Prefer(SetNoticePreferences command, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var preferences = await mediator.Send(command, ct);
        return Answers.Acted(http, preferences, preferences.Version);
    }

    /// <summary>Texts of a kind of message.</summary>
    internal sealed record TemplateBody
    {
        /// <summary>One for each channel and language.</summary>
        public required IReadOnlyList<TemplateText> Texts { get; init; }

        /// <summary>From when they are used; at once where absent.</summary>
        public DateTimeOffset? From { get; init; }
    }
}

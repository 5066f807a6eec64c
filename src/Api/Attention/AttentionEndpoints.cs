using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Attention;
using OneStop.Application.Lists;

namespace OneStop.Api.Attention;

/// <summary>What is late, unaccepted, unread, silent or due soon.</summary>
internal static class AttentionEndpoints
{
    public static void MapAttention(this RouteGroupBuilder v1) =>
        v1.MapGroup("/attention").WithTags("Dossiers").MapGet("/", List).WithName(nameof(ListAttention));

    /// <summary>What needs attention, and whose — danh sách cần chú ý</summary>
    /// <remarks>
    /// Dossiers and legs within the caller's reach, for officials. The most pressing kind comes first, and within a kind the oldest trouble; a
    /// dossier stands under every kind that is true of it. Working hours are those of the agency asked for, else of the caller's agency.
    /// </remarks>
    /// <response code="200">A page; `next` and `Link` lead to the one after it. It is not counted.</response>
    private static async Task<Ok<Page<AttentionItem>>> List(
        [AsParameters] AttentionParameters parameters, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(parameters.Query, ct));
}

/// <summary>What the attention list is narrowed to.</summary>
internal sealed record AttentionParameters
{
    /// <summary>One kind only.</summary>
    public Choice<AttentionKind>? Kind { get; init; }

    /// <summary>One agency only.</summary>
    public string? Agency { get; init; }

    /// <summary>Working hours ahead that count as soon, 1 to 400; 8 where absent.</summary>
    public int? DueWithinHours { get; init; }

    /// <summary>Working hours without anybody's doing that count as silence, 1 to 400; 24 where absent.</summary>
    public int? SilentHours { get; init; }

    /// <summary>Rows per page, 1 to 200; 50 where absent.</summary>
    public int? Limit { get; init; }

    /// <summary>`next` of the page before; absent for the first page.</summary>
    public string? Cursor { get; init; }

    internal ListAttention Query => new(
        Kind?.Value, Agency, DueWithinHours ?? ListAttention.SoonByDefault, SilentHours ?? ListAttention.SilentByDefault,
        new PageRequest { Limit = Limit ?? PageRequest.DefaultLimit, Cursor = Cursor, Count = CountMode.None });
}

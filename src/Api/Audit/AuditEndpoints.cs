using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Audit;
using OneStop.Application.Lists;

namespace OneStop.Api.Audit;

/// <summary>Who did what, who looked at what.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this RouteGroupBuilder v1)
    {
        v1.MapGet("/audit", Audit).WithTags("Audit").WithName(nameof(ListAudit));
        v1.MapGet("/dossiers/{id}/access-journal", Journal).WithTags("Audit").WithName(nameof(GetAccessJournal));
        v1.MapErasures();
    }

    /// <summary>Who did what — nhật ký kiểm soát</summary>
    /// <remarks>
    /// For procedure controllers within their agencies and those below, for system administrators everywhere. At least one of `subject` and `actor`
    /// is given, or for `writes` a window of at most 92 days. What was written is not shown, only that it was; `reason` only where the dossier it is
    /// about may be shown to the caller. Newest first, in the order of writing.
    /// </remarks>
    /// <response code="200">A page; `next` and `Link` lead to the one after it.</response>
    private static async Task<Ok<Page<AuditLine>>> Audit(
        [AsParameters] AuditParameters parameters, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(parameters.Query(page.Request()), ct));

    /// <summary>Who looked at a dossier — nhật ký truy cập hồ sơ</summary>
    /// <remarks>
    /// For whom the dossier belongs to and who acts for them, and for controllers, leaders and heads of the one-stop office of its agencies. A reader
    /// is noted once a minute, at the latest half a second after the reading. Newest first.
    /// </remarks>
    /// <param name="id">Identity or code.</param>
    /// <param name="page">Which page.</param>
    /// <response code="200">A page; `next` and `Link` lead to the one after it.</response>
    private static async Task<Ok<Page<AccessLine>>> Journal(
        string id, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new GetAccessJournal(id, page.Request()), ct));
}

/// <summary>Filters of the audit.</summary>
/// <param name="Subject">Identity or code of a dossier; identity of an account, mandate, client or transfer; code of an agency or procedure.</param>
/// <param name="Actor">Identity or user name of an account, also of a machine client; `system` for the engine.</param>
/// <param name="From">Acts of this instant and later.</param>
/// <param name="To">Acts before this instant.</param>
/// <param name="Kind">`writes` (the default) or `reads`.</param>
internal sealed record AuditParameters(string? Subject, string? Actor, DateTimeOffset? From, DateTimeOffset? To, Choice<AuditKind>? Kind)
{
    public ListAudit Query(PageRequest page) => new(Subject, Actor, From, To, Kind?.Value ?? AuditKind.Writes, page);
}

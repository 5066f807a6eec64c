using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application;
using OneStop.Application.Access;

namespace OneStop.Api.Access;

/// <summary>The people of agencies.</summary>
internal static class StaffEndpoints
{
    public static void MapStaff(this RouteGroupBuilder v1)
    {
        v1.MapPost("/staff", Engage).WithTags("Access").WithName(nameof(EngageStaff));
        var agencies = v1.MapGroup("/agencies/{code}").WithTags("Access");

        agencies.MapGet("/staff", Staff).WithName(nameof(ListStaff));
        agencies.MapGet("/divisions", Divisions).WithName(nameof(ListDivisions));
    }

    /// <summary>Open an account for an official — cấp tài khoản cán bộ, công chức</summary>
    /// <remarks>An agency's administrator opens accounts at that agency, a system administrator at any.</remarks>
    /// <param name="command">Name, first password, agency and roles.</param>
    /// <response code="201">The account; it can sign in from the first day of a post on.</response>
    private static async Task<Created<AccountView>> Engage(
        EngageStaff command, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var account = await mediator.Send(command, ct);
        return Answers.Made(http, $"/api/v1/accounts/{account.Id}", account, account.Version);
    }

    /// <summary>Who holds a post at an agency — danh sách cán bộ của cơ quan</summary>
    /// <remarks>For people of that agency and system administrators; by user name.</remarks>
    /// <param name="code">Code of the agency.</param>
    /// <param name="limit">Page size, 1–200; 50 by default.</param>
    /// <param name="cursor">The <c>next</c> of the page before.</param>
    /// <param name="count">How far to count: <c>capped</c> (1,000, default), <c>none</c> or <c>exact</c>.</param>
    /// <response code="200">A page of officials with their posts at the agency.</response>
    private static async Task<Ok<Page<StaffLine>>> Staff(
        string code, IMediator mediator, HttpContext http, CancellationToken ct, int limit = 50, string? cursor = null,
        Counting count = Counting.Capped) =>
        Answers.Listed(http, await mediator.Send(new ListStaff(code, limit, cursor, count), ct));

    /// <summary>The divisions of an agency — phòng, bộ phận của cơ quan</summary>
    /// <param name="code">Code of the agency.</param>
    /// <response code="200">All divisions.</response>
    private static async Task<Ok<Page<DivisionLine>>> Divisions(string code, IMediator mediator, HttpContext http, CancellationToken ct) =>
        Answers.Listed(http, await mediator.Send(new ListDivisions(code), ct));
}

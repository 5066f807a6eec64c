using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Access;
using OneStop.Application.Lists;

namespace OneStop.Api.Access;

/// <summary>The people of agencies.</summary>
internal static class StaffEndpoints
{
    public static void MapStaff(this RouteGroupBuilder v1)
    {
        v1.MapPost("/staff", Engage).WithTags("Access").WithName(nameof(EngageStaff)).HoldPassword();
        v1.MapAbsences();
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
    /// <remarks>For people of that agency and system administrators; by user name. With those of agencies whose work and people it took over.</remarks>
    /// <param name="code">Code of the agency.</param>
    /// <param name="page">Which page.</param>
    /// <response code="200">A page of officials with their posts at the agency.</response>
    private static async Task<Ok<Page<StaffLine>>> Staff(
        string code, [AsParameters] PageParameters page, IMediator mediator, HttpContext http, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListStaff(code, page.Request()), ct));

    /// <summary>The divisions of an agency — phòng, bộ phận của cơ quan</summary>
    /// <remarks>By name.</remarks>
    /// <param name="code">Code of the agency.</param>
    /// <param name="page">Which page.</param>
    /// <response code="200">A page of divisions.</response>
    private static async Task<Ok<Page<DivisionLine>>> Divisions(
        string code, [AsParameters] PageParameters page, IMediator mediator, HttpContext http, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListDivisions(code, page.Request()), ct));
}

using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Agencies;
using OneStop.Application.Lists;
using OneStop.Domain.Agencies;

namespace OneStop.Api.Agencies;

/// <summary>The register of agencies.</summary>
internal static class AgencyEndpoints
{
    public static void MapAgencies(this RouteGroupBuilder v1)
    {
        var agencies = v1.MapGroup("/agencies").WithTags("Agencies");

        agencies.MapGet("/", List).WithName(nameof(ListAgencies));
        agencies.MapGet("/{code}", Get).WithName(nameof(GetAgency));
        agencies.MapPost("/", Register).WithName(nameof(RegisterAgency));
        agencies.MapPatch("/{code}", Change).WithName(nameof(ChangeAgency)).NeedVersion();
        agencies.MapPost("/successions", Succeed).WithName(nameof(SucceedAgencies));
        agencies.MapGet("/successions", Successions).WithName(nameof(ListSuccessions));
        agencies.MapGet("/successions/{id}", Succession).WithName(nameof(GetSuccession));
    }

    /// <summary>Agencies — danh mục cơ quan, đơn vị</summary>
    /// <remarks>Past ones too, unless `on` names a day. In the order of codes.</remarks>
    /// <response code="200">One page. `Link` has the address of the next one.</response>
    private static async Task<Ok<Page<AgencyView>>> List(
        [AsParameters] AgencyFilter filter, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var query = new ListAgencies
        {
            Level = filter.Level?.Value, Kind = filter.Kind?.Value, Parent = filter.Parent, On = filter.On, Search = filter.Search, Page = page.Request(),
        };
        return Lists.Listed(http, await mediator.Send(query, ct));
    }

    /// <summary>One agency — xem cơ quan</summary>
    /// <param name="code">Its identifier code.</param>
    /// <response code="200">The agency.</response>
    private static async Task<Results<Ok<AgencyView>, StatusCodeHttpResult>> Get(
        string code, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var agency = await mediator.Send(new GetAgency(code), ct);
        return Answers.Versioned(http, agency, agency.Version);
    }

    /// <summary>Enter an agency — thêm cơ quan</summary>
    /// <param name="command">The agency.</param>
    /// <response code="201">Entered.</response>
    private static async Task<Created<AgencyView>> Register(RegisterAgency command, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var agency = await mediator.Send(command, ct);
        return Answers.Made(http, $"/api/v1/agencies/{agency.Code}", agency, agency.Version);
    }

    /// <summary>Change an agency — cập nhật cơ quan</summary>
    /// <remarks>What is left out or null stays. Code, kind and level never change.</remarks>
    /// <param name="code">Its identifier code.</param>
    /// <param name="change">What changes.</param>
    /// <response code="200">The agency after it.</response>
    private static async Task<Ok<AgencyView>> Change(
        string code, AgencyChange change, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var agency = await mediator.Send(new ChangeAgency(code, change), ct);
        return Answers.Acted(http, agency, agency.Version);
    }

    /// <summary>Merge, split, rename or abolish agencies — sắp xếp đơn vị</summary>
    /// <remarks>
    /// The predecessors end on the day before `from` (today by default) and name their successors; codes stay readable and are never given out
    /// again. Several become one, or one becomes several, of which the first holds the open work until it is handed on; what an agency without
    /// successors leaves goes to the agency above it. Unless `offeringsFollow` is false the successors become competent for what the
    /// predecessors were. From that instant officials act for the successors and see all their work; the rows follow in the background, and the
    /// answer's `moved` counts them. No deadline moves.
    /// </remarks>
    /// <param name="command">Who ends, who takes over, from when.</param>
    /// <response code="201">Laid down; under way where it takes effect now.</response>
    private static async Task<Created<SuccessionView>> Succeed(SucceedAgencies command, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var succession = await mediator.Send(command, ct);
        return Answers.Made(http, $"/api/v1/agencies/successions/{succession.Id}", succession, succession.Version);
    }

    /// <summary>The reorganisations, newest first — các lần sắp xếp đơn vị</summary>
    /// <response code="200">One page. `Link` has the address of the next one.</response>
    private static async Task<Ok<Page<SuccessionView>>> Successions(
        [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListSuccessions(page.Request()), ct));

    /// <summary>One reorganisation and how far it is — xem một lần sắp xếp</summary>
    /// <param name="id">Its identity.</param>
    /// <response code="200">The reorganisation.</response>
    private static async Task<Ok<SuccessionView>> Succession(string id, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new GetSuccession(id), ct));
}

/// <summary>Filters of the register.</summary>
internal sealed record AgencyFilter
{
    /// <summary>Level of administration.</summary>
    public Choice<AgencyLevel>? Level { get; init; }

    /// <summary>What kind of body.</summary>
    public Choice<AgencyKind>? Kind { get; init; }

    /// <summary>Only those right below this agency.</summary>
    public string? Parent { get; init; }

    /// <summary>Only those that exist on this day.</summary>
    public DateOnly? On { get; init; }

    /// <summary>Words of code or name, with or without tones; all must occur.</summary>
    public string? Search { get; init; }
}

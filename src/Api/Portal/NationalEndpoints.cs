using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OneStop.Api.Http;
using OneStop.Application.Lists;
using OneStop.Application.Portal;
using OneStop.Domain.Portal;

namespace OneStop.Api.Portal;

/// <summary>The national database of procedures and agencies: reading it, mapping it, acknowledging what changed there.</summary>
internal static class NationalEndpoints
{
    public static void MapNationalCatalogue(this RouteGroupBuilder v1)
    {
        var portal = v1.MapGroup("/portal").WithTags("Portal");

        portal.MapGet("/catalogue", Procedures).WithName(nameof(ListNationalProcedures));
        portal.MapGet("/catalogue/{code}", Procedure).WithName(nameof(GetNationalProcedure));
        portal.MapPut("/catalogue/{code}", Map).WithName(nameof(MapNationalProcedure)).NeedVersion();
        portal.MapPost("/catalogue/{code}/acknowledge", Acknowledge).WithName(nameof(AcknowledgeNationalProcedure)).NeedVersion();
        portal.MapPost("/catalogue/sync", Sync).WithName(nameof(SyncCatalogue));
        portal.MapGet("/catalogue/sync", LastSync).WithName(nameof(GetCatalogueSync));
        portal.MapGet("/agencies", Agencies).WithName(nameof(ListNationalAgencies));
        portal.MapPut("/agencies/{code}", MapAgency).WithName(nameof(MapNationalAgency)).NeedVersion();
    }

    /// <summary>The procedures of the national database — danh mục thủ tục quốc gia</summary>
    /// <remarks>
    /// In the order of codes, as they were read last. `state`: `unmapped` none of ours is mapped, `mapped`, `changed` it was changed, withdrawn or given back
    /// since it was acknowledged and somebody must look at it, `withdrawn` the national list does not name it. Nothing is ever deleted.
    /// </remarks>
    /// <response code="200">A page; `next` and `Link` lead to the one after it.</response>
    private static async Task<Ok<Page<NationalProcedureLine>>> Procedures(
        [AsParameters] NationalProcedureParameters parameters, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListNationalProcedures(parameters.State?.Value, parameters.Q, page.Request()), ct));

    /// <summary>A procedure of the national database beside ours — xem thủ tục quốc gia</summary>
    /// <remarks>
    /// `differences` has what differs from what was acknowledged, field by field; `compared` puts name, field, terms and fees of our version in force beside
    /// those of the national record, as far as both can be compared.
    /// </remarks>
    /// <param name="code">National code.</param>
    /// <response code="200">The procedure.</response>
    private static async Task<Ok<NationalProcedureView>> Procedure(string code, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        // No 304: when it was seen last and what ours says change under one version.
        var procedure = await mediator.Send(new GetNationalProcedure(code), ct);
        return Answers.Acted(http, procedure, procedure.Version);
    }

    /// <summary>Map a procedure of the national database to ours — ánh xạ thủ tục quốc gia</summary>
    /// <remarks>
    /// Those of the same code map themselves, until somebody says otherwise here. One of ours is mapped once (409 `portal.mapped-once`). What the national
    /// record says now counts as acknowledged. Dossiers of ours go to the portal under the national code.
    /// </remarks>
    /// <param name="code">National code.</param>
    /// <param name="body">Our procedure; null takes the mapping away.</param>
    /// <response code="200">The procedure after it.</response>
    private static async Task<Ok<NationalProcedureView>> Map(string code, NationalProcedureMapping body, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var procedure = await mediator.Send(new MapNationalProcedure(code, body.Procedure), ct);
        return Answers.Acted(http, procedure, procedure.Version);
    }

    /// <summary>Acknowledge what changed in the national database — xác nhận thay đổi thủ tục quốc gia</summary>
    /// <remarks>Only in state `changed` (409 `portal.change-awaits`); afterwards it is `mapped`, or `withdrawn` where the national list does not name it.</remarks>
    /// <param name="code">National code.</param>
    /// <response code="200">The procedure after it.</response>
    private static async Task<Ok<NationalProcedureView>> Acknowledge(string code, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var procedure = await mediator.Send(new AcknowledgeNationalProcedure(code), ct);
        return Answers.Acted(http, procedure, procedure.Version);
    }

    /// <summary>Read the national catalogue — đồng bộ danh mục từ Cơ sở dữ liệu quốc gia</summary>
    /// <remarks>
    /// A worker reads procedures and agencies beside the requests; it does so every night as well. One at a time (409 `portal.one-catalogue-sync`). Where the
    /// portal fails, what was read is kept and it goes on later. Where no portal is connected it waits until one is. What two complete readings in a row do
    /// not find is withdrawn; a list that lacks more than 20 records and more than 5 percent of what is known ends the reading as failed, with `listShrunk`.
    /// </remarks>
    /// <param name="body">`acceptShrunk` where so many were withdrawn indeed: then a shorter list counts as well.</param>
    /// <response code="202">It is under way; `Location` says where to ask how far it is.</response>
    private static async Task<Accepted<CatalogueSyncView>> Sync([FromBody] CatalogueReading? body, IMediator mediator, CancellationToken ct) =>
        TypedResults.Accepted("/api/v1/portal/catalogue/sync", await mediator.Send(new SyncCatalogue(body?.AcceptShrunk ?? false), ct));

    /// <summary>The last reading of the national catalogue — lần đồng bộ danh mục gần nhất</summary>
    /// <remarks>`refusals` names the records that were not taken, each with its reason; `fault` what the last call to the portal met.</remarks>
    /// <response code="200">How far it is, and what it found.</response>
    private static async Task<Ok<CatalogueSyncView>> LastSync(IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new GetCatalogueSync(), ct));

    /// <summary>The agencies of the national database — danh mục cơ quan quốc gia</summary>
    /// <remarks>In the order of codes, as they were read last.</remarks>
    /// <response code="200">A page; `next` and `Link` lead to the one after it.</response>
    private static async Task<Ok<Page<NationalAgencyLine>>> Agencies(
        [AsParameters] NationalAgencyParameters parameters, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListNationalAgencies(parameters.Mapped, parameters.Q, page.Request()), ct));

    /// <summary>Map an agency of the national database to ours — ánh xạ cơ quan quốc gia</summary>
    /// <remarks>Those of the same code map themselves, until somebody says otherwise here. One of ours is mapped once (409 `portal.mapped-once`).</remarks>
    /// <param name="code">National code.</param>
    /// <param name="body">Our agency; null takes the mapping away.</param>
    /// <response code="200">The agency after it.</response>
    private static async Task<Ok<NationalAgencyLine>> MapAgency(string code, NationalAgencyMapping body, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var agency = await mediator.Send(new MapNationalAgency(code, body.Agency), ct);
        return Answers.Acted(http, agency, agency.Version);
    }

    /// <summary>How the national catalogue is read.</summary>
    internal sealed record CatalogueReading(bool AcceptShrunk = false);

    /// <summary>Which procedure of ours it is.</summary>
    internal sealed record NationalProcedureMapping(string? Procedure);

    /// <summary>Which agency of ours it is.</summary>
    internal sealed record NationalAgencyMapping(string? Agency);
}

/// <summary>Filters of the national procedures.</summary>
/// <param name="State">`unmapped`, `mapped`, `changed` or `withdrawn`.</param>
/// <param name="Q">Words of code or name, with or without tones.</param>
internal sealed record NationalProcedureParameters(Choice<NationalStanding>? State, string? Q);

/// <summary>Filters of the national agencies.</summary>
/// <param name="Mapped">Only those that are mapped, or are not.</param>
/// <param name="Q">Words of code or name, with or without tones.</param>
internal sealed record NationalAgencyParameters(bool? Mapped, string? Q);

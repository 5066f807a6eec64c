using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Lists;
using OneStop.Application.Procedures;
using OneStop.Domain.Agencies;
using OneStop.Domain.Procedures;

namespace OneStop.Api.Procedures;

/// <summary>The catalogue of procedures.</summary>
internal static class ProcedureEndpoints
{
    public static void MapProcedures(this RouteGroupBuilder v1)
    {
        var procedures = v1.MapGroup("/procedures").WithTags("Procedures");

        procedures.MapGet("/", List).WithName(nameof(ListProcedures));
        procedures.MapGet("/{code}", Get).WithName(nameof(GetProcedure));
        procedures.MapGet("/{code}/versions/{number:int}", GetVersion).WithName("GetProcedureVersion");
        procedures.MapGet("/{code}/agencies", Agencies).WithName(nameof(ListCompetentAgencies));
        procedures.MapPut("/{code}/offerings", Offer).WithName(nameof(SetOfferings)).NeedVersion();
        procedures.MapPost("/", Draft).WithName(nameof(DraftProcedure));
        procedures.MapPut("/{code}/versions/{number:int}", Write).WithName(nameof(WriteVersion)).NeedVersion();
        procedures.MapPost("/{code}/versions/{number:int}/publish", Publish).WithName(nameof(PublishVersion)).NeedVersion();
        procedures.MapPost("/{code}/repeal", Repeal).WithName(nameof(RepealProcedure)).NeedVersion();
        procedures.MapPost("/import", Import).WithName(nameof(ImportProcedures));

        v1.MapGet("/fields", Fields).WithTags("Procedures").WithName(nameof(ListFields));
    }

    /// <summary>Search the catalogue — tra cứu danh mục thủ tục hành chính</summary>
    /// <remarks>
    /// Each procedure comes once, with the version in force on `inForceOn` (today where absent), else its next or its last one. Sorts: `code`
    /// (the default) and `name`.
    /// </remarks>
    /// <response code="200">One page. `Link` has the address of the next one.</response>
    private static async Task<Ok<Page<ProcedureLine>>> List(
        [AsParameters] ProcedureFilter filter, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var query = new ListProcedures
        {
            Search = filter.Search, Field = filter.Field, Level = filter.Level?.Value, Agency = filter.Agency, Service = filter.Service?.Value,
            InForceOn = filter.InForceOn, Page = page.Request(),
        };
        return Lists.Listed(http, await mediator.Send(query, ct));
    }

    /// <summary>One procedure — xem thủ tục hành chính</summary>
    /// <remarks>In full with the version in force today, else the next or the last one; `versions` lists all. Editors see drafts as well.</remarks>
    /// <param name="code">Code in the national database, such as `1.004203`.</param>
    /// <response code="200">The procedure.</response>
    private static async Task<Results<Ok<ProcedureView>, StatusCodeHttpResult>> Get(
        string code, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var procedure = await mediator.Send(new GetProcedure(code, null), ct);
        return Answers.Versioned(http, procedure, procedure.Version);
    }

    /// <summary>One version of a procedure — xem một phiên bản</summary>
    /// <param name="code">Code in the national database.</param>
    /// <param name="number">Number of the version.</param>
    /// <response code="200">The procedure with that version in full.</response>
    private static async Task<Results<Ok<ProcedureView>, StatusCodeHttpResult>> GetVersion(
        string code, int number, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var procedure = await mediator.Send(new GetProcedure(code, number), ct);
        return Answers.Versioned(http, procedure, procedure.Version);
    }

    /// <summary>Who is competent and where it may be filed — cơ quan có thẩm quyền, nơi nộp hồ sơ</summary>
    /// <remarks>A dossier is filed at the competent agency itself or at one of its one-stop offices. In the order of codes.</remarks>
    /// <param name="code">Code in the national database.</param>
    /// <param name="area">Statistical code of an area; agencies of that area and below it.</param>
    /// <param name="on">The day on which the agencies must exist; today where absent.</param>
    /// <response code="200">One page. `Link` has the address of the next one.</response>
    private static async Task<Ok<Page<CompetentAgency>>> Agencies(
        string code, string? area, DateOnly? on, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListCompetentAgencies(code, area, on, page.Request()), ct));

    /// <summary>Set the competent agencies — quy định cơ quan có thẩm quyền</summary>
    /// <remarks>The whole set is replaced. Running dossiers stay where they are.</remarks>
    /// <param name="code">Code in the national database.</param>
    /// <param name="body">The agencies.</param>
    /// <response code="200">The procedure after it.</response>
    private static async Task<Ok<ProcedureView>> Offer(
        string code, OfferingsBody body, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var procedure = await mediator.Send(new SetOfferings(code, body.Agencies), ct);
        return Answers.Acted(http, procedure, procedure.Version);
    }

    /// <summary>Draft a new procedure — soạn thủ tục hành chính mới</summary>
    /// <remarks>It becomes version 1, a draft that only editors see, until it is published.</remarks>
    /// <param name="command">Code and content.</param>
    /// <response code="201">The draft.</response>
    private static async Task<Created<ProcedureView>> Draft(DraftProcedure command, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var procedure = await mediator.Send(command, ct);
        return Answers.Made(http, $"/api/v1/procedures/{procedure.Code}", procedure, procedure.Version);
    }

    /// <summary>Change a draft, or draft the next version — sửa dự thảo, soạn phiên bản mới</summary>
    /// <remarks>A published version never changes; the number after the last one begins a new draft.</remarks>
    /// <param name="code">Code in the national database.</param>
    /// <param name="number">Number of the draft, or the next number.</param>
    /// <param name="content">The whole content of the version.</param>
    /// <response code="200">The procedure with that version.</response>
    private static async Task<Ok<ProcedureView>> Write(
        string code, int number, ProcedureContent content, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var procedure = await mediator.Send(new WriteVersion(code, number, content), ct);
        return Answers.Acted(http, procedure, procedure.Version);
    }

    /// <summary>Check a draft and publish it — công bố</summary>
    /// <remarks>
    /// Refused with every fault by its path: limits, keys, dates, routes (begin at reception, end at the return desk, fit the limit with 8 hours to a
    /// day), agencies, calendar years. A version that follows another needs that one's last day first: repeal it.
    /// </remarks>
    /// <param name="code">Code in the national database.</param>
    /// <param name="number">Number of the draft.</param>
    /// <response code="200">The procedure with the published version.</response>
    private static async Task<Ok<ProcedureView>> Publish(string code, int number, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var procedure = await mediator.Send(new PublishVersion(code, number), ct);
        return Answers.Acted(http, procedure, procedure.Version);
    }

    /// <summary>Repeal a procedure — bãi bỏ</summary>
    /// <remarks>Sets the last day of the version in force. Dossiers received until then are finished under it.</remarks>
    /// <param name="code">Code in the national database.</param>
    /// <param name="body">The last day.</param>
    /// <response code="200">The procedure after it.</response>
    private static async Task<Ok<ProcedureView>> Repeal(string code, RepealBody body, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var procedure = await mediator.Send(new RepealProcedure(code, body.EffectiveTo), ct);
        return Answers.Acted(http, procedure, procedure.Version);
    }

    /// <summary>Take procedures over from another catalogue — nhập danh mục</summary>
    /// <remarks>
    /// Each item has a result of its own; a failed one leaves nothing behind. The same content again changes nothing. A changed item becomes the next
    /// version; the one before it ends on the day before `effectiveFrom`.
    /// </remarks>
    /// <param name="command">Up to 500 procedures.</param>
    /// <response code="200">What became of each item, in the order sent.</response>
    private static async Task<Ok<ImportReport>> Import(ImportProcedures command, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(command, ct));

    /// <summary>Fields of administration — danh mục lĩnh vực</summary>
    /// <remarks>In the order of codes.</remarks>
    /// <response code="200">One page. `Link` has the address of the next one.</response>
    private static async Task<Ok<Page<Field>>> Fields(
        [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListFields(page.Request()), ct));
}

/// <summary>Filters of the catalogue.</summary>
internal sealed record ProcedureFilter
{
    /// <summary>Words of code, name, result or case, with or without tones; all must occur.</summary>
    public string? Search { get; init; }

    /// <summary>Code of a field.</summary>
    public string? Field { get; init; }

    /// <summary>A level that resolves it, the main one or another.</summary>
    public Choice<AgencyLevel>? Level { get; init; }

    /// <summary>Code of an agency that is competent, or of its one-stop office.</summary>
    public string? Agency { get; init; }

    /// <summary>How far it can be done online.</summary>
    public Choice<ServiceLevel>? Service { get; init; }

    /// <summary>Only procedures in force on this day, with the version of the day.</summary>
    public DateOnly? InForceOn { get; init; }
}

/// <summary>Competent agencies of a procedure.</summary>
/// <param name="Agencies">Codes; one-stop offices are not competent, their parents are.</param>
public sealed record OfferingsBody(IReadOnlyList<string> Agencies);

/// <summary>When a procedure ends.</summary>
/// <param name="EffectiveTo">Its last day in force.</param>
public sealed record RepealBody(DateOnly EffectiveTo);

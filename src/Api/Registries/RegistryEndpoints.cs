using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Lists;
using OneStop.Application.Registries;

namespace OneStop.Api.Registries;

/// <summary>Questions to registries of others, and documents for other systems.</summary>
internal static class RegistryEndpoints
{
    public static void MapRegistries(this RouteGroupBuilder v1)
    {
        var registries = v1.MapGroup("/registries").WithTags("Integration");

        registries.MapPost("/persons/lookup", Persons).WithName("LookUpPerson");
        registries.MapPost("/enterprises/lookup", Enterprises).WithName("LookUpEnterprise");
        registries.MapPost("/civil-status/lookup", CivilStatus).WithName("LookUpCivilStatus");
        registries.MapGet("/calls", Calls).WithName(nameof(ListRegistryCalls));
        registries.MapPost("/documents", Send).WithName(nameof(SendDocument));
        registries.MapGet("/documents", Documents).WithName(nameof(ListOutgoingDocuments));
        registries.MapPost("/documents/{id:guid}/resend", Resend).WithName(nameof(ResendDocument));
        registries.MapGet("/documents/{id:guid}", Document).WithName(nameof(GetOutgoingDocument));
        registries.MapIncoming();
    }

    /// <summary>Ask the population database — tra cứu cơ sở dữ liệu quốc gia về dân cư</summary>
    /// <remarks>
    /// Officials who work on the dossier; reception also without one, while filing. Answers within five seconds, or says that the database did not.
    /// Every question is noted: who, when, why, about which dossier; of the number only a digest.
    /// </remarks>
    /// <param name="body">The personal identification number, and why.</param>
    /// <response code="200">What the database holds, or that it holds nothing.</response>
    /// <response code="502">It refused the question, or its answer is none.</response>
    /// <response code="503">It cannot be asked for now, or is not connected.</response>
    /// <response code="504">It did not answer in time.</response>
    private static Task<Ok<RegistryFinding>> Persons(LookUpBody body, IMediator mediator, CancellationToken ct) => Ask(Registry.Persons, body, mediator, ct);

    /// <summary>Ask the business register — tra cứu đăng ký doanh nghiệp</summary>
    /// <remarks>As the population database is asked.</remarks>
    /// <param name="body">The tax code, and why.</param>
    /// <response code="200">What the register holds, or that it holds nothing.</response>
    /// <response code="502">It refused the question, or its answer is none.</response>
    /// <response code="503">It cannot be asked for now, or is not connected.</response>
    /// <response code="504">It did not answer in time.</response>
    private static Task<Ok<RegistryFinding>> Enterprises(LookUpBody body, IMediator mediator, CancellationToken ct) => Ask(Registry.Enterprises, body, mediator, ct);

    /// <summary>Ask the civil-status register — tra cứu hộ tịch</summary>
    /// <remarks>As the population database is asked.</remarks>
    /// <param name="body">The personal identification number, and why.</param>
    /// <response code="200">What the register holds, or that it holds nothing.</response>
    /// <response code="502">It refused the question, or its answer is none.</response>
    /// <response code="503">It cannot be asked for now, or is not connected.</response>
    /// <response code="504">It did not answer in time.</response>
    private static Task<Ok<RegistryFinding>> CivilStatus(LookUpBody body, IMediator mediator, CancellationToken ct) => Ask(Registry.CivilStatus, body, mediator, ct);

    /// <summary>Who asked which registry — nhật ký tra cứu</summary>
    /// <remarks>Controllers within their agencies, system administrators everywhere. Newest first.</remarks>
    /// <param name="registry">`persons`, `enterprises` or `civilStatus`.</param>
    /// <param name="outcome">Only calls that ended so.</param>
    /// <param name="dossier">Identity or code.</param>
    /// <param name="page">Which page.</param>
    /// <response code="200">A page; `next` and `Link` lead to the one after it.</response>
    private static async Task<Ok<Page<RegistryCall>>> Calls(
        Choice<Registry>? registry, Choice<LookUpOutcome>? outcome, string? dossier, [AsParameters] PageParameters page, HttpContext http, IMediator mediator,
        CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListRegistryCalls(registry?.Value, outcome?.Value, dossier, page.Request()), ct));

    /// <summary>Send a document to another system — gửi văn bản điện tử</summary>
    /// <remarks>It is put into a queue in the same commit and sent later, at least once under the same id, for at least 24 hours.</remarks>
    /// <param name="command">The document by reference.</param>
    /// <response code="202">It waits to be sent; `Location` says where to ask how far it is.</response>
    private static async Task<Accepted<OutgoingView>> Send(SendDocument command, IMediator mediator, CancellationToken ct)
    {
        var document = await mediator.Send(command, ct);
        return TypedResults.Accepted($"/api/v1/registries/documents/{document.Id}", document);
    }

    /// <summary>How far a document is — tình trạng gửi văn bản</summary>
    /// <param name="id">Identity of the document.</param>
    /// <response code="200">The document and its state.</response>
    private static async Task<Ok<OutgoingView>> Document(Guid id, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new GetOutgoingDocument(id), ct));

    /// <summary>Documents on their way — danh sách văn bản đi</summary>
    /// <remarks>Those about dossiers the caller sees whole. Newest first.</remarks>
    /// <param name="state">`waiting`, `sent`, `rejected` or `givenUp`.</param>
    /// <param name="page">Which page.</param>
    /// <response code="200">A page; `next` and `Link` lead to the one after it.</response>
    private static async Task<Ok<Page<OutgoingView>>> Documents(
        Choice<OutgoingState>? state, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListOutgoingDocuments(state?.Value, page.Request()), ct));

    /// <summary>Send a document again — gửi lại văn bản</summary>
    /// <remarks>One that was refused or given up; one that waits is tried at once. It goes under the same id.</remarks>
    /// <param name="id">Identity of the document.</param>
    /// <response code="202">It waits to be sent.</response>
    /// <response code="409">It was sent.</response>
    private static async Task<Accepted<OutgoingView>> Resend(Guid id, IMediator mediator, CancellationToken ct) =>
        TypedResults.Accepted($"/api/v1/registries/documents/{id}", await mediator.Send(new ResendDocument(id), ct));

    private static async Task<Ok<RegistryFinding>> Ask(Registry registry, LookUpBody body, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new LookUpRegistry(registry, body.Number, body.Purpose, body.Dossier), ct));
}

/// <summary>A question to a registry — câu hỏi tra cứu.</summary>
/// <param name="Number">The number that is asked about.</param>
/// <param name="Purpose">`verifyDeclaration`, `replacePaper` or `filing`.</param>
/// <param name="Dossier">Identity or code; absent only at reception, before filing.</param>
internal sealed record LookUpBody(string Number, LookUpPurpose Purpose, string? Dossier = null);

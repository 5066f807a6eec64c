using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Lists;
using OneStop.Application.Registries;

namespace OneStop.Api.Registries;

/// <summary>Documents from the systems of other agencies.</summary>
internal static class IncomingEndpoints
{
    public static void MapIncoming(this RouteGroupBuilder registries)
    {
        registries.MapPost("/documents/received", Receive).WithName(nameof(ReceiveDocument));
        registries.MapGet("/documents/received", Received).WithName(nameof(ListIncomingDocuments));
    }

    /// <summary>Take a document about a dossier — nhận văn bản điện tử</summary>
    /// <remarks>
    /// For a machine client with the scope `documents.exchange`, for a sender among the agencies of its grant. The sender takes part in the dossier: it received
    /// it, resolves it, has or had a leg of it, or was sent a document about it. The content stays where `url` says; `sha256` says what it is. The same document
    /// under the same `id` again is answered as before and changes nothing.
    /// </remarks>
    /// <param name="command">The document by reference.</param>
    /// <response code="200">It is with the dossier.</response>
    /// <response code="403">The client does not speak for this sender.</response>
    /// <response code="404">There is no such dossier in which the sender takes part.</response>
    /// <response code="409">The `id` was used for another document, or the leg is not the sender's.</response>
    private static async Task<Ok<IncomingView>> Receive(ReceiveDocument command, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(command, ct));

    /// <summary>Documents that came in — danh sách văn bản đến</summary>
    /// <remarks>Those about dossiers the caller sees whole. Newest first.</remarks>
    /// <param name="dossier">Identity or code.</param>
    /// <param name="page">Which page.</param>
    /// <response code="200">A page; `next` and `Link` lead to the one after it.</response>
    private static async Task<Ok<Page<IncomingView>>> Received(
        string? dossier, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListIncomingDocuments(dossier, page.Request()), ct));
}

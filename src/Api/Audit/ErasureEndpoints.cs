using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OneStop.Api.Http;
using OneStop.Application.Access;
using OneStop.Application.Audit;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Audit;

namespace OneStop.Api.Audit;

/// <summary>How personal data go, and the record that they went.</summary>
internal static class ErasureEndpoints
{
    public static void MapErasures(this RouteGroupBuilder v1)
    {
        v1.MapPost("/dossiers/{id}/erase", Dossier).WithTags("Audit").WithName(nameof(EraseDossier)).NeedVersion();
        v1.MapDelete("/accounts/{id}", Account).WithTags("Audit").WithName(nameof(EraseAccount)).NeedVersion();
        v1.MapGet("/deletions", Deletions).WithTags("Audit").WithName(nameof(ListDeletions));
    }

    /// <summary>Erase the personal data of an ended dossier — xóa dữ liệu cá nhân của hồ sơ</summary>
    /// <remarks>
    /// System administrators. Names, numbers, contacts, form data and free text go; codes, dates, decision and result stay, so that no figure
    /// changes. Otherwise this happens by itself when the term of retention ends. Cannot be undone.
    /// </remarks>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">On what ground, and why.</param>
    /// <response code="200">The dossier after it, with its new ETag.</response>
    private static async Task<Ok<DossierView>> Dossier(string id, EraseBody body, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var dossier = await mediator.Send(new EraseDossier(id, body.Basis, body.Reason), ct);
        return Answers.Acted(http, dossier, dossier.Version);
    }

    /// <summary>Erase an account of a citizen or an enterprise — xóa tài khoản</summary>
    /// <remarks>
    /// One's own, or as a system administrator with a reason; not while dossiers of it are open or a mandate holds. Name, contacts, numbers and
    /// password go, every session ends. Its ended dossiers stay until their term. Cannot be undone.
    /// </remarks>
    /// <param name="id">Identity of the account.</param>
    /// <param name="body">Why; may be left out for one's own.</param>
    /// <response code="200">The account after it.</response>
    private static async Task<Ok<AccountView>> Account(
        AccountId id, [FromBody] EraseAccountBody? body, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var account = await mediator.Send(new EraseAccount(id, body?.Reason), ct);
        return Answers.Acted(http, account, account.Version);
    }

    /// <summary>Whose personal data were erased — sổ xóa dữ liệu cá nhân</summary>
    /// <remarks>Procedure controllers read those of dossiers of their agencies and those below, system administrators all. Newest first.</remarks>
    /// <param name="from">Erased at or after this instant.</param>
    /// <param name="to">Erased before this instant.</param>
    /// <param name="page">Which page.</param>
    /// <response code="200">A page; `next` and `Link` lead to the one after it.</response>
    private static async Task<Ok<Page<DeletionLine>>> Deletions(
        DateTimeOffset? from, DateTimeOffset? to, [AsParameters] PageParameters page, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Lists.Listed(http, await mediator.Send(new ListDeletions(from, to, page.Request()), ct));

    /// <summary>On what ground personal data are erased, and why.</summary>
    internal sealed record EraseBody(ErasureBasis Basis, string Reason);

    /// <summary>Why an account is erased.</summary>
    internal sealed record EraseAccountBody(string? Reason = null);
}

using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Forms;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Api.Forms;

/// <summary>The statutory forms, as data and to print.</summary>
internal static class FormEndpoints
{
    public static void MapForms(this RouteGroupBuilder v1)
    {
        v1.MapGet("/dossiers/{id}/forms", List).WithName(nameof(ListForms)).WithTags("Forms");
        v1.MapGet("/dossiers/{id}/forms/{form}", Get).WithName(nameof(GetForm)).WithTags("Forms").Produces<string>(StatusCodes.Status200OK, "text/html")
            .Produces<ProblemAnswer>(StatusCodes.Status409Conflict, "application/problem+json");
        v1.MapGet("/reports/register", Register).WithName(nameof(ListRegister)).WithTags("Reports").Produces<string>(StatusCodes.Status200OK, "text/html");
    }

    /// <summary>Which forms there are — danh sách biểu mẫu của hồ sơ</summary>
    /// <remarks>Every form the reader may print, with its number in the set that applies, a line for each request for a supplement and each apology or extension, and where one is not available, why.</remarks>
    /// <param name="id">Identity or code.</param>
    /// <response code="200">The forms, in the order of their numbers.</response>
    private static async Task<Ok<DossierForms>> List(string id, IMediator mediator, CancellationToken ct) => TypedResults.Ok(await mediator.Send(new ListForms(id), ct));

    /// <summary>A statutory form, filled in — biểu mẫu của hồ sơ (Thông tư 01/2018/TT-VPCP, Thông tư 03/2025/TT-VPCP)</summary>
    /// <remarks>
    /// As data, or print-ready with `Accept: text/html`. `receipt`, `supplement-request`, `refusal`, `apology`, `stop-notice` (in the set of 2025 only), and for officials
    /// `control-slip`. The set is that in force on the day of what the form is about; before that happened the answer is 409.
    /// </remarks>
    /// <param name="id">Identity or code.</param>
    /// <param name="form">Name of the form.</param>
    /// <param name="round">Of `supplement-request`: which one; the last where absent.</param>
    /// <param name="number">Of `apology`: which one of all extensions and apologies in the order of time; the last where absent.</param>
    /// <response code="200">The form.</response>
    /// <response code="409">What the form is about has not happened.</response>
    private static async Task<Results<Ok<PrintedForm>, ContentHttpResult>> Get(
        string id, string form, int? round, int? number, HttpContext http, ICaller caller, IMediator mediator, DatabaseHealth database, CancellationToken ct)
    {
        var view = await mediator.Send(new GetForm(id, form, round, number), ct);
        var printed = new PrintedForm(view, view.Qr.Length == 0 ? null : QrCode.Svg(view.Qr), (await database.Check(ct)).Sandbox);
        return PrintedPage.IsWanted(http) ? PrintedPage.Answer(FormPage.Of(printed, caller.English)) : TypedResults.Ok(printed);
    }

    /// <summary>The register book — sổ theo dõi hồ sơ</summary>
    /// <remarks>
    /// What the agency, as it was then, and all below it received in a period of at most 366 days, in the order of reception, as far as the caller sees it. As data, or a page
    /// of the book print-ready with `Accept: text/html`. Address and phone are for officials who work on the dossier; others see them masked.
    /// </remarks>
    /// <param name="from">First day of reception.</param>
    /// <param name="to">Last day of reception, included.</param>
    /// <param name="agency">The agency with all below it; by default the caller's.</param>
    /// <response code="200">A page; `next` and `Link` lead to the one after it.</response>
    private static async Task<Results<Ok<Page<RegisterLine>>, ContentHttpResult>> Register(
        DateOnly? from, DateOnly? to, string? agency, [AsParameters] PageParameters page, HttpContext http, ICaller caller, IMediator mediator, DatabaseHealth database,
        CancellationToken ct)
    {
        if (from is not { } first || to is not { } last)
        {
            throw new InvalidInputException(from is null ? "from" : "to", FieldRules.Required);
        }
        var register = await mediator.Send(new ListRegister(agency, first, last, page.Request()), ct);
        var listed = Lists.Listed(http, register.Lines);
        return PrintedPage.IsWanted(http) ? PrintedPage.Answer(RegisterPage.Of(register, caller.English, (await database.Check(ct)).Sandbox)) : listed;
    }
}

/// <summary>A form and its QR code — biểu mẫu có mã QR.</summary>
/// <param name="QrSvg">The QR code as SVG; null for whom the numbers of a receipt are hidden.</param>
/// <param name="Sandbox">Whether it comes from a sandbox, so that it promises nothing.</param>
public sealed record PrintedForm(FormView Form, string? QrSvg, bool Sandbox);

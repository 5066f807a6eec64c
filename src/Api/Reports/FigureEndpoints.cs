using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Reports;
using OneStop.Domain.Agencies;

namespace OneStop.Api.Reports;

/// <summary>Reports on procedures, time, papers and accounts.</summary>
internal static class FigureEndpoints
{
    public static void MapFigures(this RouteGroupBuilder reports)
    {
        reports.MapGet("/procedures-usage", Usage).WithName(nameof(ProceduresUsage));
        reports.MapGet("/time-saved", Saved).WithName(nameof(TimeSaved));
        reports.MapGet("/reuse", Reuse).WithName(nameof(PaperReuse));
        reports.MapGet("/ranking", Ranked).WithName(nameof(Ranking));
        reports.MapGet("/catalogue", Catalogue).WithName(nameof(CatalogueReport));
        reports.MapGet("/accounts", Accounts).WithName(nameof(AccountsReport));
    }

    /// <summary>Procedures with dossiers and without — thủ tục có, không phát sinh hồ sơ</summary>
    /// <remarks>
    /// Of the receptions of the period at the competent agency. Cells of a row: `received`, `share` (percent of all received). By procedure, every
    /// procedure that is offered in the scope and was in force on a day of the period is a row, also without a dossier; so is one that has dossiers
    /// and is offered no more. Totals also: `procedures` = `withDossiers` + `withoutDossiers`, whose `drillDown` is this report by procedure with
    /// exactly these rows, and `monthlyPerUnit`: `received` on average per month and unit, its denominator `scope.months` (calendar months that the
    /// period touches until `asOf`) times `scope.units` (agencies of the level within the scope, without one-stop offices: those in force at `asOf`, with
    /// `structure=historical` on a day of the period until then).
    /// </remarks>
    /// <param name="groupBy">`procedure` (the default), `field`, `level` (the receiving agency's) or `agency`.</param>
    /// <param name="level">Only competent agencies of this level, and procedures resolved at it.</param>
    /// <param name="used">By procedure: only rows with dossiers (`true`), or without (`false`).</param>
    /// <response code="200">The report.</response>
    private static async Task<Ok<Report>> Usage(
        [AsParameters] ReportParameters report, Choice<UsageGroup>? groupBy, Choice<AgencyLevel>? level, bool? used, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new ProceduresUsage(report.Frame(), groupBy?.Value ?? default, level?.Value, used), ct));

    /// <summary>How much sooner than the term — rút ngắn thời gian giải quyết</summary>
    /// <remarks>
    /// Of dossiers decided in the period, approved or refused, with a term. Cells: `decided`, `shortened` and `shortenedShare` (in less than the
    /// term), `atHalfTime` and `halfTimeShare` (in at most half of it), `termMinutes` and `usedMinutes` (working minutes, extensions left out of the
    /// terms), `averageSaving` (percent of the minutes of the terms that were saved; below 0 where more were used).
    /// </remarks>
    /// <param name="groupBy">`procedure` (the default), `field`, `agency`, `level`, `channel` or `official`.</param>
    /// <param name="procedures">Codes with commas between them: only these.</param>
    /// <response code="200">The report.</response>
    private static async Task<Ok<Report>> Saved(
        [AsParameters] ReportParameters report, Choice<ReportGroup>? groupBy, string? procedures, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new TimeSaved(report.Frame(), groupBy?.Value ?? ReportGroup.Procedure, CommaList.Of(procedures)), ct));

    /// <summary>Papers handed in again, and supplements — tái sử dụng giấy tờ, bổ sung hồ sơ</summary>
    /// <remarks>
    /// Of the receptions of the period. Cells: `received`, `withPapers` (with parts), `withReused` and `reusedShare` (of `withPapers`: with a part whose
    /// document stood in an earlier dossier of the owner or was its result; the goal of 2022 is 30), `withElectronic` and `electronicShare` (of
    /// `withPapers`: with a part in electronic form), `supplemented`, `supplementedOnce` and `singleSupplementShare` (of `supplemented`).
    /// </remarks>
    /// <param name="groupBy">`field` (the default), `procedure`, `agency`, `level`, `channel` or `official`.</param>
    /// <response code="200">The report.</response>
    private static async Task<Ok<Report>> Reuse(
        [AsParameters] ReportParameters report, Choice<ReportGroup>? groupBy, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new PaperReuse(report.Frame(), groupBy?.Value ?? default), ct));

    /// <summary>Units in the order of a figure — xếp hạng các cơ quan, đơn vị</summary>
    /// <remarks>
    /// Of competent agencies in the scope, one-stop offices left out. Each row has `rank` and a cell named like `by`, of `timeSaved` also `decided`;
    /// equal figures share a rank, and the next one is left free. Units whose denominator, of `timeSaved` whose `decided` is under `least` come last,
    /// without a rank.
    /// </remarks>
    /// <param name="by">What they are ranked by.</param>
    /// <param name="level">Only units of this level.</param>
    /// <param name="least">1 where absent.</param>
    /// <response code="200">The report.</response>
    private static async Task<Ok<Report>> Ranked(
        [AsParameters] ReportParameters report, Choice<RankedFigure>? by, Choice<AgencyLevel>? level, int? least, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new Ranking(report.Frame(), by?.Value, level?.Value, least ?? 1), ct));

    /// <summary>Procedures and online services in force — số lượng thủ tục, dịch vụ công trực tuyến</summary>
    /// <remarks>
    /// Procedures that an agency in the scope is competent for. Cells: `procedures` = `fullOnline` + `partialOnline` + `information` + `notOnline` (no
    /// service is stated), and by the levels until 2022 `level3` and `level4`. By level, a procedure of several levels is counted at each. The
    /// `drillDown` of a figure is this report by procedure with exactly its rows.
    /// </remarks>
    /// <param name="agency">The agency with all below it; by default the caller's.</param>
    /// <param name="on">The day; today where absent.</param>
    /// <param name="groupBy">`level` (the default), `field`, `service` or `procedure`.</param>
    /// <param name="level">Only procedures resolved at this level.</param>
    /// <param name="field">Only procedures of this field.</param>
    /// <param name="procedure">Only this procedure.</param>
    /// <param name="counted">Names of cells with commas between them: only procedures that each of them counts.</param>
    /// <response code="200">The report.</response>
    private static async Task<Ok<Report>> Catalogue(
        string? agency, DateOnly? on, Choice<CatalogueGroup>? groupBy, Choice<AgencyLevel>? level, string? field, string? procedure, string? counted,
        IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(
            new CatalogueReport(agency, on, groupBy?.Value ?? default) { Level = level?.Value, Field = field, Procedure = procedure, Counted = CommaList.Of<CatalogueColumn>(counted, "counted") }, ct));

    /// <summary>Accounts that were opened — tài khoản điện tử đã tạo</summary>
    /// <remarks>Of the whole installation, without those for trying out; there is no list of accounts behind the numbers.</remarks>
    /// <param name="from">First day; with `to` instead of `period`.</param>
    /// <param name="to">Last day, included.</param>
    /// <param name="period">A day `2026-07-15`, month `2026-07`, quarter `2026-Q3`, half year `2026-H1` or year `2026`.</param>
    /// <param name="groupBy">`kind` (the default) or `month`.</param>
    /// <response code="200">The numbers.</response>
    private static async Task<Ok<OpenedAccounts>> Accounts(
        DateOnly? from, DateOnly? to, string? period, Choice<AccountsGroup>? groupBy, IMediator mediator, CancellationToken ct)
    {
        var (first, last) = ReportDays.Of(period, from, to);
        return TypedResults.Ok(await mediator.Send(new AccountsReport(first, last, groupBy?.Value ?? default), ct));
    }
}

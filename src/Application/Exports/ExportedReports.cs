using FluentValidation;
using FluentValidation.Results;
using OneStop.Application.Dossiers;
using OneStop.Application.Reports;
using OneStop.Domain.Agencies;

namespace OneStop.Application.Exports;

/// <summary>Every report that can be exported: a new one is an entry here, and its title in the words.</summary>
public static class ExportedReports
{
    private static readonly Dictionary<string, ExportedReport> All = new ExportedReport[]
    {
        new ExportedFigures<HandlingReport, Report>(
            "handling", fields => new HandlingReport(fields.Frame(), fields.Choice<ReportGroup>("groupBy"), fields.Choice<HandlingUnit>("countBy")),
            new HandlingReportValidator(), HandlingSheet.Of),
        new ExportedFigures<HandlingByMonth, Report>(
            "handling-months", fields => new HandlingByMonth(fields.Frame()), new HandlingByMonthValidator(), FigureSheet.Of),
        new ExportedFigures<OnlineShare, Report>(
            "online-share", fields => new OnlineShare(fields.Frame(ReportStructure.Historical), fields.Choice("groupBy", ReportGroup.Level), fields.Choice<OnlineShareBase>("base")),
            new OnlineShareValidator(), FigureSheet.Of),
        new ExportedFigures<ResponsibilityReport, Report>(
            "responsibility-time", fields => new ResponsibilityReport(fields.Frame(), fields.Choice<ResponsibilityGroup>("groupBy")),
            new ResponsibilityReportValidator(), FigureSheet.Of),
        new ExportedFigures<ProceduresUsage, Report>(
            "procedures-usage",
            fields => new ProceduresUsage(fields.Frame(), fields.Choice<UsageGroup>("groupBy"), fields.Value<AgencyLevel?>("level"), fields.Value<bool?>("used")),
            new ProceduresUsageValidator(), FigureSheet.Of),
        new ExportedFigures<TimeSaved, Report>(
            "time-saved", fields => new TimeSaved(fields.Frame(), fields.Choice("groupBy", ReportGroup.Procedure), fields.Several("procedures")),
            new TimeSavedValidator(), FigureSheet.Of),
        new ExportedFigures<PaperReuse, Report>(
            "reuse", fields => new PaperReuse(fields.Frame(), fields.Choice<ReportGroup>("groupBy")), new PaperReuseValidator(), FigureSheet.Of),
        new ExportedFigures<Ranking, Report>(
            "ranking", fields => new Ranking(fields.Frame(), fields.Value<RankedFigure?>("by"), fields.Value<AgencyLevel?>("level"), fields.Value<int?>("least") ?? 1),
            new RankingValidator(), FigureSheet.Ranked),
        new ExportedFigures<OverdueCauses, Report>(
            "overdue-causes", fields => new OverdueCauses(fields.Frame(), fields.Choice("groupBy", ReportGroup.Agency)), new OverdueCausesValidator(), FigureSheet.Of),
        new ExportedFigures<CatalogueReport, Report>("catalogue", Catalogue, new CatalogueReportValidator(), FigureSheet.Of),
        new ExportedFigures<AccountsReport, OpenedAccounts>(
            "accounts", fields => new AccountsReport(fields.Value<DateOnly?>("from"), fields.Value<DateOnly?>("to"), fields.Choice<AccountsGroup>("groupBy")),
            new AccountsReportValidator(), FigureSheet.Accounts),
        new ExportedFigures<ServiceQuality, ServiceQualityReport>(
            "service-quality", fields => new ServiceQuality(fields.Frame(), fields.Choice<ServiceQualityGroup>("groupBy")), new ServiceQualityValidator(), QualitySheet.Of),
        new ExportedFigures<EvaluationReport, EvaluationSheet>(
            "evaluation", fields => new EvaluationReport(fields.Frame(), fields.Choice<EvaluatedKind>("groupBy")), new EvaluationReportValidator(), PartySheet.Of),
        new ExportedRegister(),
        new ExportedDossiers(),
    }.ToDictionary(report => report.Name);

    /// <summary>What the reports are called.</summary>
    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>The report of that name; null where there is none.</summary>
    public static ExportedReport? Find(string name) => All.GetValueOrDefault(name);

    private static CatalogueReport Catalogue(IReportFields fields) =>
        new(fields.Value<string>("agency"), fields.Value<DateOnly?>("on"), fields.Choice<CatalogueGroup>("groupBy"))
        {
            Level = fields.Value<AgencyLevel?>("level"), Field = fields.Value<string>("field"), Counted = fields.Choices<CatalogueColumn>("counted"),
        };
}

/// <summary>A report of figures, drawn at once.</summary>
/// <param name="layout">The statutory layout, the general one, or its own.</param>
internal sealed class ExportedFigures<TQuery, TReport>(
    string name, Func<IReportFields, TQuery> read, IValidator<TQuery> validator,
    Func<TReport, SheetGround, (ReportSheet Sheet, IReadOnlyList<SheetRow> Rows)> layout) : ExportedReport(name, typeof(TQuery))
    where TQuery : class, IQuery<TReport>
{
    internal override Permission Needs => NeededBy(typeof(TQuery));

    public override object Read(IReportFields fields) => read(fields);

    internal override ValidationResult Check(object read) => validator.Validate((TQuery)read);

    internal override async Task Admit(object read, ReportDesk reports, CancellationToken ct)
    {
        if (read is IFramed { Frame: var frame })
        {
            reports.AsOf(frame.AsOf);
            await reports.Ground(frame.Agency, ct);
        }
        else if (read is CatalogueReport catalogue)
        {
            await reports.Ground(catalogue.Agency, ct);
        }
    }

    internal override async Task<SheetSlice> Draw(object read, string? after, ExportDesk desk, CancellationToken ct)
    {
        var report = await desk.Mediator.Send((TQuery)read, ct);
        var (sheet, rows) = layout(report, await desk.Ground(Name, ct));
        return new SheetSlice(sheet, rows, Total: rows.Count);
    }
}

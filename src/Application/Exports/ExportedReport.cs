using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using FluentValidation.Results;
using OneStop.Application.Dossiers;
using OneStop.Application.Reports;

namespace OneStop.Application.Exports;

/// <summary>The parameters of a report as they stand in a body, by the names that its address gives them.</summary>
public interface IReportFields
{
    /// <summary>Agency, days and structure, as every report takes them.</summary>
    /// <param name="structure">What counts where nothing is said.</param>
    ReportFrame Frame(ReportStructure structure = ReportStructure.Current);

    /// <summary>A choice; the first one, or another, where nothing is said.</summary>
    TEnum Choice<TEnum>(string name, TEnum otherwise = default)
        where TEnum : struct, Enum;

    /// <summary>All of them as one record.</summary>
    T Whole<T>()
        where T : class;
}

/// <summary>
/// A report that can be exported: its query is made of the parameters as its own address makes it, so that what is refused there is refused here,
/// with the same fields.
/// </summary>
public abstract class ExportedReport(string name, Type query)
{
    private static readonly JsonSerializerOptions Json = Format();

    /// <summary>What it is called in a body and in addresses.</summary>
    public string Name => name;

    /// <summary>The query that the parameters make.</summary>
    public abstract object Read(IReportFields fields);

    /// <summary>What somebody needs who draws it.</summary>
    internal abstract Permission Needs { get; }

    /// <summary>The query as it is kept with the export.</summary>
    internal string Write(object read) => JsonSerializer.Serialize(read, query, Json);

    internal object Kept(string kept) => JsonSerializer.Deserialize(kept, query, Json) ?? throw new InvalidDataException("an export without a query");

    internal abstract ValidationResult Check(object read);

    /// <summary>How many rows it has, where that is known without drawing it; not counted beyond a number.</summary>
    internal virtual Task<long?> Count(object read, long most, ExportDesk desk, CancellationToken ct) => Task.FromResult<long?>(null);

    /// <summary>Draws a slice.</summary>
    /// <param name="after">Where the slice before ended; null for the first.</param>
    internal abstract Task<SheetSlice> Draw(object read, string? after, ExportDesk desk, CancellationToken ct);

    protected static Permission NeededBy(Type query) => query.GetCustomAttribute<AllowsAttribute>()!.Permission;

    private static JsonSerializerOptions Format()
    {
        var options = new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
        WireFormats.AddTo(options);
        return options;
    }
}

/// <summary>Every report that can be exported: a new one is an entry here, and its title in the words.</summary>
public static class ExportedReports
{
    private static readonly Dictionary<string, ExportedReport> All = new ExportedReport[]
    {
        new ExportedFigures<HandlingReport>(
            "handling", fields => new HandlingReport(fields.Frame(), fields.Choice<ReportGroup>("groupBy"), fields.Choice<HandlingUnit>("countBy")),
            new HandlingReportValidator(), HandlingSheet.Of),
        new ExportedFigures<OnlineShare>(
            "online-share", fields => new OnlineShare(fields.Frame(ReportStructure.Historical), fields.Choice("groupBy", ReportGroup.Level), fields.Choice<OnlineShareBase>("base")),
            new OnlineShareValidator(), FigureSheet.Of),
        new ExportedFigures<ResponsibilityReport>(
            "responsibility-time", fields => new ResponsibilityReport(fields.Frame(), fields.Choice<ResponsibilityGroup>("groupBy")),
            new ResponsibilityReportValidator(), FigureSheet.Of),
        new ExportedDossiers(),
    }.ToDictionary(report => report.Name);

    /// <summary>The report of that name; null where there is none.</summary>
    public static ExportedReport? Find(string name) => All.GetValueOrDefault(name);
}

/// <summary>A report of figures, drawn at once.</summary>
/// <param name="layout">The statutory layout, or the general one.</param>
internal sealed class ExportedFigures<TQuery>(
    string name, Func<IReportFields, TQuery> read, IValidator<TQuery> validator,
    Func<Report, SheetGround, (ReportSheet Sheet, IReadOnlyList<SheetRow> Rows)> layout) : ExportedReport(name, typeof(TQuery))
    where TQuery : class, IReportQuery
{
    internal override Permission Needs => NeededBy(typeof(TQuery));

    public override object Read(IReportFields fields) => read(fields);

    internal override ValidationResult Check(object read) => validator.Validate((TQuery)read);

    /// <summary>Figures are not counted before they are drawn; but of the future there are none.</summary>
    internal override Task<long?> Count(object read, long most, ExportDesk desk, CancellationToken ct) => ((TQuery)read).Frame.AsOf > desk.Now
        ? throw new Domain.Shared.InvalidInputException("asOf", ReportRules.AsOfIsPast)
        : base.Count(read, most, desk, ct);

    internal override async Task<SheetSlice> Draw(object read, string? after, ExportDesk desk, CancellationToken ct)
    {
        var report = await desk.Mediator.Send((TQuery)read, ct);
        var (sheet, rows) = layout(report, await desk.Ground(Name, ct));
        return new SheetSlice(sheet, rows, Total: rows.Count);
    }
}

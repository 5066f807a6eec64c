using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using FluentValidation.Results;
using MediatR;
using OneStop.Application.Reports;

namespace OneStop.Application.Exports;

/// <summary>
/// A report that can be exported. Its parameters are its own query, read from the body by the names, defaults and checks of the query itself:
/// what its address refuses is refused here with the same fields.
/// </summary>
public abstract class ExportedReport(string name, Type parameters)
{
    private static readonly JsonSerializerOptions Json = Format();

    /// <summary>What it is called in a body and in addresses.</summary>
    public string Name => name;

    /// <summary>The record that its parameters are read as.</summary>
    public Type Parameters => parameters;

    /// <summary>What somebody needs who draws it.</summary>
    internal abstract Permission Needs { get; }

    /// <summary>Parameters as they are kept with the export.</summary>
    internal string Write(object read) => JsonSerializer.Serialize(read, parameters, Json);

    internal object Read(string kept) => JsonSerializer.Deserialize(kept, parameters, Json) ?? throw new InvalidDataException("an export without parameters");

    internal abstract ValidationResult Check(object read);

    /// <summary>How many rows it has, where that is known without drawing it; not counted beyond a number.</summary>
    internal virtual Task<long?> Count(object read, long most, IMediator mediator, CancellationToken ct) => Task.FromResult<long?>(null);

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

/// <summary>Every report that can be exported: a new one is a line here, and its title in the words.</summary>
public static class ExportedReports
{
    private static readonly Dictionary<string, ExportedReport> All = new ExportedReport[]
    {
        new ExportedFigures<HandlingReport>("handling", new HandlingReportValidator(), HandlingSheet.Of),
        new ExportedFigures<OnlineShare>("online-share", new OnlineShareValidator(), FigureSheet.Of),
        new ExportedFigures<ResponsibilityReport>("responsibility-time", new ResponsibilityReportValidator(), FigureSheet.Of),
        new ExportedDossiers(),
    }.ToDictionary(report => report.Name);

    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>The report of that name; null where there is none.</summary>
    public static ExportedReport? Find(string name) => All.GetValueOrDefault(name);
}

/// <summary>A report of figures, drawn at once.</summary>
internal sealed class ExportedFigures<TQuery>(
    string name, IValidator<TQuery> validator, Func<Report, SheetGround, (ReportSheet Sheet, IReadOnlyList<SheetRow> Rows)> layout) : ExportedReport(name, typeof(TQuery))
    where TQuery : IQuery<Report>
{
    internal override Permission Needs => NeededBy(typeof(TQuery));

    internal override ValidationResult Check(object read) => validator.Validate((TQuery)read);

    internal override async Task<SheetSlice> Draw(object read, string? after, ExportDesk desk, CancellationToken ct)
    {
        var report = await desk.Mediator.Send((TQuery)read, ct);
        var (sheet, rows) = layout(report, await desk.Ground(Name, ct));
        return new SheetSlice(sheet, rows, Total: rows.Count);
    }
}

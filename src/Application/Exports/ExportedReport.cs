using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
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

    /// <summary>One of them; null where nothing is said.</summary>
    T? Value<T>(string name);

    /// <summary>Several texts in one, with commas between them; null where nothing is said.</summary>
    IReadOnlyList<string>? Several(string name);

    /// <summary>Several choices in one.</summary>
    IReadOnlyList<TEnum> Choices<TEnum>(string name)
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

    /// <summary>Refuses, as the report's own address does, an agency that is not there for the caller and an instant to come.</summary>
    internal virtual Task Admit(object read, ReportDesk reports, CancellationToken ct) => Task.CompletedTask;

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

using System.Text.Json;
using System.Text.Json.Serialization;
using OneStop.Application.Exports;
using OneStop.Application.Pipeline;
using OneStop.Domain.Exports;
using OneStop.Domain.Shared;

namespace OneStop.Api.Exports;

/// <summary>What is to be exported; beside it stand the report's own parameters.</summary>
internal sealed record ExportBody
{
    /// <summary>Name of the report, as in its address; `handling-months`; or `dossiers`.</summary>
    public required string Report { get; init; }

    public required ExportFormat Format { get; init; }

    /// <summary>The report's own parameters.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Parameters { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The command; parameters are read as the report's address reads them.</summary>
    public RequestExport Command(JsonSerializerOptions json)
    {
        var report = ExportedReports.Find(Report) ?? throw new InvalidInputException("report", FieldRules.InList);
        var fields = new ExportFields(Parameters, json);
        var query = report.Read(fields);
        fields.DemandKnown();
        return new RequestExport(report, Format, JsonSerializer.Serialize(Parameters, json), query);
    }
}

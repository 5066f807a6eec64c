using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OneStop.Application.Exports;
using OneStop.Application.Pipeline;
using OneStop.Domain.Exports;
using OneStop.Domain.Shared;

namespace OneStop.Api.Exports;

/// <summary>What is to be exported; beside it stand the report's own parameters.</summary>
internal sealed record ExportBody
{
    /// <summary>Name of the report, as in its address; or `dossiers`.</summary>
    public required string Report { get; init; }

    public required ExportFormat Format { get; init; }

    /// <summary>The report's own parameters.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Parameters { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The command; parameters are read as the record of the report, so that what is wrong in them is named like any other field.</summary>
    public RequestExport Command(JsonSerializerOptions json)
    {
        var report = ExportedReports.Find(Report) ?? throw new InvalidInputException("report", FieldRules.InList);
        try
        {
            var parameters = JsonSerializer.SerializeToElement(Parameters, json).Deserialize(report.Parameters, Lenient(json));
            return new RequestExport(report, Format, parameters!);
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("the parameters of the report cannot be read", e);
        }
    }

    /// <summary>In an address a choice that is left out is the first one.</summary>
    private static JsonSerializerOptions Lenient(JsonSerializerOptions json) => new(json)
    {
        TypeInfoResolver = json.TypeInfoResolver!.WithAddedModifier(static type =>
        {
            foreach (var property in type.Properties.Where(property => property.PropertyType.IsEnum))
            {
                property.IsRequired = false;
            }
        }),
    };
}

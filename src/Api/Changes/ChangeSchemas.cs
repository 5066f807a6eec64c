using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using OneStop.Application.Changes;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace OneStop.Api.Changes;

/// <summary>Gives an event of the feed, for each of its types, the schema of its <c>data</c>, which else would be anything.</summary>
internal sealed class ChangeSchemas : ISchemaFilter
{
    private const string Type = "type";
    private const string Data = "data";

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema item || context.Type != typeof(ChangeItem))
        {
            return;
        }
        item.OneOf = [.. ChangeTypes.Records.Select(one => Of(one.Key, context.SchemaGenerator.GenerateSchema(one.Value, context.SchemaRepository)))];
    }

    private static OpenApiSchema Of(string type, IOpenApiSchema data) => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { Type, Data },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            [Type] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create(type)] },
            [Data] = ChangeTypes.MayBeEmpty(type) ? new OpenApiSchema { AnyOf = [data, Empty] } : data,
        },
    };

    /// <summary>What is about legs or dossiers that are not the reader's.</summary>
    private static OpenApiSchema Empty => new() { Type = JsonSchemaType.Object, MaxProperties = 0 };
}

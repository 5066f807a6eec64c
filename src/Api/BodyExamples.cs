using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace OneStop.Api;

/// <summary>Shows with every operation a body that it takes, from <c>Examples.json</c>.</summary>
internal sealed class BodyExamples : IOperationFilter
{
    private static readonly JsonObject Examples = Read();

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (operation.RequestBody?.Content?.TryGetValue("application/json", out var body) == true
            && operation.OperationId is { } name && Examples[name] is { } example)
        {
            body.Example = example.DeepClone();
        }
    }

    private static JsonObject Read()
    {
        using var stream = typeof(BodyExamples).Assembly.GetManifestResourceStream("OneStop.Api.Examples.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}

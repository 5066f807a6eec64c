using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.OpenApi;
using OneStop.Application;
using OneStop.Domain.Shared;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace OneStop.Api;

/// <summary>Bodies need what their records need: what has a default may be left out, although it is never null.</summary>
internal sealed class BodyRequirements : IDocumentFilter
{
    private static readonly ILookup<string, Type> Types = new[] { typeof(BodyRequirements).Assembly, typeof(Permission).Assembly, typeof(Rule).Assembly }
        .SelectMany(assembly => assembly.GetTypes()).ToLookup(type => type.Name, StringComparer.Ordinal);

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var bodies = swaggerDoc.Paths.Values.SelectMany(path => path.Operations?.Values.AsEnumerable() ?? [])
            .SelectMany(operation => operation.RequestBody?.Content?.Values.AsEnumerable() ?? []);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var body in bodies)
        {
            Loosen(body.Schema, context.SchemaRepository, seen);
        }
    }

    private static void Loosen(IOpenApiSchema? schema, SchemaRepository schemas, HashSet<string> seen)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } name })
        {
            if (seen.Add(name) && schemas.Schemas.TryGetValue(name, out var found) && found is OpenApiSchema known)
            {
                if (known.Required is { Count: > 0 } required && Types[name].FirstOrDefault() is { } type)
                {
                    known.Required = required.Intersect(Needed(type)).ToHashSet();
                }
                Loosen(known, schemas, seen);
            }
            return;
        }
        foreach (var inner in (schema?.Properties?.Values.AsEnumerable() ?? []).Append(schema?.Items).Append(schema?.AdditionalProperties)
            .Concat(schema?.AllOf ?? []).Concat(schema?.OneOf ?? []).OfType<IOpenApiSchema>())
        {
            Loosen(inner, schemas, seen);
        }
    }

    private static IEnumerable<string> Needed(Type type) => type.GetProperties().Where(property => property.IsDefined(typeof(RequiredMemberAttribute))).Select(property => property.Name)
        .Concat(type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).SelectMany(constructor => constructor.GetParameters())
            .Where(parameter => !parameter.HasDefaultValue).Select(parameter => parameter.Name!))
        .Select(JsonNamingPolicy.CamelCase.ConvertName);
}

using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using OneStop.Api.Http;
using OneStop.Application;
using OneStop.Domain.Shared;
using OneStop.Infrastructure;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace OneStop.Api;

/// <summary>The OpenAPI document: texts come from the doc comments, statuses from here.</summary>
internal static class OpenApi
{
    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services) => services
        .AddEndpointsApiExplorer()
        .AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "OneStop",
                Version = "v1",
                Description = "The one-stop shop of Vietnam's public administration (một cửa, một cửa liên thông): catalogue of "
                    + "procedures, dossiers and their deadlines in working time. Within v1 changes only add.",
            });
            foreach (var assembly in new[] { typeof(OpenApi).Assembly, typeof(Permission).Assembly, typeof(Rule).Assembly, typeof(InfrastructureServices).Assembly })
            {
                options.IncludeXmlComments(Path.ChangeExtension(assembly.Location, ".xml"));
            }
            options.SupportNonNullableReferenceTypes();
            options.NonNullableReferenceTypesAsRequired();
            options.DescribeAllParametersInCamelCase();
            options.AddSecurityDefinition("bearer", new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" });
            options.AddSecurityRequirement(document => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] });
            MapIdentities(options);
            options.ParameterFilter<ChoiceParameters>();
            options.ParameterFilter<HeaderNames>();
            options.SchemaFilter<Changes.ChangeSchemas>();
            options.OperationFilter<Statuses>();
            options.OperationFilter<BodyExamples>();
            options.DocumentFilter<UniqueOperationIds>();
            options.DocumentFilter<BodyRequirements>();
        });

    private static void MapIdentities(SwaggerGenOptions options)
    {
        foreach (var id in typeof(Rule).Assembly.GetTypes().Where(type => type.IsValueType && type.GetInterfaces().Any(
            i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEntityId<>))))
        {
            options.MapType(id, () => new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" });
            options.MapType(typeof(Nullable<>).MakeGenericType(id), () => new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Format = "uuid" });
        }
    }

    /// <summary>Adds to every operation the headers and problems it shares with its kind.</summary>
    private sealed class Statuses : IOperationFilter
    {
        private static readonly Dictionary<string, string> Texts = new()
        {
            ["304"] = "Not changed since the tag in `If-None-Match`.",
            ["400"] = "What was sent is malformed; `errors` names the fields.",
            ["401"] = "Nobody is signed in, or the token is not valid.",
            ["403"] = "The account has no right to do this.",
            ["404"] = "There is no such thing, or the caller may not see it.",
            ["409"] = "A rule is broken; nothing was written.",
            ["410"] = "It was there, and is kept no longer.",
            ["412"] = "Changed since the version in `If-Match`; `current` and `changes` say what it is now.",
            ["413"] = "The body is too large.",
            ["415"] = "The body is not JSON.",
            ["416"] = "The range lies outside the content.",
            ["422"] = "The idempotency key was used with another body.",
            ["428"] = "`If-Match` is missing.",
            ["429"] = "Too many requests; see `Retry-After`.",
            ["503"] = "Overloaded or closing down; nothing was written; see `Retry-After`.",
        };

        public void Apply(OpenApiOperation operation, OperationFilterContext context)
        {
            var method = context.ApiDescription.HttpMethod;
            var write = method is "POST" or "PUT" or "PATCH" or "DELETE";
            foreach (var status in Of(operation, context, write))
            {
                operation.Responses ??= [];
                operation.Responses.TryAdd(status, status == "304" ? new OpenApiResponse { Description = Texts[status] } : Problem(context, status));
            }
            operation.Parameters ??= [];
            operation.Parameters.Add(Header("Accept-Language", "Language of messages: `vi` (default) or `en`.", "vi"));
            if (write)
            {
                operation.Parameters.Add(Header(
                    "Idempotency-Key", "1–255 characters; the same key within 24 hours gives the stored answer again.", "6f1d2c1e-receive-17"));
            }
            if (Acts(context))
            {
                operation.Parameters.Add(Header("If-Match", "The version the caller last saw, as `ETag` gave it.", "\"3\""));
            }
        }

        private static IEnumerable<string> Of(OpenApiOperation operation, OperationFilterContext context, bool write)
        {
            yield return "400";
            yield return "401";
            yield return "403";
            yield return "429";
            yield return "503";
            if (operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Path) == true)
            {
                yield return "404";
            }
            if (context.ApiDescription.HttpMethod == "GET")
            {
                yield return "304";
            }
            if (write)
            {
                yield return "409";
                yield return "413";
                yield return "415";
                yield return "422";
            }
            if (Acts(context))
            {
                yield return "412";
                yield return "428";
            }
        }

        private static bool Acts(OperationFilterContext context) =>
            context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<NeedsVersion>().Any();

        private static OpenApiResponse Problem(OperationFilterContext context, string status) => new()
        {
            Description = Texts[status],
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = context.SchemaGenerator.GenerateSchema(typeof(ProblemAnswer), context.SchemaRepository) },
            },
        };

        private static OpenApiParameter Header(string name, string description, string example) => new()
        {
            Name = name, In = ParameterLocation.Header, Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = JsonValue.Create(example),
        };
    }

    /// <summary>Headers keep their own spelling.</summary>
    private sealed class HeaderNames : IParameterFilter
    {
        public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
        {
            if (parameter is OpenApiParameter { In: ParameterLocation.Header } header && context.ApiParameterDescription.Name is { } name)
            {
                header.Name = name;
            }
        }
    }

    private sealed class UniqueOperationIds : IDocumentFilter
    {
        public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
        {
            var twice = swaggerDoc.Paths.Values.SelectMany(path => path.Operations?.Values.AsEnumerable() ?? [])
                .GroupBy(operation => operation.OperationId).FirstOrDefault(group => group.Count() > 1);
            if (twice is not null)
            {
                throw new InvalidOperationException($"two operations are called {twice.Key}");
            }
        }
    }
}

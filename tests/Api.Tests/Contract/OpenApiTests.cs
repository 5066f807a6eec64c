using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using static OneStop.Api.Tests.Desk;

namespace OneStop.Api.Tests.Contract;

/// <summary>The document that front-ends are generated from: whole, true and kept.</summary>
public sealed class OpenApiTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private JsonNode document = null!;

    [OneTimeSetUp]
    public async Task Read() => document = (await Anonymous.Ask("GET", "/swagger/v1/swagger.json")).Gives(200).Body;

    [Test]
    public void The_document_is_the_one_that_is_kept()
    {
        var path = Path.Combine(Sources.Root, "tests", "Api.Tests", "openapi.v1.json");
        var text = document.ToJsonString(Readable) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            System.IO.File.WriteAllText(path, text);
        }
        Assert.That(System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path) : "", Is.EqualTo(text), "UPDATE_SNAPSHOTS=1 writes it anew; look at the difference before it is committed");
    }

    [Test]
    public void The_document_has_the_shape_of_OpenAPI_3_1()
    {
        Assert.That((string)document["openapi"]!, Does.StartWith("3.1"));
        Assert.That((string?)document["info"]!["title"], Is.EqualTo("OneStop"));
        var faults = References(document).Where(reference => Resolve(reference) is null).Distinct().ToList();
        foreach (var (name, operation) in Operations())
        {
            var inPath = name.Split('{').Skip(1).Select(part => part.Split('}')[0]).ToList();
            var described = Parameters(operation).Where(p => (string)p["in"]! == "path").Select(p => (string)p["name"]!).ToList();
            if (!inPath.Order().SequenceEqual(described.Order()))
            {
                faults.Add($"{name}: path parameters {string.Join(", ", described)}");
            }
            faults.AddRange(Parameters(operation).Where(p => (string)p["in"]! == "path" && (bool?)p["required"] != true).Select(p => $"{name}: {p["name"]} is not required"));
            faults.AddRange(Parameters(operation).Where(p => p["schema"] is null).Select(p => $"{name}: {p["name"]} has no schema"));
            faults.AddRange(Parameters(operation).GroupBy(p => ((string)p["name"]!, (string)p["in"]!)).Where(g => g.Count() > 1).Select(g => $"{name}: {g.Key} twice"));
        }
        Assert.That(faults, Is.Empty);
    }

    [Test]
    public void Every_operation_says_what_it_does_takes_and_answers()
    {
        var missing = new List<string>();
        foreach (var (name, operation) in Operations())
        {
            void Demand(bool holds, string what)
            {
                if (!holds)
                {
                    missing.Add($"{name}: {what}");
                }
            }
            var responses = operation["responses"]!.AsObject();
            var success = responses.Where(pair => pair.Key[0] == '2').ToList();
            Demand(operation["operationId"] is not null, "operationId");
            Demand((string?)operation["summary"] is { Length: > 0 }, "summary");
            Demand(operation["tags"]?.AsArray().Count == 1, "one tag");
            Demand(success.Count > 0 && success.All(pair => (string?)pair.Value!["description"] is { Length: > 0 } text && text is not ("OK" or "Created")), "text of success");
            Demand(success.All(pair => pair.Key == "204" || pair.Value!["content"]?.AsObject().First().Value!["schema"] is not null), "schema of success");
            Demand(name.Contains("/health/") || name.Contains("/.well-known/") || responses.Any(pair => pair.Key[0] == '4'), "errors");
            Demand(responses.Where(pair => pair.Key[0] is '4' or '5').All(pair => (string?)pair.Value!["description"] is { Length: > 0 }), "text of errors");
            foreach (var parameter in Parameters(operation))
            {
                Demand((string?)parameter["description"] is { Length: > 0 }, $"text of {parameter["name"]}");
            }
            if (operation["requestBody"] is { } body && body["content"]!["application/json"] is { } json)
            {
                Demand(json["example"] is not null || Follow(json["schema"]!)["properties"] is null, "example of the body");
            }
        }
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public async Task Every_example_of_a_body_can_be_read()
    {
        var wrong = new List<string>();
        foreach (var (name, operation) in Operations().Where(operation => operation.Operation["requestBody"]?["content"]?["application/json"] is not null))
        {
            var (method, place) = (name.Split(' ')[0].ToUpperInvariant(), Regex.Replace(name.Split(' ')[1], "{[^}]*}", found => found.Value switch
            {
                "{year}" or "{number}" => "1999",
                "{date}" => "1999-01-01",
                "{id}" or "{oid}" => Guid.Empty.ToString(),
                _ => "none",
            }));
            var answer = await As("citizen9").Ask(method, place, operation["requestBody"]!["content"]!["application/json"]!["example"] ?? new JsonObject(), "If-Match", "\"1\"");
            if (answer.Status == 400 && (answer.Code == "request.readable" || answer.Faults.Any(fault => fault.Contains(" field.", StringComparison.Ordinal))))
            {
                wrong.Add($"{name}: {answer.Text}");
            }
        }
        Assert.That(wrong, Is.Empty);
    }

    [TestCase("FileDossier", "procedure agency channel owner")]
    [TestCase("DecideBody", "outcome")]
    [TestCase("Part", "component")]
    [TestCase("DraftProcedure", "code name field level cases")]
    public void A_body_needs_what_its_record_needs(string schema, string required) => Assert.That(
        document["components"]!["schemas"]![schema]!["required"]!.AsArray().Select(name => (string)name!), Is.EquivalentTo(required.Split(' ')));

    [Test]
    public void Operations_are_called_by_one_name_each() => Assert.That(Operations().Select(o => (string?)o.Operation["operationId"]), Is.Unique);

    [Test]
    public void Every_route_is_documented_and_every_path_is_a_route()
    {
        var routes = Host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method =>
                $"{method.ToLowerInvariant()} /{string.Join('/', route.RoutePattern.PathSegments.Select(Segment))}"));
        Assert.That(Operations().Select(operation => operation.Name), Is.EquivalentTo(routes.Distinct()));

        static string Segment(Microsoft.AspNetCore.Routing.Patterns.RoutePatternPathSegment segment) => string.Concat(segment.Parts.Select(part =>
            part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter ? $"{{{parameter.Name}}}"
            : ((Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart)part).Content));
    }

    [Test]
    public async Task Every_documented_read_answers()
    {
        foreach (var (name, _) in Operations().Where(operation => operation.Name.StartsWith("get ", StringComparison.Ordinal)))
        {
            var place = Regex.Replace(name[4..], "{[^}]*}", "1");
            var answer = await As("admin").Ask("GET", place);
            Assert.That(answer.Status, Is.Not.EqualTo(405).And.LessThan(500), name);
            Assert.That(answer.Code, Is.Not.EqualTo("request.no-fault"), name);
        }
    }

    [Test]
    public void Enums_are_words_and_identities_are_UUIDs()
    {
        var faults = new List<string>();
        foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject())
        {
            if (schema!["enum"] is JsonArray members)
            {
                faults.AddRange(members.Where(member => member!.GetValueKind() != JsonValueKind.String || !char.IsAsciiLetterLower(((string)member!)[0])).Select(member => $"{name}: {member}"));
            }
            foreach (var (property, type) in schema["properties"]?.AsObject() ?? [])
            {
                if (property is "id" && type!["type"]?.ToJsonString() == "\"string\"" && (string?)type["format"] != "uuid" && name != "BatchItem" && name != "BatchResult")
                {
                    faults.Add($"{name}.id");
                }
                // The messages of the portal write instants as the portal does.
                if (name != "PortalMessage" && property.EndsWith("At", StringComparison.Ordinal) && type!.ToJsonString().Contains("\"string\"") && !type.ToJsonString().Contains("date-time"))
                {
                    faults.Add($"{name}.{property} is no instant");
                }
                if (property.EndsWith("On", StringComparison.Ordinal) && type!.ToJsonString().Contains("\"string\"") && !type.ToJsonString().Contains("\"date\""))
                {
                    faults.Add($"{name}.{property} is no day");
                }
            }
        }
        Assert.That(faults, Is.Empty);
    }

    private IEnumerable<(string Name, JsonNode Operation)> Operations() =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where operation.Key is "get" or "put" or "post" or "patch" or "delete"
        select ($"{operation.Key} {path.Key}", operation.Value!);

    private IEnumerable<JsonNode> Parameters(JsonNode operation) => (operation["parameters"]?.AsArray() ?? []).Select(parameter => Follow(parameter!));

    private JsonNode Follow(JsonNode node) => (string?)node["$ref"] is { } reference ? Resolve(reference)! : node;

    private JsonNode? Resolve(string reference) => reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode?)document, (node, part) => node?[part]);

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(pair => pair is { Key: "$ref", Value: JsonValue value } ? [(string)value!] : References(pair.Value)),
        JsonArray a => a.SelectMany(References),
        _ => [],
    };
}

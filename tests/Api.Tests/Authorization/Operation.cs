using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OneStop.Api.Tests.Authorization;

/// <summary>An operation of the API's document.</summary>
internal sealed record Operation(string Id, string Method, string Path, JsonNode Description)
{
    /// <summary>Whether it is about one dossier or one transfer.</summary>
    public bool IsOfDossier => Path.StartsWith("/api/v1/dossiers/{id}", StringComparison.Ordinal) || Path.StartsWith("/api/v1/transfers/{id}", StringComparison.Ordinal);

    /// <summary>Whether it is about one thing that is named by its identity.</summary>
    public bool HasIdentity => Path.Contains("{id}", StringComparison.Ordinal);

    public bool NeedsVersion => Parameters.Any(parameter => (string?)parameter!["name"] == "If-Match");

    public JsonNode? Example => Description["requestBody"]?["content"]?["application/json"]?["example"];

    private IEnumerable<JsonNode?> Parameters => Description["parameters"]?.AsArray() ?? [];

    public static IReadOnlyList<Operation> Of(JsonNode document) =>
    [
        .. from path in document["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           where operation.Key != "parameters"
           let id = (string)operation.Value!["operationId"]!
           orderby id
           select new Operation(id, operation.Key.ToUpperInvariant(), path.Key, operation.Value),
    ];

    /// <summary>The address with the names in it replaced.</summary>
    public string Address(Func<string, string> value) => Regex.Replace(Path, "{([^}]*)}", found => Uri.EscapeDataString(value(found.Groups[1].Value)));
}

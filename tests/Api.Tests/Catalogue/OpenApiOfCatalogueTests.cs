using System.Text.Json.Nodes;

namespace OneStop.Api.Tests.Catalogue;

public sealed class OpenApiOfCatalogueTests
{
    private readonly CatalogueApi api = new();

    [OneTimeTearDown]
    public void Close() => api.Dispose();

    [Test]
    public async Task Every_operation_and_parameter_has_its_text()
    {
        var document = JsonNode.Parse(await api.Anonymous.GetStringAsync(new Uri("/swagger/v1/swagger.json", UriKind.Relative)))!;
        var missing = new List<string>();
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject().Where(pair => pair.Key is "get" or "put" or "post" or "patch" or "delete"))
            {
                if ((string?)operation!["summary"] is not { Length: > 0 } || operation["operationId"] is null)
                {
                    missing.Add($"{method} {path}");
                }
                missing.AddRange((operation["parameters"]?.AsArray() ?? [])
                    .Where(parameter => (string?)parameter!["description"] is not { Length: > 0 })
                    .Select(parameter => $"{method} {path} {parameter!["name"]}"));
            }
        }

        Assert.That(missing, Is.Empty);
    }

    [Test]
    public async Task Choices_name_their_members()
    {
        var document = JsonNode.Parse(await api.Anonymous.GetStringAsync(new Uri("/swagger/v1/swagger.json", UriKind.Relative)))!;
        var parameters = document["paths"]!["/api/v1/procedures"]!["get"]!["parameters"]!.AsArray();
        var level = parameters.Single(parameter => (string)parameter!["name"]! == "level");

        Assert.That(level!["schema"]!["enum"]!.ToJsonString(), Is.EqualTo("""["ministry","province","district","commune"]"""));
    }
}

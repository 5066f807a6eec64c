using System.Reflection;
using OneStop.Application;
using OneStop.Domain.Shared;
using OneStop.Infrastructure;

namespace OneStop.Architecture.Tests;

public sealed class LayerTests
{
    private static readonly Assembly Domain = typeof(Rule).Assembly;
    private static readonly Assembly Application = typeof(Permission).Assembly;
    private static readonly Assembly Infrastructure = typeof(InfrastructureServices).Assembly;

    [Test]
    public void The_domain_references_the_base_library_only() => Assert.That(
        References(Domain).Where(name => !name.StartsWith("System", StringComparison.Ordinal) && name is not ("netstandard" or "mscorlib")), Is.Empty);

    [Test]
    public void Application_knows_neither_the_web_nor_a_database() => Assert.That(
        References(Application).Where(name => IsOf(name, "Microsoft.AspNetCore", "Dapper", "Microsoft.Data", "System.Data", "Polly", "OneStop.Infrastructure", "OneStop.Api", "Swashbuckle")), Is.Empty);

    [Test]
    public void Infrastructure_does_not_know_the_web() => Assert.That(
        References(Infrastructure).Where(name => IsOf(name, "Microsoft.AspNetCore", "OneStop.Api", "Swashbuckle")), Is.Empty);

    [Test]
    public void The_api_speaks_to_no_database() => Assert.That(
        References(typeof(Program).Assembly).Where(name => IsOf(name, "Dapper", "Microsoft.Data", "System.Data", "Polly")), Is.Empty);

    /// <summary>Which module may use which; a layer's own name stands for the files that put it together.</summary>
    private static readonly Dictionary<string, string[]> Map = new()
    {
        // What every module stands on.
        ["Shared"] = [],
        ["Ports"] = ["Access", "Pipeline", "Shared"],
        ["Pipeline"] = ["Ports", "Shared"],
        ["Lists"] = ["Persistence", "Pipeline", "Shared"],
        ["Persistence"] = ["Access", "Agencies", "Application", "Dossiers", "Exports", "Ports", "Shared", "Transfers", "Webhooks"],
        ["Http"] = ["Access", "Application", "Calendar", "Lists", "Pipeline", "Ports", "Shared"],

        // The business.
        ["Access"] = ["Agencies", "Application", "Audit", "Dossiers", "Http", "Jobs", "Lists", "Notifications", "Persistence", "Pipeline", "Ports", "Procedures", "Sandbox", "Shared"],
        ["Calendar"] = ["Agencies", "Http", "Jobs", "Lists", "Persistence", "Pipeline", "Ports", "Procedures", "Shared"],
        ["Agencies"] = ["Calendar", "Dossiers", "Http", "Jobs", "Lists", "Persistence", "Pipeline", "Ports", "Procedures", "Shared"],
        ["Procedures"] = ["Access", "Agencies", "Calendar", "Http", "Lists", "Persistence", "Pipeline", "Ports", "Samples", "Shared"],
        ["Dossiers"] = ["Access", "Agencies", "Application", "Audit", "Calendar", "Forms", "Http", "Jobs", "Lists", "Persistence", "Pipeline", "Ports", "Procedures", "Shared", "Transfers"],
        ["Transfers"] = ["Access", "Agencies", "Audit", "Calendar", "Dossiers", "Forms", "Http", "Jobs", "Lists", "Persistence", "Pipeline", "Ports", "Procedures", "Shared"],
        ["Reports"] = ["Access", "Agencies", "Application", "Dossiers", "Http", "Lists", "Persistence", "Pipeline", "Ports", "Procedures", "Shared", "Transfers"],
        ["Exports"] = ["Access", "Agencies", "Calendar", "Dossiers", "Forms", "Http", "Jobs", "Lists", "Persistence", "Pipeline", "Ports", "Procedures", "Reports", "Sandbox", "Shared"],
        ["Forms"] = ["Access", "Agencies", "Audit", "Calendar", "Dossiers", "Http", "Lists", "Persistence", "Pipeline", "Ports", "Procedures", "Shared", "Transfers"],
        ["Attention"] = ["Access", "Agencies", "Calendar", "Dossiers", "Http", "Jobs", "Lists", "Persistence", "Pipeline", "Ports", "Shared", "Transfers"],

        ["Audit"] = ["Access", "Agencies", "Dossiers", "Http", "Jobs", "Lists", "Persistence", "Pipeline", "Ports", "Shared", "Transfers"],

        ["Integrity"] = ["Agencies", "Calendar", "Dossiers", "Persistence", "Ports", "Shared", "Transfers"],
        ["Changes"] = ["Access", "Agencies", "Calendar", "Dossiers", "Http", "Lists", "Persistence", "Pipeline", "Portal", "Ports", "Procedures", "Sandbox", "Shared", "Transfers", "Webhooks"],
        ["Delivery"] = [],
        ["Webhooks"] = ["Access", "Agencies", "Application", "Changes", "Delivery", "Dossiers", "Http", "Lists", "Persistence", "Pipeline", "Ports", "Procedures", "Shared"],

        ["Notifications"] = ["Access", "Agencies", "Delivery", "Dossiers", "Http", "Lists", "Persistence", "Pipeline", "Ports", "Procedures", "Shared"],
        ["Contract"] = ["Pipeline"],
        ["Portal"] = ["Access", "Agencies", "Calendar", "Contract", "Delivery", "Dossiers", "Http", "Jobs", "Lists", "Persistence", "Pipeline", "Ports", "Procedures", "Shared", "Transfers"],

        ["Registries"] = ["Access", "Agencies", "Audit", "Contract", "Delivery", "Dossiers", "Http", "Lists", "Persistence", "Pipeline", "Ports", "Shared", "Transfers"],

        // Around it.
        ["Jobs"] = ["Access", "Agencies", "Calendar", "Delivery", "Dossiers", "Exports", "Http", "Lists", "Persistence", "Ports", "Sandbox", "Shared", "Transfers"],
        ["Sandbox"] = ["Access", "Agencies", "Calendar", "Dossiers", "Http", "Jobs", "Lists", "Notifications", "Persistence", "Ports", "Shared"],
        ["Simulators"] = ["Http"],
        ["Samples"] = ["Access", "Agencies", "Calendar", "Jobs", "Persistence", "Ports", "Procedures", "Shared"],
        ["Errors"] = ["Http", "Pipeline", "Shared"],
        ["Health"] = ["Persistence"],
    };

    private static readonly string[] Layers = ["Domain", "Application", "Infrastructure", "Api"];

    [Test]
    public void Modules_use_each_other_as_the_map_says() => Assert.That(
        Sources.All.Where(file => !Layers.Contains(file.Module))
            .SelectMany(file => file.Uses.Where(used => !Map.GetValueOrDefault(file.Module, []).Contains(used)).Select(used => $"{file.Name} uses {used}")),
        Is.Empty);

    [Test]
    public void The_map_allows_nothing_that_nobody_uses()
    {
        var used = Sources.All.SelectMany(file => file.Uses.Select(other => (file.Module, other))).ToHashSet();
        Assert.That(Map.SelectMany(entry => entry.Value.Where(other => !used.Contains((entry.Key, other))).Select(other => $"{entry.Key} uses no {other}")), Is.Empty);
    }

    [Test]
    public void Domain_and_application_files_use_no_layer_above()
    {
        static bool Above(SourceFile file, string line) => file.Layer switch
        {
            "Domain" => line.StartsWith("using OneStop.", StringComparison.Ordinal) && !line.StartsWith("using OneStop.Domain", StringComparison.Ordinal),
            "Application" => line.StartsWith("using OneStop.Infrastructure", StringComparison.Ordinal) || line.StartsWith("using OneStop.Api", StringComparison.Ordinal),
            "Infrastructure" => line.StartsWith("using OneStop.Api", StringComparison.Ordinal),
            _ => false,
        };
        Assert.That(Sources.All.SelectMany(file => file.Lines.Where(line => Above(file, line)).Select(line => $"{file.Name}: {line}")), Is.Empty);
    }

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);

    private static bool IsOf(string name, params string[] families) => families.Any(family => name.StartsWith(family, StringComparison.Ordinal));
}

using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OneStop.Domain.Shared;

namespace OneStop.Architecture.Tests;

/// <summary>Every word of the domain has its Vietnamese one beside it, and the glossary follows from the code.</summary>
public sealed partial class GlossaryTests
{
    private static readonly Dictionary<string, string> Summaries = XDocument.Load(Path.ChangeExtension(typeof(Rule).Assembly.Location, ".xml"))
        .Descendants("member").Where(member => member.Element("summary") is not null)
        .ToDictionary(member => (string)member.Attribute("name")!, member => Text(member.Element("summary")!));

    private static readonly Type[] Words = [.. typeof(Rule).Assembly.GetExportedTypes().Where(type => !type.IsNested)
        .OrderBy(type => type.Namespace, StringComparer.Ordinal).ThenBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>Words of the program, not of the administration.</summary>
    private static readonly HashSet<string> Technical =
    [
        "Aggregate", "Circumstances", "DomainEvent", "DossierStatuses", "Fault", "IEntityId`1", "PublishSurroundings", "RecordedEvent",
    ];

    [Test]
    public void Every_word_of_the_domain_has_its_Vietnamese_one() => Assert.That(
        string.Join(", ", Words.Where(type => Vietnamese(type) is null && !Technical.Contains(type.Name) && !IsOfACount(type)).Select(type => type.Name)), Is.Empty);

    [Test]
    public void No_word_is_technical_that_has_a_Vietnamese_one() => Assert.That(
        Technical.Where(name => Words.FirstOrDefault(type => type.Name == name) is not { } type || Vietnamese(type) is not null), Is.Empty);

    [Test]
    public void The_glossary_is_what_the_code_says()
    {
        var path = Path.Combine(Sources.Root, "docs", "glossary.md");
        var text = Glossary();
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, text);
        }
        Assert.That(File.Exists(path) ? File.ReadAllText(path) : "", Is.EqualTo(text), "UPDATE_SNAPSHOTS=1 writes it anew");
    }

    private static string Glossary()
    {
        var text = new StringBuilder("# Glossary\n\nThe words of the code and of the administration, from the doc comments of `src/Domain`.\n");
        foreach (var module in Words.Where(type => Vietnamese(type) is not null).GroupBy(type => type.Namespace!.Split('.')[^1]))
        {
            text.Append('\n').Append("## ").Append(module.Key).Append("\n\n| English | Vietnamese | what it is |\n|---|---|---|\n");
            foreach (var type in module)
            {
                text.Append("| ").Append(Spaced(type.Name)).Append(" | ").Append(Vietnamese(type)).Append(" | ").Append(English(type)).Append(" |\n");
                foreach (var member in type.IsEnum ? Enum.GetNames(type) : [])
                {
                    if (Summaries.TryGetValue($"F:{type.FullName}.{member}", out var summary))
                    {
                        text.Append("| – ").Append(Spaced(member)).Append(" | ").Append(Last(summary)).Append(" | |\n");
                    }
                }
            }
        }
        return text.ToString();
    }

    /// <summary>Rule tables, identities, repositories and the like are named after a word that stands here already.</summary>
    private static bool IsOfACount(Type type) => Suffix().IsMatch(type.Name) || typeof(Exception).IsAssignableFrom(type);

    private static string? Vietnamese(Type type) =>
        Summaries.TryGetValue($"T:{type.FullName}", out var summary) && summary.Contains(" — ", StringComparison.Ordinal) ? Last(summary) : null;

    private static string English(Type type) => Summaries[$"T:{type.FullName}"].Split(" — ")[0].TrimEnd('.', ' ') + ".";

    private static string Last(string summary) => summary.Split(" — ")[^1].Split(". ")[0].TrimEnd('.', ' ');

    private static string Spaced(string name) => Hump().Replace(name, match => match.Index == 0 ? match.Value : " " + match.Value.ToLowerInvariant()).Split('`')[0];

    private static string Text(XElement element) => White().Replace(string.Concat(element.Nodes().Select(node => node switch
    {
        XElement { Name.LocalName: "see" } see => ((string?)see.Attribute("cref") ?? "").Split('.')[^1],
        XElement inner => inner.Value,
        _ => node.ToString(),
    })), " ").Trim().Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Hump();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();

    [GeneratedRegex("(Rules|Id|State|Repository|Details)$")]
    private static partial Regex Suffix();
}

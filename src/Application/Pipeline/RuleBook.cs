using System.Reflection;
using OneStop.Domain.Shared;

namespace OneStop.Application.Pipeline;

/// <summary>All rules by their codes, for whoever kept a code and wants its words.</summary>
public static class RuleBook
{
    private static readonly Lazy<Dictionary<string, Rule>> Known = new(() => In(typeof(Rule).Assembly, typeof(RuleBook).Assembly).ToDictionary(rule => rule.Code));

    /// <summary>The rule of a code; null where it is none of the engine's.</summary>
    public static Rule? Find(string code) => Known.Value.GetValueOrDefault(code);

    /// <summary>Every rule of every rule table; a rule cannot be thrown without standing in one.</summary>
    public static IEnumerable<Rule> In(params Assembly[] assemblies) => assemblies
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Name.EndsWith("Rules", StringComparison.Ordinal))
        .SelectMany(type => type.GetFields())
        .Where(field => field is { IsStatic: true, IsPublic: true } && field.FieldType == typeof(Rule))
        .Select(field => (Rule)field.GetValue(null)!)
        .OrderBy(rule => rule.Code, StringComparer.Ordinal);
}

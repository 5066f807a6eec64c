using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace OneStop.Api.Http;

/// <summary>A member of an enum in a query, written as everywhere else on the wire: <c>peoplesCommittee</c>, never a number.</summary>
internal readonly record struct Choice<TEnum>(TEnum Value) : IParsable<Choice<TEnum>>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<string, TEnum> Members = Enum.GetValues<TEnum>().ToDictionary(
        member => JsonNamingPolicy.CamelCase.ConvertName(member.ToString()), StringComparer.Ordinal);

    public static Choice<TEnum> Parse(string s, IFormatProvider? provider) => new(Members[s]);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Choice<TEnum> result)
    {
        var known = Members.TryGetValue(s ?? "", out var value);
        result = new Choice<TEnum>(value);
        return known;
    }
}

/// <summary>Gives a choice its members and its text in the OpenAPI document, which else shows any text without a word.</summary>
internal sealed class ChoiceParameters : IParameterFilter
{
    private static readonly Lazy<Dictionary<string, string>> Summaries = new(() =>
        XDocument.Load(Path.ChangeExtension(typeof(ChoiceParameters).Assembly.Location, ".xml")).Descendants("member")
            .Where(member => member.Attribute("name")!.Value.StartsWith("P:", StringComparison.Ordinal))
            .ToDictionary(member => member.Attribute("name")!.Value, member => (member.Element("summary")?.Value ?? "").Trim()));

    public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
    {
        var type = context.PropertyInfo?.PropertyType ?? context.ParameterInfo?.ParameterType;
        type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        if (parameter is not OpenApiParameter shown || type is not { IsGenericType: true } || type.GetGenericTypeDefinition() != typeof(Choice<>))
        {
            return;
        }
        shown.Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [.. Enum.GetNames(type.GetGenericArguments()[0]).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))],
        };
        if (string.IsNullOrEmpty(shown.Description) && context.ParameterInfo?.Member is PropertyInfo { DeclaringType: { } holder } property)
        {
            shown.Description = Summaries.Value.GetValueOrDefault($"P:{holder.FullName}.{property.Name}");
        }
    }
}

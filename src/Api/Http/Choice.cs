using System.Text.Json;

namespace OneStop.Api.Http;

/// <summary>A member of an enum in a query, written as everywhere on the wire: in camelCase, never as a number.</summary>
internal readonly record struct Choice<TEnum>(TEnum Value)
    where TEnum : struct, Enum
{
    private static readonly Dictionary<string, TEnum> Members = Enum.GetValues<TEnum>().ToDictionary(
        member => JsonNamingPolicy.CamelCase.ConvertName(member.ToString()), StringComparer.Ordinal);

    public static implicit operator Choice<TEnum>(TEnum value) => new(value);

    public static bool TryParse(string? text, IFormatProvider? provider, out Choice<TEnum> choice)
    {
        var known = Members.TryGetValue(text ?? "", out var member);
        choice = new Choice<TEnum>(member);
        return known;
    }
}

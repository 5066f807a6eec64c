using OneStop.Application.Pipeline;
using OneStop.Domain.Shared;

namespace OneStop.Api.Http;

/// <summary>Several values of one parameter, with commas between them.</summary>
internal static class CommaList
{
    public static IReadOnlyList<string>? Of(string? text) =>
        text is null ? null : [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    public static IReadOnlyList<TEnum> Of<TEnum>(string? text, string parameter)
        where TEnum : struct, Enum => [.. (Of(text) ?? []).Select(one =>
            Choice<TEnum>.TryParse(one, null, out var choice) ? choice.Value : throw new InvalidInputException(parameter, FieldRules.WellFormed))];
}

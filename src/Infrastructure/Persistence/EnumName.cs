using System.Text.Json;

namespace OneStop.Infrastructure.Persistence;

/// <summary>Enum members as columns and JSON hold them: <c>peoplesCommittee</c>.</summary>
internal static class EnumName
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

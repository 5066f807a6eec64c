using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OneStop.Infrastructure.Persistence;

/// <summary>The JSON column of a row: what no query looks into.</summary>
internal static class Details
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        // Nothing but null may be left out: zero, false and first members differ from what an absent value reads as.
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
    };

    public static string Write<T>(T details) => JsonSerializer.Serialize(details, Options);

    public static T Read<T>(string details) =>
        JsonSerializer.Deserialize<T>(details, Options) ?? throw new InvalidDataException("a row without details");
}

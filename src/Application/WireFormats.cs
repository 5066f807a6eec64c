using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using OneStop.Domain.Shared;

namespace OneStop.Application;

/// <summary>How identities, instants and enums are written, in answers and in events alike.</summary>
public static class WireFormats
{
    public static void AddTo(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new DayConverter());
        options.Converters.Add(new IdConverterFactory());
    }

    /// <summary>A member of an enum as it is written on the wire.</summary>
    public static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The same where there may be none.</summary>
    public static string? NameOrNull<TEnum>(TEnum? value)
        where TEnum : struct, Enum => value is { } given ? Name(given) : null;

    /// <summary>Whether an instant says of which offset it is; without one it would be read as somebody's local time.</summary>
    public static bool HasOffset(string instant) => instant.EndsWith('Z') || instant.LastIndexOfAny(['+', '-']) > "yyyy-MM-dd".Length;

    /// <summary>Instants and days of an administration lie between these years.</summary>
    public const int EarliestYear = 1970;

    public const int LatestYear = 2200;

    /// <summary>Instants with Vietnam's offset, to the second or, where it matters, the millisecond.</summary>
    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var instant) && HasOffset(reader.GetString()!)
                && instant.UtcDateTime.Year is >= EarliestYear and <= LatestYear
                ? instant
                : throw new JsonException("an instant in ISO 8601 with its offset is wanted");

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
        {
            Span<char> text = stackalloc char[32];
            var local = VietnamTime.Of(value);
            var format = local.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:sszzz" : "yyyy-MM-dd'T'HH:mm:ss.fffzzz";
            local.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
            writer.WriteStringValue(text[..length]);
        }
    }

    /// <summary>Days as <c>2026-11-24</c>.</summary>
    private sealed class DayConverter : JsonConverter<DateOnly>
    {
        private const string Format = "yyyy-MM-dd";

        public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String
            && DateOnly.TryParseExact(reader.GetString(), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= EarliestYear and <= LatestYear
                ? day
                : throw new JsonException("a day in ISO 8601 is wanted");

        public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString(Format, CultureInfo.InvariantCulture));
    }

    /// <summary>Identities are UUID strings.</summary>
    private sealed class IdConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsValueType && typeToConvert.GetInterfaces().Any(
            i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEntityId<>));

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(IdConverter<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class IdConverter<TId> : JsonConverter<TId>
        where TId : struct, IEntityId<TId>
    {
        public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var value) ? TId.Of(value) : throw new JsonException("a UUID is wanted");

        public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}

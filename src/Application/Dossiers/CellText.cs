using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using OneStop.Application.Pipeline;
using OneStop.Domain.Shared;

namespace OneStop.Application.Dossiers;

/// <summary>What stands behind a figure, as the opaque parameter of a list.</summary>
internal static class CellText
{
    private static readonly JsonSerializerOptions Options = Make();

    public static string Write<TCell>(TCell cell) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(cell, Options));

    /// <summary>The cell of a link; one of somebody else's making is refused.</summary>
    public static TCell Read<TCell>(string text, Predicate<TCell> isValid)
        where TCell : class
    {
        try
        {
            return JsonSerializer.Deserialize<TCell>(Base64Url.DecodeFromChars(text), Options) is { } cell && isValid(cell)
                ? cell
                : throw new JsonException();
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw new InvalidInputException("cell", FieldRules.WellFormed);
        }
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
        };
        WireFormats.AddTo(options);
        return options;
    }
}

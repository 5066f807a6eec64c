using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OneStop.Api.Http;

/// <summary>Reads values without a shape of ours, such as the answers of an electronic form: their text is composed (NFC) too.</summary>
internal sealed class FreeForm : JsonConverter<JsonElement>
{
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var sent = JsonElement.ParseValue(ref reader);
        var raw = sent.GetRawText();
        if (Ascii.IsValid(raw) && !raw.Contains("\\u", StringComparison.Ordinal))
        {
            return sent;
        }
        var composed = new MemoryStream();
        using (var writer = new Utf8JsonWriter(composed))
        {
            try
            {
                Compose(sent, writer);
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                throw new JsonException("the text is not valid Unicode");
            }
        }
        using var document = JsonDocument.Parse(composed.ToArray());
        return document.RootElement.Clone();
    }

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);

    private static void Compose(JsonElement value, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name.Normalize(NormalizationForm.FormC));
                    Compose(property.Value, writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Compose(item, writer);
                }
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(value.GetString()!.Normalize(NormalizationForm.FormC));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}

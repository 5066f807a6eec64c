using System.Text.Encodings.Web;
using System.Text.Json;

namespace OneStop.Application.Portal;

/// <summary>The forms in which a record of the national database is compared.</summary>
public static class NationalForm
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A record with its keys in order and without blanks.</summary>
    public static string Canonical(JsonElement record)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Plain))
        {
            Write(writer, record);
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().DistinctBy(member => member.Name).OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item);
                }
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(value.GetString());
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    /// <summary>The values of a record by the place where each stands.</summary>
    public static Dictionary<string, string> Flat(string record)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("", JsonSerializer.Deserialize<JsonElement>(record));
        return found;

        void Add(string path, JsonElement value)
        {
            if (value.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in value.EnumerateObject())
                {
                    Add(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value);
                }
            }
            else if (value.ValueKind == JsonValueKind.Array)
            {
                foreach (var (number, item) in value.EnumerateArray().Index())
                {
                    Add($"{path}[{number}]", item);
                }
            }
            else
            {
                found[path] = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            }
        }
    }
}

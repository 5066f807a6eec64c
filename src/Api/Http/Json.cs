using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OneStop.Application;

namespace OneStop.Api.Http;

/// <summary>How bodies are read and written.</summary>
internal static class Json
{
    public static void Configure(JsonSerializerOptions options)
    {
        WireFormats.AddTo(options);
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new TextConverter());
        options.Converters.Add(new FreeForm());
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { InheritedMembersFirst, NoHoles, NothingLeftOut } };
    }

    /// <summary>A whole dossier begins as its line in a list does.</summary>
    private static void InheritedMembersFirst(JsonTypeInfo type)
    {
        if (type.Type.BaseType is { } parent && parent != typeof(object) && type.Kind == JsonTypeInfoKind.Object)
        {
            foreach (var property in type.Properties)
            {
                property.Order = (property.AttributeProvider as System.Reflection.MemberInfo)?.DeclaringType == type.Type ? 0 : -1;
            }
        }
    }

    /// <summary>A list has no <c>null</c> among its items.</summary>
    private static void NoHoles(JsonTypeInfo type)
    {
        if (type is { Kind: JsonTypeInfoKind.Enumerable, ElementType.IsValueType: false })
        {
            type.OnDeserialized = list =>
            {
                if (((System.Collections.IEnumerable)list).Cast<object?>().Contains(null))
                {
                    throw new JsonException("an item of the list is null");
                }
            };
        }
    }

    /// <summary>What a body's record cannot be without must be sent: left out it would silently become zero.</summary>
    private static void NothingLeftOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false } parameter && Nullable.GetUnderlyingType(parameter.ParameterType) is null)
            {
                property.IsRequired = true;
            }
        }
    }

    /// <summary>Text is stored in the composed form (NFC), however it was typed.</summary>
    private sealed class TextConverter : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                throw new JsonException("a text is wanted");
            }
            try
            {
                var text = reader.GetString()!;
                return Ascii.IsValid(text) ? text : text.Normalize(NormalizationForm.FormC);
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                throw new JsonException("the text is not valid Unicode");
            }
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

        public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString()!;

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value);
    }
}

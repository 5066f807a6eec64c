using System.Globalization;
using System.Text.Json;

namespace OneStop.Application.Contract;

/// <summary>What a field of a message has against it.</summary>
public enum MessageFaultKind
{
    /// <summary>It is missing, or empty where it must say something.</summary>
    Missing,

    /// <summary>It is too long.</summary>
    TooLong,

    /// <summary>It has another form than it must have.</summary>
    Malformed,

    /// <summary>Its code is in no list.</summary>
    UnknownCode,

    /// <summary>The message has no such field.</summary>
    Unknown,
}

/// <summary>One fault of a message.</summary>
/// <param name="Field">Path of the field in <c>data</c>, such as <c>data[0].NgayTra</c>.</param>
/// <param name="Expected">What is wanted there.</param>
public sealed record MessageFault(string Field, MessageFaultKind Fault, string? Expected);

/// <summary>What a message has against it.</summary>
/// <param name="Service">Name of the message.</param>
/// <param name="Interface">Version of the interface it was checked by.</param>
/// <param name="Valid">Whether nothing is.</param>
/// <param name="Faults">At most 200.</param>
public sealed record MessageVerdict(string Service, string Interface, bool Valid, IReadOnlyList<MessageFault> Faults);

/// <summary>Checks a message field by field, whichever system it is for.</summary>
/// <param name="lists">The codes of a list of the configuration.</param>
public sealed class FieldCheck(Func<string, IEnumerable<string>> lists)
{
    /// <summary>So many faults are told at most.</summary>
    public const int MostFaults = 200;

    private readonly List<MessageFault> faults = [];

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<MessageFault> Faults => faults;

    /// <summary>Checks one record.</summary>
    /// <param name="path">Where it stands in the message.</param>
    public void Record(string path, JsonElement value, IReadOnlyList<MessageField> fields)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Note(path, MessageFaultKind.Malformed, "object");
            return;
        }
        foreach (var field in fields)
        {
            if (value.TryGetProperty(field.Name, out var found) && found.ValueKind != JsonValueKind.Null)
            {
                Field($"{path}.{field.Name}", found, field);
            }
            else if (field.Presence != FieldPresence.Optional)
            {
                Note($"{path}.{field.Name}", MessageFaultKind.Missing, null);
            }
        }
        foreach (var other in value.EnumerateObject().Where(property => fields.All(field => field.Name != property.Name)))
        {
            Note($"{path}.{(other.Name.Length > 60 ? other.Name[..60] : other.Name)}", MessageFaultKind.Unknown, null);
        }
    }

    private void Field(string path, JsonElement value, MessageField field)
    {
        switch (field.Format)
        {
            case FieldFormat.Records:
                Records(path, value, field);
                break;
            case FieldFormat.Record:
                Record(path, value, field.Items);
                break;
            case FieldFormat.Number when value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number) || number < 0:
                Note(path, MessageFaultKind.Malformed, "0…");
                break;
            case FieldFormat.Number:
            case FieldFormat.ErrorCode when value.ValueKind == JsonValueKind.Number:
                break;
            default:
                Told(path, value, field);
                break;
        }
    }

    private void Told(string path, JsonElement value, MessageField field)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            Text(path, value.GetString()!, field);
        }
        else
        {
            Note(path, MessageFaultKind.Malformed, "text");
        }
    }

    private void Text(string path, string text, MessageField field)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            if (field.Presence == FieldPresence.Filled)
            {
                Note(path, MessageFaultKind.Missing, null);
            }
        }
        else if (text.Length > field.Longest)
        {
            Note(path, MessageFaultKind.TooLong, field.Longest.ToString(CultureInfo.InvariantCulture));
        }
        else if (Expected(text, field) is { } expected)
        {
            Note(path, field.Format == FieldFormat.Code ? MessageFaultKind.UnknownCode : MessageFaultKind.Malformed, expected);
        }
    }

    /// <summary>What is wanted instead; null where the text is right.</summary>
    private string? Expected(string text, MessageField field)
    {
        if (field.Format != FieldFormat.Code)
        {
            return TextForm.Expected(text, field);
        }
        var known = field.List is { } list ? lists(list) : field.Choices;
        return known.Contains(text) ? null : string.Join(", ", known.Distinct().Order(StringComparer.Ordinal));
    }

    private void Records(string path, JsonElement value, MessageField field)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            Note(path, MessageFaultKind.Malformed, "list");
            return;
        }
        foreach (var (i, item) in value.EnumerateArray().Index())
        {
            Record(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), item, field.Items);
        }
    }

    /// <summary>Notes a fault, the first of each field.</summary>
    public void Note(string field, MessageFaultKind fault, string? expected)
    {
        if (faults.Count < MostFaults && !faults.Any(before => before.Field == field))
        {
            faults.Add(new MessageFault(field, fault, expected));
        }
    }
}

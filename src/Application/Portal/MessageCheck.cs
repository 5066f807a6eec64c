using System.Globalization;
using System.Text.Json;

namespace OneStop.Application.Portal;

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

/// <summary>Checks a message field by field.</summary>
public sealed class MessageCheck(PortalCodes codes)
{
    /// <summary>So many faults are told at most.</summary>
    public const int MostFaults = 200;

    private readonly List<MessageFault> faults = [];

    /// <summary>The faults of a message; none where the portal's form is kept.</summary>
    /// <param name="service">One of <see cref="PortalFields.Messages"/>.</param>
    /// <param name="data">One item or a list of them.</param>
    public static IReadOnlyList<MessageFault> Faults(string service, JsonElement data, PortalCodes codes)
    {
        var check = new MessageCheck(codes);
        var items = data.ValueKind == JsonValueKind.Array ? [.. data.EnumerateArray()] : new[] { data };
        if (items.Length == 0)
        {
            check.Note("data", MessageFaultKind.Missing, null);
        }
        for (var i = 0; i < items.Length; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"data[{i}]");
            check.Record(path, items[i], PortalFields.Messages[service]);
            if (service == ServiceNames.SyncDossiers && items[i].ValueKind == JsonValueKind.Object)
            {
                check.Course(path, items[i]);
            }
        }
        return check.faults;
    }

    private void Record(string path, JsonElement value, IReadOnlyList<PortalField> fields)
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

    private void Field(string path, JsonElement value, PortalField field)
    {
        if (field.Format == FieldFormat.Records)
        {
            Records(path, value, field);
        }
        else if (field.Format == FieldFormat.Number)
        {
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number) || number < 0)
            {
                Note(path, MessageFaultKind.Malformed, "0…");
            }
        }
        else if (value.ValueKind != JsonValueKind.String)
        {
            Note(path, MessageFaultKind.Malformed, "text");
        }
        else
        {
            Text(path, value.GetString()!, field);
        }
    }

    private void Text(string path, string text, PortalField field)
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
    private string? Expected(string text, PortalField field) => field.Format switch
    {
        FieldFormat.Instant when !PortalText.IsInstant(text) => PortalText.InstantFormat,
        FieldFormat.Flag when text is not ("0" or "1") => "0, 1",
        FieldFormat.Truth when text is not ("True" or "False") => "True, False",
        FieldFormat.Code when !codes.Has(field.List!, text) => string.Join(", ", codes.Lists[field.List!].Values.Distinct().Order(StringComparer.Ordinal)),
        _ => null,
    };

    private void Records(string path, JsonElement value, PortalField field)
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

    /// <summary>What a status brings with it.</summary>
    private void Course(string path, JsonElement item)
    {
        string Value(string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        void Demand(string name)
        {
            if (Value(name).Length == 0)
            {
                Note($"{path}.{name}", MessageFaultKind.Missing, null);
            }
        }

        var word = codes.Lists["TrangThaiHoSo"].FirstOrDefault(pair => pair.Value == Value("TrangThaiHoSo")).Key;
        if (word is "received" or "inProgress" or "awaitingSupplement" or "awaitingPayment" or "resolved" or "returned")
        {
            // A registered dossier may be asked for a supplement before it is received.
            if (word is not "awaitingSupplement")
            {
                Demand("NgayTiepNhan");
                Demand("NgayHenTra");
            }
        }
        if (word is "notAccepted")
        {
            Demand("NgayTuChoi");
        }
        if (word is "resolved" or "returned")
        {
            Demand("NgayKetThucXuLy");
        }
        if (word is "returned")
        {
            Demand("NgayTra");
        }
    }

    private void Note(string field, MessageFaultKind fault, string? expected)
    {
        if (faults.Count < MostFaults && !faults.Any(before => before.Field == field))
        {
            faults.Add(new MessageFault(field, fault, expected));
        }
    }
}

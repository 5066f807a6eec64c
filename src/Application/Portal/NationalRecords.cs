using System.Text.Json;
using System.Text.RegularExpressions;
using OneStop.Domain.Portal;

namespace OneStop.Application.Portal;

/// <summary>A record of the national database that was not taken — bản ghi không hợp lệ.</summary>
/// <param name="Code">Its code; null where it has none that can be read.</param>
/// <param name="Reason"><c>notAnObject</c>, <c>codeMalformed</c>, <c>nameMissing</c>, <c>nameTooLong</c>, <c>tooLarge</c>, <c>textMalformed</c>, <c>otherCode</c>, <c>notFound</c>, <c>twice</c> or <c>refused</c>.</param>
public sealed record NationalRefusal(string? Code, string Reason);

/// <summary>A field that is another one than before.</summary>
/// <param name="Field">Where it stands in the record, such as <c>CACHTHUCTHUCHIEN[0].THOIGIAN[0].THOIGIANGIAIQUYET</c>.</param>
/// <param name="Before">As it was acknowledged; null where it was not there.</param>
/// <param name="After">As it is now; null where it is gone.</param>
public sealed record NationalDifference(string Field, string? Before, string? After);

/// <summary>Reads the records of the national database: one in a fixed form has one fingerprint, in whatever order its keys came.</summary>
public static partial class NationalRecords
{
    /// <summary>Characters that a record may have.</summary>
    public const int LargestRecord = 200_000;

    /// <summary>Differences that are told of one procedure.</summary>
    public const int MostDifferences = 100;

    private const int LongestName = 2_000;
    private const int LongestAgencyName = 500;
    private const int LongestField = 500;
    private const int LongestLevel = 200;
    private const int LongestValue = 500;
    private const string Malformed = "textMalformed";

    /// <summary>The records in an answer of a dictionary service.</summary>
    public static IReadOnlyList<JsonElement> In(JsonElement answer) =>
        (answer.TryGetProperty("result", out var list) || answer.TryGetProperty("data", out list)) ? list.ValueKind switch
        {
            JsonValueKind.Array => [.. list.EnumerateArray()],
            JsonValueKind.Object => [list],
            _ => [],
        }
        : [];

    /// <summary>The code in a field of a record; null where it has none that can be read.</summary>
    public static string? CodeOf(JsonElement record, string field)
    {
        try
        {
            return Text(record, field) is { } code && Code().IsMatch(code) ? code : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The name in a field of a record, or why there is none.</summary>
    private static (string? Name, string? Reason) NameOf(JsonElement record, string field, int longest) => Text(record, field) switch
    {
        null or "" => (null, "nameMissing"),
        { } name when name.Length > longest => (null, "nameTooLong"),
        { } name => (name, null),
    };

    /// <summary>Name and level of an agency, or why it is not taken.</summary>
    public static (string? Name, string? Level, string? Reason) Agency(JsonElement record)
    {
        try
        {
            var (name, reason) = NameOf(record, "TENDONVI", LongestAgencyName);
            return (name, Text(record, "CAPDONVI") is { Length: > 0 } level ? Cut(level, LongestLevel) : null, reason);
        }
        catch (InvalidOperationException)
        {
            return (null, null, Malformed);
        }
    }

    /// <summary>One procedure, or why it is not taken.</summary>
    /// <param name="code">The code it was asked for by.</param>
    public static (NationalContent? Content, string? Reason) Read(string code, JsonElement record)
    {
        try
        {
            return Whole(code, record);
        }
        catch (InvalidOperationException)
        {
            // JSON lets half a character be written as an escape; no text has it.
            return (null, Malformed);
        }
    }

    private static (NationalContent? Content, string? Reason) Whole(string code, JsonElement record)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            return (null, "notAnObject");
        }
        if (record.TryGetProperty("MATTHC", out _) && CodeOf(record, "MATTHC") != code)
        {
            return (null, "otherCode");
        }
        var (name, reason) = NameOf(record, "TENTTHC", LongestName);
        if (name is null)
        {
            return (null, reason);
        }
        var written = NationalForm.Canonical(record);
        return written.Length > LargestRecord ? (null, "tooLarge")
            : (new NationalContent(
                code, name, Cut(Text(record, "TENLINHVUC") ?? Text(record, "MALINHVUC"), LongestField), Cut(Text(record, "CAPTHUCHIEN"), LongestLevel),
                PortalText.Digest(written), written), null);
    }

    /// <summary>A text of a record; null where it has none.</summary>
    public static string? Text(JsonElement record, string field) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(field, out var value)
            ? value.ValueKind switch { JsonValueKind.String => value.GetString()!.Trim(), JsonValueKind.Number => value.GetRawText(), _ => null }
            : null;

    /// <summary>What differs between two records, in the order of the fields.</summary>
    public static IReadOnlyList<NationalDifference> Differences(string before, string after)
    {
        if (before == after)
        {
            return [];
        }
        var (old, now) = (NationalForm.Flat(before), NationalForm.Flat(after));
        return
        [
            .. old.Keys.Union(now.Keys).Order(StringComparer.Ordinal).Select(field => (Field: field, Before: old.GetValueOrDefault(field), After: now.GetValueOrDefault(field)))
                .Where(one => one.Before != one.After).Take(MostDifferences)
                .Select(one => new NationalDifference(Cut(one.Field, LongestValue)!, Cut(one.Before, LongestValue), Cut(one.After, LongestValue))),
        ];
    }

    private static string? Cut(string? text, int longest) => text is { } given && given.Length > longest ? given[..longest] : text;

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z._-]{0,49}\z")]
    private static partial Regex Code();
}

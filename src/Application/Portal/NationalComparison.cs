using System.Globalization;
using System.Text.Json;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Portal;

/// <summary>What the national database says beside what ours says.</summary>
/// <param name="Field"><c>name</c>, <c>field</c>, <c>terms</c> or <c>fees</c>.</param>
/// <param name="Ours">As the version in force says it; several are divided by commas; null where it says nothing.</param>
/// <param name="Theirs">The same of the national record.</param>
/// <param name="Same">Whether both say the same; null where it cannot be told.</param>
public sealed record NationalComparedField(string Field, string? Ours, string? Theirs, bool? Same);

/// <summary>Compares a procedure of the national database with ours, as far as both write it in a way that can be compared.</summary>
internal static class NationalComparison
{
    public static IReadOnlyList<NationalComparedField> Of(string record, ProcedureVersion ours, string fieldName)
    {
        var theirs = JsonSerializer.Deserialize<JsonElement>(record);
        var times = Items(theirs, "CACHTHUCTHUCHIEN").SelectMany(way => Items(way, "THOIGIAN")).ToArray();
        var terms = Listed(times.Select(TermOf));
        var fees = Listed(times.SelectMany(time => Items(time, "PHILEPHI")).Select(AmountOf));
        return
        [
            Named("name", ours.Name, NationalRecords.Text(theirs, "TENTTHC")),
            Named("field", fieldName, NationalRecords.Text(theirs, "TENLINHVUC")),
            Sets("terms", Listed(ours.Cases.Select(one => $"{one.Limit.Value} {WireFormats.Name(one.Limit.Unit)}")), terms),
            Sets("fees", ours.FeePolicy == FeePolicy.Free ? "0" : Listed(ours.Fees.Select(fee => fee.AmountVnd.ToString(CultureInfo.InvariantCulture))), fees),
        ];
    }

    private static NationalComparedField Named(string field, string ours, string? theirs) =>
        new(field, ours, theirs, theirs is null ? null : FoldedText.Of(ours) == FoldedText.Of(theirs));

    private static NationalComparedField Sets(string field, string? ours, string? theirs) =>
        new(field, ours, theirs, ours is null || theirs is null || theirs.Contains('?', StringComparison.Ordinal) ? null : ours == theirs);

    /// <summary>A term as ours are written; one in a unit that is not known ends in a question mark.</summary>
    private static string? TermOf(JsonElement time) => NationalRecords.Text(time, "THOIGIANGIAIQUYET") is not { Length: > 0 } value ? null
        : (FoldedText.Of(NationalRecords.Text(time, "DONVITINH") ?? "") switch
        {
            "ngay lam viec" => $"{value} {WireFormats.Name(TimeUnit.WorkingDay)}",
            "gio" or "gio lam viec" => $"{value} {WireFormats.Name(TimeUnit.Hour)}",
            "ngay" => $"{value} {WireFormats.Name(TimeUnit.CalendarDay)}",
            "thang" => $"{value} {WireFormats.Name(TimeUnit.Month)}",
            var other => $"{value} {other}?",
        });

    /// <summary>An amount in đồng; what is no number ends in a question mark.</summary>
    private static string? AmountOf(JsonElement fee)
    {
        var text = NationalRecords.Text(fee, "SOTIEN")?.Replace(".", "", StringComparison.Ordinal).Trim();
        return string.IsNullOrEmpty(text) ? null : FoldedText.Of(text) == "khong" ? "0"
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) ? amount.ToString(CultureInfo.InvariantCulture) : $"{text}?";
    }

    private static string? Listed(IEnumerable<string?> values) =>
        values.OfType<string>().Distinct().Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } some ? string.Join(", ", some) : null;

    private static JsonElement[] Items(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];
}

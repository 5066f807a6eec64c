using System.Globalization;
using System.Text.RegularExpressions;

namespace OneStop.Replay;

/// <summary>Whether codes have the form of 2018 and number each agency's day from 1 without a gap.</summary>
internal static partial class Codes
{
    /// <summary>What is wrong; empty where nothing is.</summary>
    public static IReadOnlyList<string> Faults(IReadOnlyCollection<string> codes) =>
    [
        .. codes.Where(code => !Form().IsMatch(code)).Select(code => $"{code} has not the form of 2018"),
        .. codes.Where(code => Form().IsMatch(code)).GroupBy(code => code[..^4]).Where(day => !IsWithoutGaps(day))
            .Select(day => $"{day.Key}… is not numbered 1 to {day.Count()}"),
    ];

    private static bool IsWithoutGaps(IEnumerable<string> codes) =>
        codes.Select(code => int.Parse(code.AsSpan(code.Length - 4), CultureInfo.InvariantCulture)).Order().Select((number, i) => number == i + 1).All(right => right);

    [GeneratedRegex(@"^\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2}-\d{6}-\d{4}$")]
    private static partial Regex Form();
}

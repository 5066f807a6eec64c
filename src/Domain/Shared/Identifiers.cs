using System.Globalization;

namespace OneStop.Domain.Shared;

/// <summary>Whether numbers of persons and enterprises can be true — số giấy tờ, mã số.</summary>
public static class Identifiers
{
    private static readonly int[] TaxWeights = [31, 29, 23, 19, 17, 13, 7, 5, 3];

    /// <summary>
    /// Personal identification number — số định danh cá nhân (Thông tư 07/2016/TT-BCA): three digits of the place of birth registration
    /// (001–096), one of century and sex, two of the year of birth, six at random. No check digit; nobody is born in the future.
    /// </summary>
    public static bool IsPersonalId(string? text, DateOnly today)
    {
        if (text is not { Length: 12 } || !text.All(char.IsAsciiDigit))
        {
            return false;
        }
        var place = int.Parse(text.AsSpan(0, 3), CultureInfo.InvariantCulture);
        var century = 1900 + (text[3] - '0') / 2 * 100;
        var year = century + int.Parse(text.AsSpan(4, 2), CultureInfo.InvariantCulture);
        return place is >= 1 and <= 96 && year <= today.Year;
    }

    /// <summary>
    /// Tax code — mã số thuế: ten digits of which the last is 10 − (Σ digit × weight mod 11), or such a code with <c>-001</c> … <c>-999</c>
    /// for a dependent unit. Since 01/07/2025 a personal identification number takes its place for persons and households.
    /// </summary>
    public static bool IsTaxCode(string? text, DateOnly today)
    {
        if (text is { Length: 12 })
        {
            return IsPersonalId(text, today);
        }
        if (text is not ({ Length: 10 } or { Length: 14 }) || !text.AsSpan(0, 10).ToString().All(char.IsAsciiDigit))
        {
            return false;
        }
        var sum = TaxWeights.Select((weight, i) => weight * (text[i] - '0')).Sum();
        return 10 - sum % 11 == text[9] - '0'
            && (text.Length == 10 || (text[10] == '-' && text.AsSpan(11).ToString() is { } unit && unit.All(char.IsAsciiDigit) && unit != "000"));
    }

    /// <summary>Identity card of nine digits — số chứng minh nhân dân.</summary>
    public static bool IsOldIdCard(string? text) => text is { Length: 9 } && text.All(char.IsAsciiDigit);

    /// <summary>Passport: six to twelve letters and digits, not letters alone; every country has its own form — số hộ chiếu.</summary>
    public static bool IsPassport(string? text) =>
        text is { Length: >= 6 and <= 12 } && text.All(char.IsAsciiLetterOrDigit) && text.Any(char.IsAsciiDigit);

    /// <summary>Phone: mobile of ten digits, fixed line of ten or eleven, or +84 and the rest — số điện thoại.</summary>
    public static bool IsPhone(string? text)
    {
        if (text is null)
        {
            return false;
        }
        var national = text.StartsWith("+84", StringComparison.Ordinal) ? string.Concat("0", text.AsSpan(3)) : text;
        return national.All(char.IsAsciiDigit)
            && (national is { Length: 10 } && "35789".Contains(national[1]) && national[0] == '0'
                || national is { Length: 10 or 11 } && national.StartsWith("02", StringComparison.Ordinal));
    }
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace OneStop.Application.Contract;

/// <summary>The forms that the text of a field can have.</summary>
public static partial class TextForm
{
    /// <summary>Instants as the National Portal writes them, in Vietnam's time.</summary>
    public const string InstantFormat = "yyyyMMddHHmmss";

    private const string DayFormat = "yyyy-MM-dd";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>What is wanted instead of a text; null where it has the form of its field.</summary>
    public static string? Expected(string text, MessageField field) => field.Format switch
    {
        FieldFormat.Instant when !IsInstant(text) => InstantFormat,
        FieldFormat.Flag when text is not ("0" or "1") => "0, 1",
        FieldFormat.Truth when text is not ("True" or "False") => "True, False",
        FieldFormat.Uuid when !Guid.TryParseExact(text, "D", out _) => "uuid",
        FieldFormat.Digest when !Sha256().IsMatch(text) => "sha256",
        FieldFormat.Day when !DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => DayFormat,
        FieldFormat.Address when !IsAddress(text) => "https://…",
        _ when field.Pattern is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.None, Patience) => pattern,
        _ => null,
    };

    /// <summary>Whether a text is an address that can be fetched.</summary>
    public static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http";

    private static bool IsInstant(string text) => DateTime.TryParseExact(text, InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
        && instant.Year is >= WireFormats.EarliestYear and <= WireFormats.LatestYear;

    [GeneratedRegex(@"^[0-9a-fA-F]{64}\z")]
    private static partial Regex Sha256();
}

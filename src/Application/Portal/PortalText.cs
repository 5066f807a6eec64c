using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using OneStop.Application.Contract;
using OneStop.Domain.Shared;

namespace OneStop.Application.Portal;

/// <summary>How the portal writes.</summary>
public static partial class PortalText
{
    /// <summary>Instants as <c>yyyyMMddHHmmss</c>, in Vietnam's time.</summary>
    public const string InstantFormat = TextForm.InstantFormat;

    private const int LongestNote = 300;

    /// <summary>Names as the records have them.</summary>
    public static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Instant(DateTimeOffset? at) => at is { } instant ? VietnamTime.Of(instant).ToString(InstantFormat, CultureInfo.InvariantCulture) : "";

    public static string Flag(bool value) => value ? "1" : "0";

    /// <summary>SHA-256 in hexadecimal.</summary>
    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>
    /// What may be kept of a text from outside: without anything that was sent about persons, without longer numbers, and not without end.
    /// </summary>
    /// <param name="told">What was sent about persons.</param>
    public static string? Note(string? text, IEnumerable<string> told)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }
        foreach (var value in told.Where(value => value.Length > 2).OrderByDescending(value => value.Length))
        {
            text = text.Replace(value, "…", StringComparison.OrdinalIgnoreCase);
        }
        text = Contacts().Replace(text, "…");
        return text.Length > LongestNote ? text[..LongestNote] : text;
    }

    [GeneratedRegex(@"\d{8,}|[^\s@]+@[^\s@]+")]
    private static partial Regex Contacts();
}

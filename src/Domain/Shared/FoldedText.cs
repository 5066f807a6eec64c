using System.Globalization;
using System.Text;

namespace OneStop.Domain.Shared;

/// <summary>
/// Vietnamese text without tones and case, for searching and for slugs: "Đăng ký khai sinh" becomes "dang ky khai sinh" — văn bản bỏ dấu.
/// </summary>
public static class FoldedText
{
    /// <summary>Words of lower-case ASCII letters, digits and dots, one blank between them.</summary>
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }
            var letter = char.ToLowerInvariant(character);
            letter = letter == 'đ' ? 'd' : letter;
            if (char.IsAsciiLetterOrDigit(letter) || letter == '.')
            {
                folded.Append(letter);
            }
            else if (folded.Length > 0 && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }
        return folded.ToString().TrimEnd();
    }

    /// <summary>The folded words joined by hyphens: "Hộ tịch" becomes "ho-tich".</summary>
    public static string Slug(string text) => Of(text).Replace(".", "", StringComparison.Ordinal).Replace(' ', '-');

    /// <summary>Whether the text looks like a slug.</summary>
    public static bool IsSlug(string text) =>
        text.Length is > 0 and <= 120 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}

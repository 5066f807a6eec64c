using System.Globalization;
using OneStop.Domain.Agencies;

namespace OneStop.Domain.Dossiers;

/// <summary>
/// The code of a dossier for life, from the receiving agency's template of the day it is issued — mã hồ sơ (Thông tư 01/2018/TT-VPCP Điều 19;
/// since 01/07/2025 the form in use with the new agency codes).
/// </summary>
public static class DossierCode
{
    /// <summary>V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX.</summary>
    public const string Form2018 = "{legacyCode}-{yyMMdd}-{0000}";

    /// <summary>The agency's code, the date, and seven digits.</summary>
    public const string CurrentForm = "{code}-{yyyyMMdd}-{0000000}";

    /// <summary>What codes of dossiers filed for trying out begin with.</summary>
    public const string TestMark = "TEST-";

    /// <summary>First day of the current form, with the two-level administration.</summary>
    public static readonly DateOnly CurrentFormFrom = new(2025, 7, 1);

    /// <param name="number">
    /// The agency's number of the day. One that outgrows the template's digits is written in full, so that no code comes twice.
    /// </param>
    /// <param name="test">Whether it is for trying out; the code then says so, and its numbers are not those of the agency's register.</param>
    public static string Of(Agency agency, DateOnly day, long number, bool test = false) => (test ? TestMark : "") + TemplateOn(agency, day)
        .Replace("{legacyCode}", agency.LegacyCode ?? agency.Code, StringComparison.Ordinal)
        .Replace("{code}", agency.Code, StringComparison.Ordinal)
        .Replace("{yyMMdd}", day.ToString("yyMMdd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{yyyyMMdd}", day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{0000}", number.ToString("0000", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{0000000}", number.ToString("0000000", CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string TemplateOn(Agency agency, DateOnly day) =>
        agency.CodeTemplates.Where(dated => dated.From <= day).MaxBy(dated => dated.From)?.Template
        ?? (day < CurrentFormFrom ? Form2018 : CurrentForm);
}

using System.Text.RegularExpressions;

namespace OneStop.Domain.Agencies;

/// <summary>Where an agency sits, for the line of place and date of a document — địa danh (Nghị định 30/2020/NĐ-CP).</summary>
public static partial class Places
{
    /// <summary>The name of the area that the agency's name, or else the name of one above it, ends with; null where none does.</summary>
    public static string? PlaceOf(this AgencyTree agencies, string code) =>
        agencies.Ancestry(code).Select(agency => Area().Match(agency.Name)).FirstOrDefault(match => match.Success)?.Groups["name"].Value;

    /// <summary>Names of areas begin with a capital, so that "Bảo hiểm xã hội" names none.</summary>
    [GeneratedRegex(@"\b(?:thành phố|tỉnh|thị xã|quận|huyện|phường|xã|thị trấn|đặc khu)\s+(?<name>\p{Lu}.*)$")]
    private static partial Regex Area();
}

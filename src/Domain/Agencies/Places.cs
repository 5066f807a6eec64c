using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace OneStop.Domain.Agencies;

/// <summary>Where an agency sits, for the line of place and date of a document — địa danh (Nghị định 30/2020/NĐ-CP).</summary>
public static partial class Places
{
    /// <summary>People and events that areas are called after: those areas are written with what they are.</summary>
    private static readonly FrozenSet<string> CalledAfter = new[]
    {
        "Hồ Chí Minh", "Hai Bà Trưng", "Lý Thái Tổ", "Lý Thường Kiệt", "Trần Nhân Tông", "Trần Hưng Đạo", "Trần Quốc Toản", "Nguyễn Trãi", "Lê Lợi", "Lê Chân", "Lê Đại Hành",
        "Ngô Quyền", "Đinh Tiên Hoàng", "Mai Thúc Loan", "Quang Trung", "Nguyễn Huệ", "Nguyễn Du", "Nguyễn Bỉnh Khiêm", "Chu Văn An", "Lê Quý Đôn", "Lê Ích Mộc", "Phan Đình Phùng",
        "Phan Bội Châu", "Phan Chu Trinh", "Hoàng Hoa Thám", "Hoàng Diệu", "Nguyễn Tri Phương", "Trương Định", "Nguyễn Trung Trực", "Trần Phú", "Lê Hồng Phong", "Hoàng Văn Thụ",
        "Nguyễn Văn Cừ", "Ngô Gia Tự", "Lê Duẩn", "Trường Chinh", "Lê Thanh Nghị", "Lương Văn Tri", "Nguyễn Thị Minh Khai", "Võ Thị Sáu", "Nguyễn Văn Trỗi", "Kim Đồng",
        "Tôn Đức Thắng", "Nguyễn Lương Bằng", "Phạm Ngũ Lão", "Yết Kiêu", "Trần Lãm", "Điện Biên Phủ", "Cách Mạng Tháng Tám", "Bạch Đằng", "Đồng Khởi", "Xô Viết Nghệ Tĩnh",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The area that the agency's name, or else the name of one above it, tells; null where none does.</summary>
    public static string? PlaceOf(this AgencyTree agencies, string code) =>
        agencies.Ancestry(code).Select(agency => PlaceIn(agency.Name)).FirstOrDefault(place => place is not null);

    /// <summary>The first area in a name: "Liên Chiểu", but "Phường 12" and "Thành phố Hồ Chí Minh".</summary>
    public static string? PlaceIn(string agencyName)
    {
        if (Area().Match(agencyName) is not { Success: true } match)
        {
            return null;
        }
        var (kind, name) = (match.Groups["kind"].Value, match.Groups["name"].Value);
        return char.IsAsciiDigit(name[0]) || CalledAfter.Contains(name) ? $"{char.ToUpperInvariant(kind[0])}{kind[1..]} {name}" : name;
    }

    /// <summary>Names of areas begin with a capital or a digit, so that "Bảo hiểm xã hội" names none; they end where the next area begins.</summary>
    [GeneratedRegex(
        @"(?<!(?:hiểm|Hiểm|và)\s)\b(?<kind>[Tt]hành phố|[Tt]ỉnh|[Tt]hị xã|[Qq]uận|[Hh]uyện|[Pp]hường|[Tt]hị trấn|[Xx]ã|[Đđ]ặc khu)\s+(?<name>(?:\p{Lu}|\d)[^,;()]*?)"
        + @"(?=\s*(?:$|[,;()]|(?:(?:-|–|và)\s+)?\b(?:thành phố|Thành phố|tỉnh|Tỉnh|thị xã|Thị xã|quận|Quận|huyện|Huyện|phường|Phường|thị trấn|xã)\s+(?:\p{Lu}|\d)))")]
    private static partial Regex Area();
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace OneStop.Api.Simulators;

/// <summary>
/// What the simulated portal demands of messages, written down once more and by itself: it shares nothing with the engine, so that a mistake
/// there is met by a refusal here.
/// </summary>
internal static class PortalForms
{
    private const string FieldsOfRecord = """
        MaHoSo MaTTHC TenTTHC MaLinhVuc TenLinhVuc KenhThucHien SoBienNhan ChuHoSo SoGiayToChuHoSo LoaiDoiTuong MaDoiTuong ThongTinKhac Email Fax SoDienThoai
        TrichYeuHoSo NgayNopHoSo NgayTiepNhan NgayHenTra TrangThaiHoSo NgayTra ThongTinTra HinhThuc NgayKetThucXuLy NgayTuChoi DonViXuLy GhiChu NoiNopHoSo
        HoSoCoThanhPhanSoHoa TaiKhoanDuocXacThucVoiVNeID DuocThanhToanTrucTuyen DinhDanhCHS DSKetNoiCSDL TaiLieuNop DanhSachLePhi DanhSachTepDinhKemKhac
        DanhSachHoSoBoSung DanhSachGiayToKetQua
        """;

    private const string FieldsOfLine = "MaHoSo NguoiXuLy ChucDanh ThoiDiemXuLy PhongBanXuLy NoiDungXuLy TrangThai NgayBatDau NgayKetThucTheoQuyDinh";

    /// <summary>Those that the sources call mandatory; of these the second row may be empty, as not every dossier has them.</summary>
    private const string Filled = """
        MaHoSo MaTTHC TenTTHC MaLinhVuc TenLinhVuc KenhThucHien LoaiDoiTuong TrichYeuHoSo NgayNopHoSo TrangThaiHoSo HinhThuc DonViXuLy NoiNopHoSo
        HoSoCoThanhPhanSoHoa TaiKhoanDuocXacThucVoiVNeID DuocThanhToanTrucTuyen
        """;

    private const string Named = "SoGiayToChuHoSo Email SoDienThoai NgayTiepNhan NgayHenTra NgayTuChoi";

    private static readonly char[] Blanks = [' ', '\n', '\r'];

    /// <summary>What keeps a record from being taken; null where nothing does.</summary>
    /// <param name="of2026">Whether by the code lists of the interface of 2026.</param>
    public static string? FaultOfRecord(JsonObject record, bool of2026 = false) =>
        Unknown(record, FieldsOfRecord)
        ?? Words(Filled).Where(name => Text(record, name).Length == 0).Select(name => $"Thiếu trường bắt buộc {name}").FirstOrDefault()
        ?? Words(Named).Where(name => !record.ContainsKey(name)).Select(name => $"Thiếu trường bắt buộc {name}").FirstOrDefault()
        ?? record.Where(pair => pair.Key.StartsWith("Ngay", StringComparison.Ordinal)).Select(pair => FaultOfInstant(record, pair.Key)).FirstOrDefault(fault => fault is not null)
        ?? FaultOfCode(record, "KenhThucHien", 1, 3) ?? FaultOfCode(record, "LoaiDoiTuong", of2026 ? 0 : 1, 2) ?? FaultOfCode(record, "TrangThaiHoSo", 1, 10) ?? FaultOfCode(record, "HinhThuc", 0, 1)
        ?? FaultOfCourse(record);

    /// <summary>What keeps a line of progress from being taken; null where nothing does.</summary>
    public static string? FaultOfLine(JsonObject line) =>
        Unknown(line, FieldsOfLine)
        ?? Words(FieldsOfLine).Where(name => name != "NgayKetThucTheoQuyDinh" && Text(line, name).Length == 0).Select(name => $"Thiếu trường bắt buộc {name}").FirstOrDefault()
        ?? FaultOfInstant(line, "ThoiDiemXuLy") ?? FaultOfInstant(line, "NgayBatDau") ?? FaultOfInstant(line, "NgayKetThucTheoQuyDinh")
        ?? FaultOfCode(line, "TrangThai", 1, 10);

    /// <summary>A text of a record; empty where there is none.</summary>
    public static string Text(JsonObject record, string name) =>
        record[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private static string[] Words(string names) => names.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);

    private static string? Unknown(JsonObject record, string names)
    {
        var known = Words(names).ToHashSet(StringComparer.Ordinal);
        return record.Select(pair => pair.Key).Where(name => !known.Contains(name)).Select(name => $"Trường không hợp lệ {name}").FirstOrDefault();
    }

    private static string? FaultOfInstant(JsonObject record, string name)
    {
        var text = Text(record, name);
        return text.Length == 0 || DateTime.TryParseExact(text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null : $"Sai định dạng ngày {name}";
    }

    private static string? FaultOfCode(JsonObject record, string name, int least, int most) =>
        int.TryParse(Text(record, name), NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code >= least && code <= most ? null : $"Mã không có trong danh mục {name}";

    /// <summary>What a status demands beside.</summary>
    private static string? FaultOfCourse(JsonObject record)
    {
        var wanted = Text(record, "TrangThaiHoSo") switch
        {
            "2" or "4" or "6" => "NgayTiepNhan NgayHenTra",
            "3" => "NgayTuChoi",
            "9" => "NgayTiepNhan NgayKetThucXuLy",
            "10" => "NgayTiepNhan NgayKetThucXuLy NgayTra",
            _ => "",
        };
        return Words(wanted).Where(name => Text(record, name).Length == 0).Select(name => $"Trạng thái cần có {name}").FirstOrDefault();
    }
}

using OneStop.Application.Contract;
using static OneStop.Application.Contract.FieldFormat;
using static OneStop.Application.Contract.FieldPresence;

namespace OneStop.Application.Portal;

/// <summary>
/// The fields of the messages to the portal. Which are mandatory is taken from comments of programs that speak this interface; of those some
/// cannot have a value for every dossier (no e-mail, not refused, not yet received), and so must be named only.
/// </summary>
public static class PortalFields
{
    private static readonly MessageField[] Papers =
    [
        new("TenGiayTo", Filled), new("SoLuong", Filled, Number), Code("LoaiGiayTo", "LoaiBan"),
    ];

    private static readonly MessageField[] Fees =
    [
        new("TenPhiLePhi", Filled), new("MaPhiLePhi", Filled, Text, 100), Code("HinhThucThu", "HinhThucThu"), new("Gia", Filled, Number), Code("LoaiPhiLePhi", "LoaiPhiLePhi"),
    ];

    private static readonly MessageField[] Documents =
    [
        new("TepDinhKemId", Filled, Text, 100), new("TenTepDinhKem", Filled), new("IsDeleted", Named, Truth), new("MaThanhPhanHoSo", Filled, Text, 100),
        new("DuongDanTaiTepTin", Named, Text, 2_000), new("DuocSoHoa", Named, Flag), new("DuocTaiSuDung", Named, Flag), new("DuocLayTuKhoDMQG", Named, Flag),
        new("MaKetQuaThayThe", Named, Text, 100),
    ];

    private static readonly MessageField[] Rounds =
    [
        new("HoSoBoSungId", Filled, Text, 100), new("NguoiYeuCauBoSung", Filled), new("NoiDungBoSung", Filled, Text, 4_000), new("NgayBoSung", Filled, Instant),
        new("NguoiTiepNhanBoSung", Named), new("ThongTinTiepNhan", Named), new("NgayTiepNhanBoSung", Named, Instant), Code("TrangThaiBoSung", "TrangThaiBoSung"),
        List("DanhSachGiayToBoSung", Papers), List("DanhSachLePhiBoSung", Fees), new("NgayHenTraTruoc", Named, Instant), new("NgayHenTraMoi", Named, Instant),
    ];

    private static readonly MessageField[] Results =
    [
        new("TenGiayTo", Filled), new("MaThanhPhanHoSo", Named, Text, 100), new("GiayToId", Named, Text, 100), new("DuongDanTepTinKetQua", Named, Text, 2_000),
        new("MaGiayToKetQua", Filled, Text, 100),
    ];

    private static readonly MessageField[] Record =
    [
        new("MaHoSo", Filled, Text, 100), new("MaTTHC", Filled, Text, 100), new("TenTTHC", Filled, Text, 2_000), new("MaLinhVuc", Filled, Text, 100), new("TenLinhVuc", Filled),
        Code("KenhThucHien", "KenhThucHien"), new("SoBienNhan", Optional, Text, 100), new("ChuHoSo", Optional), new("SoGiayToChuHoSo", Named, Text, 50),
        Code("LoaiDoiTuong", "LoaiDoiTuong"), new("MaDoiTuong", Optional, Text, 50), new("ThongTinKhac", Optional, Text, 4_000), new("Email", Named), new("Fax", Optional, Text, 50),
        new("SoDienThoai", Named, Text, 50), new("TrichYeuHoSo", Filled, Text, 4_000), new("NgayNopHoSo", Filled, Instant), new("NgayTiepNhan", Named, Instant),
        new("NgayHenTra", Named, Instant), Code("TrangThaiHoSo", "TrangThaiHoSo"), new("NgayTra", Optional, Instant), new("ThongTinTra", Optional, Text, 2_000),
        Code("HinhThuc", "HinhThuc"), new("NgayKetThucXuLy", Optional, Instant), new("NgayTuChoi", Named, Instant), new("DonViXuLy", Filled), new("GhiChu", Optional, Text, 4_000),
        Code("NoiNopHoSo", "NoiNopHoSo"), new("HoSoCoThanhPhanSoHoa", Filled, Flag), new("TaiKhoanDuocXacThucVoiVNeID", Filled, Flag), new("DuocThanhToanTrucTuyen", Filled, Flag),
        List("DinhDanhCHS", Code("LoaiDinhDanh", "LoaiDinhDanh"), new("SoDinhDanh", Filled, Text, 50)), List("DSKetNoiCSDL", new MessageField("MaCSDL", Filled, Text, 100)),
        List("TaiLieuNop", Documents), List("DanhSachLePhi", Fees), List("DanhSachTepDinhKemKhac", Papers), List("DanhSachHoSoBoSung", Rounds), List("DanhSachGiayToKetQua", Results),
    ];

    private static readonly MessageField[] Progress =
    [
        new("MaHoSo", Filled, Text, 100), new("NguoiXuLy", Filled), new("ChucDanh", Filled), new("ThoiDiemXuLy", Filled, Instant), new("PhongBanXuLy", Filled),
        new("NoiDungXuLy", Filled, Text, 4_000), Code("TrangThai", "TrangThaiHoSo"), new("NgayBatDau", Filled, Instant), new("NgayKetThucTheoQuyDinh", Named, Instant),
    ];

    /// <summary>The messages that can be checked, by the name of their service, with the fields of one item of their <c>data</c>.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<MessageField>> Messages { get; } = new Dictionary<string, IReadOnlyList<MessageField>>
    {
        [ServiceNames.SyncDossiers] = Record,
        [ServiceNames.SyncProgress] = Progress,
        [ServiceNames.FindDossier] = [new("mahoso", Filled, Text, 100)],
    };

    /// <summary>A text as long as a field takes it, never ending in half a character; empty for none.</summary>
    /// <param name="path">Names of the lists it stands in, and its own.</param>
    internal static string Fit(string? text, string service, params ReadOnlySpan<string> path)
    {
        var (fields, longest) = (Messages[service], 0);
        foreach (var name in path)
        {
            var field = fields.Single(one => one.Name == name);
            (fields, longest) = (field.Items, field.Longest);
        }
        return text is null ? "" : text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
    }

    private static MessageField Code(string name, string list) => new(name, Filled, FieldFormat.Code, 50) { List = list };

    private static MessageField List(string name, params MessageField[] items) => new(name, Optional, Records) { Items = items };
}

/// <summary>Names of the portal's services.</summary>
public static class ServiceNames
{
    public const string FindDossier = "TraCuuHoSo";

    public const string SyncDossiers = "DongBoHoSoMC";

    public const string SyncProgress = "CapNhatTienDoHoSoMC";

    /// <summary>The procedures of the national database, by code and name.</summary>
    public const string ListProcedures = "LayDanhSachTTHC";

    /// <summary>One of them, whole.</summary>
    public const string GetProcedure = "LayThuTuc";

    /// <summary>The agencies of the national database.</summary>
    public const string ListAgencies = "LayDanhMucCoQuan";
}

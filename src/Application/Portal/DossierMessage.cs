using System.Text.Json.Serialization;

namespace OneStop.Application.Portal;

/// <summary>
/// One dossier of the message <c>DongBoHoSoMC</c>. Names are those of the portal; what a dossier does not have is empty, so that an update
/// replaces what stood there.
/// </summary>
public sealed record DossierMessage
{
    public required string MaHoSo { get; init; }

    public required string MaTTHC { get; init; }

    public required string TenTTHC { get; init; }

    public required string MaLinhVuc { get; init; }

    public required string TenLinhVuc { get; init; }

    public required string KenhThucHien { get; init; }

    public string SoBienNhan { get; init; } = "";

    public string ChuHoSo { get; init; } = "";

    public required string SoGiayToChuHoSo { get; init; }

    public required string LoaiDoiTuong { get; init; }

    public string MaDoiTuong { get; init; } = "";

    public string ThongTinKhac { get; init; } = "";

    public required string Email { get; init; }

    public string Fax { get; init; } = "";

    public required string SoDienThoai { get; init; }

    public required string TrichYeuHoSo { get; init; }

    public required string NgayNopHoSo { get; init; }

    public required string NgayTiepNhan { get; init; }

    public required string NgayHenTra { get; init; }

    public required string TrangThaiHoSo { get; init; }

    public string NgayTra { get; init; } = "";

    public string ThongTinTra { get; init; } = "";

    public required string HinhThuc { get; init; }

    public string NgayKetThucXuLy { get; init; } = "";

    public required string NgayTuChoi { get; init; }

    public required string DonViXuLy { get; init; }

    public string GhiChu { get; init; } = "";

    public required string NoiNopHoSo { get; init; }

    public required string HoSoCoThanhPhanSoHoa { get; init; }

    public required string TaiKhoanDuocXacThucVoiVNeID { get; init; }

    public required string DuocThanhToanTrucTuyen { get; init; }

    public IReadOnlyList<OwnerIdentity> DinhDanhCHS { get; init; } = [];

    public IReadOnlyList<ConnectedDatabase> DSKetNoiCSDL { get; init; } = [];

    public IReadOnlyList<SubmittedDocument> TaiLieuNop { get; init; } = [];

    public IReadOnlyList<FeeMessage> DanhSachLePhi { get; init; } = [];

    public IReadOnlyList<OtherAttachment> DanhSachTepDinhKemKhac { get; init; } = [];

    public IReadOnlyList<SupplementMessage> DanhSachHoSoBoSung { get; init; } = [];

    public IReadOnlyList<ResultMessage> DanhSachGiayToKetQua { get; init; } = [];
}

/// <summary>A number the owner is known by.</summary>
public sealed record OwnerIdentity(string LoaiDinhDanh, string SoDinhDanh);

/// <summary>A database that was asked for the dossier.</summary>
public sealed record ConnectedDatabase(string MaCSDL);

/// <summary>A document handed in.</summary>
public sealed record SubmittedDocument(
    string TepDinhKemId, string TenTepDinhKem, string IsDeleted, string MaThanhPhanHoSo, string DuongDanTaiTepTin, string DuocSoHoa, string DuocTaiSuDung,
    string DuocLayTuKhoDMQG, string MaKetQuaThayThe);

/// <summary>A fee or charge.</summary>
/// <param name="Gia">In đồng.</param>
public sealed record FeeMessage(string TenPhiLePhi, string MaPhiLePhi, string HinhThucThu, long Gia, string LoaiPhiLePhi);

/// <summary>Papers handed in that are no files.</summary>
public sealed record OtherAttachment(string TenGiayTo, int SoLuong, string LoaiGiayTo);

/// <summary>One round of supplement.</summary>
public sealed record SupplementMessage
{
    public required string HoSoBoSungId { get; init; }

    public required string NguoiYeuCauBoSung { get; init; }

    public required string NoiDungBoSung { get; init; }

    public required string NgayBoSung { get; init; }

    public string NguoiTiepNhanBoSung { get; init; } = "";

    public string ThongTinTiepNhan { get; init; } = "";

    public string NgayTiepNhanBoSung { get; init; } = "";

    public required string TrangThaiBoSung { get; init; }

    public IReadOnlyList<OtherAttachment> DanhSachGiayToBoSung { get; init; } = [];

    public IReadOnlyList<FeeMessage> DanhSachLePhiBoSung { get; init; } = [];

    public string NgayHenTraTruoc { get; init; } = "";

    public string NgayHenTraMoi { get; init; } = "";
}

/// <summary>A paper of the result.</summary>
public sealed record ResultMessage(string TenGiayTo, string MaThanhPhanHoSo, string GiayToId, string DuongDanTepTinKetQua, string MaGiayToKetQua);

/// <summary>One line of progress of the message <c>CapNhatTienDoHoSoMC</c>.</summary>
public sealed record ProgressMessage
{
    public required string MaHoSo { get; init; }

    public required string NguoiXuLy { get; init; }

    public required string ChucDanh { get; init; }

    public required string ThoiDiemXuLy { get; init; }

    public required string PhongBanXuLy { get; init; }

    public required string NoiDungXuLy { get; init; }

    public required string TrangThai { get; init; }

    public required string NgayBatDau { get; init; }

    public required string NgayKetThucTheoQuyDinh { get; init; }

    /// <summary>What was done, in our words and with the key of the step, whatever the tables of the interface call it; not sent.</summary>
    [JsonIgnore]
    public string Act { get; init; } = "";

    /// <summary>What the line is known by here: it says nothing about persons.</summary>
    public string Mark() => PortalText.Digest($"{ThoiDiemXuLy}|{Act}")[..12];
}

/// <summary>A line of progress as the portal has it.</summary>
public sealed record HeldLine(string At, string Status, string Content);

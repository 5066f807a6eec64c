using System.Text.Json.Serialization;

namespace OneStop.Application.Portal;

/// <summary>A dossier as citizens file it at the portal, in the portal's field names — hồ sơ nộp tại Cổng.</summary>
internal sealed record PortalSubmission
{
    [JsonPropertyName("MaHoSo")] public required string Code { get; init; }

    [JsonPropertyName("MaTTHC")] public required string Procedure { get; init; }

    [JsonPropertyName("MaTruongHop")] public string? Case { get; init; }

    [JsonPropertyName("MaDonViTiepNhan")] public required string Agency { get; init; }

    [JsonPropertyName("ChuHoSo")] public required string Owner { get; init; }

    [JsonPropertyName("LoaiDoiTuong")] public required string OwnerKind { get; init; }

    [JsonPropertyName("SoGiayToChuHoSo")] public string? OwnerNumber { get; init; }

    [JsonPropertyName("SoDienThoai")] public string? Phone { get; init; }

    [JsonPropertyName("Email")] public string? Email { get; init; }

    [JsonPropertyName("DiaChi")] public string? Address { get; init; }

    [JsonPropertyName("HinhThuc")] public string? ReturnWay { get; init; }

    [JsonPropertyName("ThanhPhanHoSo")] public IReadOnlyList<PortalPart> Parts { get; init; } = [];

    [JsonPropertyName("ThongTinNguoiNop")] public PortalSubmitter? Submitter { get; init; }

    [JsonPropertyName("GhiChu")] public string? Note { get; init; }

    /// <summary>The citizen knows of an open dossier like this one, and files another.</summary>
    [JsonPropertyName("XacNhanNopThem")] public bool IsAnother { get; init; }
}

/// <summary>Who submitted — người nộp.</summary>
internal sealed record PortalSubmitter
{
    [JsonPropertyName("HoTen")] public required string FullName { get; init; }

    [JsonPropertyName("SoGiayTo")] public string? Number { get; init; }

    [JsonPropertyName("SoDienThoai")] public string? Phone { get; init; }

    [JsonPropertyName("Email")] public string? Email { get; init; }

    /// <summary>The account at the national provider of identities.</summary>
    [JsonPropertyName("DinhDanhTaiKhoan")] public string? Account { get; init; }

    [JsonPropertyName("MucDoDinhDanh")] public int? Level { get; init; }
}

/// <summary>A part — thành phần hồ sơ.</summary>
internal sealed record PortalPart
{
    [JsonPropertyName("MaThanhPhanHoSo")] public required string Code { get; init; }

    [JsonPropertyName("SoLuong")] public int Copies { get; init; } = 1;

    [JsonPropertyName("LoaiBan")] public required string CopyKind { get; init; }

    [JsonPropertyName("GiayToDinhKem")] public IReadOnlyList<PortalFile> Files { get; init; } = [];
}

/// <summary>A file by reference — giấy tờ đính kèm.</summary>
internal sealed record PortalFile
{
    [JsonPropertyName("TenGiayTo")] public required string Name { get; init; }

    /// <summary>SHA-256, hexadecimal.</summary>
    [JsonPropertyName("HashTepTin")] public required string Hash { get; init; }

    [JsonPropertyName("LoaiTep")] public string? MediaType { get; init; }

    [JsonPropertyName("DuongDan")] public string? Url { get; init; }
}

/// <summary>An answer to a request for supplements — hồ sơ bổ sung.</summary>
internal sealed record PortalSupplement
{
    [JsonPropertyName("MaHoSo")] public required string Code { get; init; }

    /// <summary>Number of the round; the open one where absent.</summary>
    [JsonPropertyName("LanBoSung")] public int? Round { get; init; }

    [JsonPropertyName("NoiDungBoSung")] public string? Message { get; init; }

    [JsonPropertyName("ThanhPhanHoSo")] public IReadOnlyList<PortalPart> Parts { get; init; } = [];
}

/// <summary>The citizen takes the dossier back — rút hồ sơ.</summary>
internal sealed record PortalWithdrawal
{
    [JsonPropertyName("MaHoSo")] public required string Code { get; init; }

    [JsonPropertyName("LyDo")] public required string Reason { get; init; }
}

/// <summary>What the payment platform says about a payment — thông báo thanh toán.</summary>
internal sealed record PortalPayment
{
    [JsonPropertyName("MaHoSo")] public required string Code { get; init; }

    [JsonPropertyName("TrangThaiThanhToan")] public required string State { get; init; }

    /// <summary>Identity of the obligation, or its kind; the open one where absent and there is but one.</summary>
    [JsonPropertyName("MaKhoanThu")] public string? Obligation { get; init; }

    /// <summary>In đồng.</summary>
    [JsonPropertyName("SoTien")] public long? AmountVnd { get; init; }

    [JsonPropertyName("ThoiGianThanhToan")] public string? PaidAt { get; init; }

    [JsonPropertyName("SoBienLai")] public string? Receipt { get; init; }
}

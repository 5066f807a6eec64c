using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Portal;

/// <summary>
/// Makes the record of a dossier for <c>DongBoHoSoMC</c> out of its state: the only place, with <see cref="ProgressMapping"/>, that knows
/// the portal's formats of dates and its codes. A dossier whose personal data were erased is sent without any.
/// </summary>
public static class DossierMapping
{
    public static DossierMessage Of(PortalMaterial material, PortalCodes codes)
    {
        var (s, d) = (material.Dossier, material.Dossier.Details);
        var person = s.ErasedAt is null ? d.Owner : null;
        var refused = s.Status == DossierStatus.NotAccepted;
        return new DossierMessage
        {
            MaHoSo = material.Code,
            // Where the catalogue has the same code, the file of tables still has a word.
            MaTTHC = material.NationalCode is { } national && national != s.ProcedureCode ? national : codes.Renaming("MaTTHC", s.ProcedureCode),
            TenTTHC = Fit(material.Procedure.Name, nameof(DossierMessage.TenTTHC)),
            MaLinhVuc = codes.Renaming("MaLinhVuc", s.Field), TenLinhVuc = Fit(material.FieldName, nameof(DossierMessage.TenLinhVuc)),
            KenhThucHien = codes.Of("KenhThucHien", s.Channel),
            SoBienNhan = d.Receipt is null ? "" : s.Code,
            ChuHoSo = Fit(person?.FullName, nameof(DossierMessage.ChuHoSo)),
            SoGiayToChuHoSo = person is null ? "" : Numbers(person, codes).FirstOrDefault()?.SoDinhDanh ?? "",
            LoaiDoiTuong = codes.Of("LoaiDoiTuong", d.Owner.Kind),
            MaDoiTuong = person?.Kind == PartyKind.Citizen ? person.PersonalId ?? "" : person?.TaxCode ?? "",
            ThongTinKhac = Fit(person?.Address, nameof(DossierMessage.ThongTinKhac)),
            Email = Fit(person?.Email, nameof(DossierMessage.Email)), SoDienThoai = person?.Phone ?? "",
            TrichYeuHoSo = Summary(material),
            NgayNopHoSo = PortalText.Instant(s.SubmittedAt), NgayTiepNhan = PortalText.Instant(s.ReceivedAt),
            NgayHenTra = PortalText.Instant(s.DueAt),
            TrangThaiHoSo = codes.Of("TrangThaiHoSo", s.Status),
            NgayTra = PortalText.Instant(s.ReturnedAt), ThongTinTra = s.ReturnedAt is null ? "" : Fit(material.Agencies.NameOf(s.ReceivingAgency), nameof(DossierMessage.ThongTinTra)),
            HinhThuc = codes.Of("HinhThuc", d.Handing?.Via ?? d.ReturnBy),
            NgayKetThucXuLy = refused ? "" : PortalText.Instant(s.ClosedAt),
            NgayTuChoi = refused ? PortalText.Instant(s.ClosedAt) : "",
            DonViXuLy = Fit(material.Agencies.NameOf(s.CompetentAgency), nameof(DossierMessage.DonViXuLy)),
            GhiChu = s.ErasedAt is null ? Fit(d.Note, nameof(DossierMessage.GhiChu)) : "",
            NoiNopHoSo = codes.Of("NoiNopHoSo", s.Client is null ? "oneStop" : "connected"),
            HoSoCoThanhPhanSoHoa = PortalText.Flag(d.Parts.Any(part => part.Documents.Count > 0 || part.Electronic > 0)),
            TaiKhoanDuocXacThucVoiVNeID = PortalText.Flag(s.Assurance is Assurance.Level1 or Assurance.Level2),
            // Payments are no part of a dossier: what was paid online is not known here.
            DuocThanhToanTrucTuyen = PortalText.Flag(false),
            DinhDanhCHS = person is null ? [] : [.. Numbers(person, codes)],
            TaiLieuNop = DossierPapers.Submitted(material),
            DanhSachLePhi = DossierPapers.Fees(material, codes),
            DanhSachTepDinhKemKhac = DossierPapers.OnPaper(d.Parts, material, codes),
            DanhSachHoSoBoSung = [.. d.Supplements.Select(round => DossierPapers.Supplement(round, material, codes))],
            DanhSachGiayToKetQua = DossierPapers.Results(material, codes),
        };
    }

    private static string Fit(string? text, string field) => PortalFields.Fit(text, ServiceNames.SyncDossiers, field);

    /// <summary>The numbers a person or organisation is known by, the surest first.</summary>
    private static IEnumerable<OwnerIdentity> Numbers(Party party, PortalCodes codes)
    {
        (string Kind, string? Number)[] numbers =
            [("personalId", party.PersonalId), ("taxCode", party.TaxCode), ("passport", party.Passport), ("oldIdCard", party.OldIdCard)];
        var known = numbers.Where(number => number.Number is not null);
        return (party.Kind == PartyKind.Citizen ? known : known.OrderByDescending(number => number.Kind == "taxCode"))
            .Select(number => new OwnerIdentity(codes.Of("LoaiDinhDanh", number.Kind), number.Number!));
    }

    /// <summary>What is asked for: the procedure, and its case where there are several.</summary>
    private static string Summary(PortalMaterial material)
    {
        var version = material.Procedure;
        var name = version.Cases.Count > 1 ? version.Cases.FirstOrDefault(one => one.Key == material.Dossier.CaseKey)?.Name : null;
        return Fit(name is null ? version.Name : $"{version.Name} - {name}", nameof(DossierMessage.TrichYeuHoSo));
    }
}

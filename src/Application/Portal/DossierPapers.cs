using System.Globalization;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Portal;

/// <summary>Makes the lists of a dossier's record: papers, fees, rounds of supplement, papers of the result.</summary>
internal static class DossierPapers
{
    public static IReadOnlyList<SubmittedDocument> Submitted(PortalMaterial material)
    {
        var d = material.Dossier.Details;
        return
        [
            // The engine keeps no contents: a document that has no address nobody could fetch.
            .. d.Parts.SelectMany(part => part.Documents.Where(document => !string.IsNullOrEmpty(document.Url)).Select(document => new SubmittedDocument(
                TepDinhKemId: Reference(document), TenTepDinhKem: Fit(Name(document, material), nameof(DossierMessage.TaiLieuNop), nameof(SubmittedDocument.TenTepDinhKem)), IsDeleted: "False", MaThanhPhanHoSo: part.Component,
                DuongDanTaiTepTin: document.Url!, DuocSoHoa: "1", DuocTaiSuDung: PortalText.Flag(d.Reused.Contains(part.Component)),
                DuocLayTuKhoDMQG: "0", MaKetQuaThayThe: ""))),
        ];
    }

    /// <summary>What the citizen has to pay on this dossier, and what the procedure's version says.</summary>
    public static IReadOnlyList<FeeMessage> Fees(PortalMaterial material, PortalCodes codes)
    {
        var s = material.Dossier;
        return
        [
            .. material.Procedure.Fees.Where(fee => fee.Channel is null || fee.Channel == s.Channel).Select((fee, i) => new FeeMessage(
                FeeName(fee.Name), string.Create(CultureInfo.InvariantCulture, $"{s.ProcedureCode}-{i + 1:00}"), codes.Of("HinhThucThu", "atReception"), fee.AmountVnd, codes.Of("LoaiPhiLePhi", fee.Kind))),
            .. s.Details.Obligations.Select(duty => new FeeMessage(
                FeeName(duty.Kind), duty.Id.ToString(), codes.Of("HinhThucThu", "atReturn"), duty.AmountVnd, codes.Of("LoaiPhiLePhi", "obligation"))),
        ];
    }

    public static IReadOnlyList<OtherAttachment> OnPaper(IReadOnlyList<Part> parts, PortalMaterial material, PortalCodes codes)
    {
        string Title(string component) => Fit(
            material.Procedure.Components.FirstOrDefault(one => one.Code == component)?.Name ?? component, nameof(DossierMessage.DanhSachTepDinhKemKhac), nameof(OtherAttachment.TenGiayTo));
        return
        [
            .. parts.SelectMany(part => new (string Kind, int Count)[]
                {
                    ("original", part.Originals), ("copy", part.CertifiedCopies + part.Photocopies), ("electronic", part.Electronic),
                }
                .Where(papers => papers.Count > 0)
                .Select(papers => new OtherAttachment(Title(part.Component), papers.Count, codes.Of("LoaiBan", papers.Kind)))),
        ];
    }

    public static SupplementMessage Supplement(Supplement round, PortalMaterial material, PortalCodes codes)
    {
        var s = material.Dossier;
        var (before, after) = DueDates(round, s);
        return new SupplementMessage
        {
            HoSoBoSungId = string.Create(CultureInfo.InvariantCulture, $"{s.Code}-BS{round.Round}"),
            NguoiYeuCauBoSung = Agency(s.CompetentAgency, material),
            NoiDungBoSung = Fit(
                string.Join("; ", round.Defects.Select(defect => s.ErasedAt is null ? defect.Message : defect.Code)), nameof(DossierMessage.DanhSachHoSoBoSung), nameof(SupplementMessage.NoiDungBoSung)),
            NgayBoSung = PortalText.Instant(round.RequestedAt),
            NguoiTiepNhanBoSung = round.AnsweredAt is null ? "" : Agency(s.ReceivingAgency, material),
            ThongTinTiepNhan = "",
            NgayTiepNhanBoSung = PortalText.Instant(round.AnsweredAt),
            TrangThaiBoSung = codes.Of("TrangThaiBoSung", round.AnsweredAt is not null ? "answered" : s.ClosedAt is null && s.Details.Supplements[^1] == round ? "awaited" : "lapsed"),
            DanhSachGiayToBoSung = OnPaper([.. round.Answers.Select(answer => answer.Part).OfType<Part>()], material, codes),
            NgayHenTraTruoc = PortalText.Instant(before),
            NgayHenTraMoi = PortalText.Instant(after),
        };
    }

    public static IReadOnlyList<ResultMessage> Results(PortalMaterial material, PortalCodes codes)
    {
        if (material.Dossier.Details.Result is not { } result)
        {
            return [];
        }
        var kind = material.Procedure.Results.FirstOrDefault(one => one.Code == result.TypeCode);
        return
        [
            new ResultMessage(
                Fit(kind?.Name ?? result.TypeCode, nameof(DossierMessage.DanhSachGiayToKetQua), nameof(ResultMessage.TenGiayTo)), codes.Renaming("MaGiayToKetQua", result.TypeCode), result.Document is { } document ? Reference(document) : "",
                result.Document?.Url ?? "", codes.Renaming("MaGiayToKetQua", result.TypeCode)),
        ];
    }

    /// <summary>The due instant that a round changed, where its clock was running.</summary>
    private static (DateTimeOffset? Before, DateTimeOffset? After) DueDates(Supplement round, DossierState s) =>
        s.Details.Clock?.Entries.LastOrDefault(entry => entry.At == round.AnsweredAt && entry.After is not null) is { } entry ? (entry.Before, entry.After) : (null, null);

    private static string Fit(string text, string list, string field) => PortalFields.Fit(text, ServiceNames.SyncDossiers, list, field);

    private static string FeeName(string name) => Fit(name, nameof(DossierMessage.DanhSachLePhi), nameof(FeeMessage.TenPhiLePhi));

    private static string Agency(string code, PortalMaterial material) =>
        Fit(material.Agencies.NameOf(code), nameof(DossierMessage.DanhSachHoSoBoSung), nameof(SupplementMessage.NguoiYeuCauBoSung));

    private static string Reference(Document document) => document.Id?.ToString() ?? document.Sha256.ToLowerInvariant();

    private static string Name(Document document, PortalMaterial material) => material.Dossier.ErasedAt is null ? document.Name : Reference(document);
}

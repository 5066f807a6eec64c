using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;

namespace OneStop.Application.Portal;

/// <summary>Everything the messages of one dossier are made of.</summary>
/// <param name="Procedure">The version it lives under.</param>
/// <param name="FieldName">Name of its field.</param>
/// <param name="Names">Display names of the officials in it.</param>
/// <param name="NationalCode">The procedure of the national database that is mapped to its own; null where none is.</param>
public sealed record PortalMaterial(
    DossierState Dossier, ProcedureVersion Procedure, string FieldName, AgencyTree Agencies, IReadOnlyDictionary<AccountId, string> Names,
    string? NationalCode = null)
{
    /// <summary>The officials whose names the messages need.</summary>
    public static IEnumerable<AccountId> Officials(DossierState dossier) => dossier.Details.Steps.Select(step => step.Assignee)
        .Append(dossier.Details.Receipt?.IssuedBy).Append(dossier.Details.Decision?.By).Append(dossier.Details.RefusedBy)
        .Concat(dossier.Details.Replaced.Select(before => before.Decision?.By))
        .OfType<AccountId>().Distinct();

    /// <summary>The official's name; that of the agency where nobody in person did it.</summary>
    internal string NameOf(AccountId? official, string agency) =>
        official is { } account && Names.TryGetValue(account, out var name) ? name : Agencies.NameOf(agency);
}

/// <summary>What stands at the portal when a dossier is in sync.</summary>
/// <param name="Record">Its record.</param>
/// <param name="Progress">Its lines of progress, in order.</param>
public sealed record PortalPicture(DossierMessage Record, IReadOnlyList<ProgressMessage> Progress)
{
    public static PortalPicture Of(PortalMaterial material, PortalCodes codes) => new(DossierMapping.Of(material, codes), ProgressMapping.Of(material, codes));

    /// <summary>Fingerprint of the record.</summary>
    public string Fingerprint() => PortalText.Digest(System.Text.Json.JsonSerializer.Serialize(Record, PortalText.Json));

    /// <summary>What it says about persons.</summary>
    public IEnumerable<string> Persons() =>
    [
        Record.ChuHoSo, Record.SoGiayToChuHoSo, Record.MaDoiTuong, Record.ThongTinKhac, Record.Email, Record.SoDienThoai, Record.GhiChu,
        .. Record.DinhDanhCHS.Select(identity => identity.SoDinhDanh), .. Record.TaiLieuNop.Select(file => file.TenTepDinhKem),
        .. Record.DanhSachHoSoBoSung.Select(round => round.NoiDungBoSung),
    ];
}

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
/// <param name="PortalCode">The code it was filed under at the portal; null where it did not come from there.</param>
public sealed record PortalMaterial(
    DossierState Dossier, ProcedureVersion Procedure, string FieldName, AgencyTree Agencies, IReadOnlyDictionary<AccountId, string> Names,
    string? NationalCode = null, string? PortalCode = null)
{
    /// <summary>The code that the portal knows it by.</summary>
    public string Code => PortalCode ?? Dossier.Code;

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
    public static PortalPicture Of(PortalMaterial material, PortalCodes codes) => new(DossierMapping.Of(material, codes), ProgressMapping.Of(material, codes))
    {
        IsErased = material.Dossier.ErasedAt is not null,
    };

    /// <summary>Whether the personal data of the dossier were erased here.</summary>
    public bool IsErased { get; private init; }

    /// <summary>
    /// Which of its lines of progress are among those the portal has. They are known there by instant and status; where several share both, those of
    /// the same content belong together first.
    /// </summary>
    public IReadOnlyList<ProgressMessage> Among(IReadOnlyList<HeldLine> held)
    {
        var (left, found) = (held.ToList(), new HashSet<ProgressMessage>(ReferenceEqualityComparer.Instance));
        foreach (var line in Progress.Where(line => left.Remove(new HeldLine(line.ThoiDiemXuLy, line.TrangThai, line.NoiDungXuLy))))
        {
            found.Add(line);
        }
        foreach (var line in Progress.Where(line => !found.Contains(line)))
        {
            if (left.FindIndex(one => one.At == line.ThoiDiemXuLy && one.Status == line.TrangThai) is >= 0 and var place)
            {
                left.RemoveAt(place);
                found.Add(line);
            }
        }
        return [.. Progress.Where(found.Contains)];
    }


    /// <summary>Fingerprint of the record.</summary>
    public string Fingerprint() => PortalText.Digest(System.Text.Json.JsonSerializer.Serialize(Record, PortalText.Json));

    /// <summary>What it says about persons; null where that is not known here any more, though the portal may still say it.</summary>
    public IReadOnlyList<string>? Persons() => IsErased ? null :
    [
        Record.ChuHoSo, Record.SoGiayToChuHoSo, Record.MaDoiTuong, Record.ThongTinKhac, Record.Email, Record.SoDienThoai, Record.GhiChu,
        .. Record.DinhDanhCHS.Select(identity => identity.SoDinhDanh), .. Record.TaiLieuNop.Select(file => file.TenTepDinhKem),
        .. Record.DanhSachHoSoBoSung.Select(round => round.NoiDungBoSung),
    ];
}

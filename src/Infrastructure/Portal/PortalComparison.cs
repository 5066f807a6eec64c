using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using OneStop.Application.Portal;

namespace OneStop.Infrastructure.Portal;

/// <summary>
/// Compares what the portal has of a dossier with what should stand there: status, dates, outcome and lines of progress. A field that the
/// portal's answer does not have is not compared.
/// </summary>
internal static partial class PortalComparison
{
    /// <summary>Field of a difference where the portal does not have the dossier.</summary>
    public const string WholeDossier = "dossier";

    /// <summary>Field of a difference where the dossier stood in no ledger: the portal was not asked.</summary>
    public const string Ledger = "ledger";

    /// <summary>Field of a difference in the count of lines of progress.</summary>
    public const string Progress = "TienDo";

    /// <summary>Whether the portal's answer shows every field of the record, each as it is here.</summary>
    public static bool Shows(JsonElement theirs, DossierMessage ours) => JsonSerializer.SerializeToElement(ours, PortalText.Json).EnumerateObject()
        .All(field => theirs.TryGetProperty(field.Name, out var there) && JsonElement.DeepEquals(field.Value, there));

    public static IReadOnlyList<FieldDifference> Differences(PortalPicture ours, HeldDossier? theirs)
    {
        if (theirs is null)
        {
            return [new FieldDifference(WholeDossier, "1", "0")];
        }
        return
        [
            .. Fields(ours.Record).Where(field => PortalAnswer.ValueOf(theirs.Record, field.Name) is { } there && there != field.Value)
                .Select(field => new FieldDifference(field.Name, field.Value, Code(PortalAnswer.ValueOf(theirs.Record, field.Name)!))),
            .. Results(ours.Record, theirs.Record),
            .. Lines(ours, theirs.Lines),
        ];
    }

    private static IEnumerable<(string Name, string Value)> Fields(DossierMessage record) =>
    [
        (nameof(record.MaTTHC), record.MaTTHC), (nameof(record.TrangThaiHoSo), record.TrangThaiHoSo), (nameof(record.NgayNopHoSo), record.NgayNopHoSo),
        (nameof(record.NgayTiepNhan), record.NgayTiepNhan), (nameof(record.NgayHenTra), record.NgayHenTra), (nameof(record.NgayTuChoi), record.NgayTuChoi),
        (nameof(record.NgayKetThucXuLy), record.NgayKetThucXuLy), (nameof(record.NgayTra), record.NgayTra),
    ];

    private static IEnumerable<FieldDifference> Results(DossierMessage record, JsonElement theirs)
    {
        if (!theirs.TryGetProperty(nameof(record.DanhSachGiayToKetQua), out var list) || list.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }
        var ours = string.Join(",", record.DanhSachGiayToKetQua.Select(paper => paper.MaGiayToKetQua));
        var there = string.Join(",", list.EnumerateArray().Select(paper =>
            paper.ValueKind == JsonValueKind.Object ? PortalAnswer.ValueOf(paper, nameof(ResultMessage.MaGiayToKetQua)) : null));
        if (ours != there)
        {
            yield return new FieldDifference(nameof(record.DanhSachGiayToKetQua), Code(ours), Code(there));
        }
    }

    /// <summary>Lines that are missing there, and those that stand there twice: no message takes these away.</summary>
    private static IEnumerable<FieldDifference> Lines(PortalPicture ours, IReadOnlyList<HeldLine>? theirs)
    {
        var missing = theirs is not null && ours.Among(theirs).Count < ours.Progress.Count;
        if (missing || theirs?.Distinct().Count() < theirs?.Count)
        {
            yield return new FieldDifference(Progress, Count(ours.Progress.Count), Count(theirs!.Count)) { IsMended = missing };
        }

        static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Codes and dates are kept; anything else that stands there is not.</summary>
    private static string Code(string value) => Codes().IsMatch(value) ? value : "…";

    [GeneratedRegex(@"^[0-9A-Za-z.,\-]{0,100}\z")]
    private static partial Regex Codes();
}

using OneStop.Application.Reports;
using OneStop.Domain.Agencies;

namespace OneStop.Application.Exports;

/// <summary>What a layout needs beside the report.</summary>
/// <param name="Report">Name of the report.</param>
internal sealed record SheetGround(string Report, AgencyTree Agencies, bool English)
{
    public string Said(string vietnamese, string english) => English ? english : vietnamese;

    public string Word(string name) => SheetWords.Word(name, English);
}

/// <summary>The general layout of a report: key, label, a column for each cell; shares and averages with what they come from beside them.</summary>
internal static class FigureSheet
{
    /// <summary>What is made of others and is no share in percent.</summary>
    private static readonly string[] Averages = ["averageMinutes", "monthlyPerUnit"];

    /// <summary>What rows stand for whose label is a name.</summary>
    private static readonly string[] NamedRows = [WireFormats.Name(CatalogueGroup.Service), WireFormats.Name(AccountsGroup.Kind)];

    public static (ReportSheet Sheet, IReadOnlyList<SheetRow> Rows) Of(Report report, SheetGround ground)
    {
        var cells = Cells(report);
        var sheet = Frame(report, ground) with
        {
            Columns =
            [
                new SheetColumn(ground.Said("Mã", "Code"), 16, SheetValue.Text), new SheetColumn(ground.Word(report.Scope.GroupBy), 44, SheetValue.Text),
                .. cells.SelectMany(cell => Columns(cell, IsDerived(report, cell), ground)),
            ],
            Totals = new SheetRow([ground.Said("Tổng cộng", "Total"), null, .. Values(report, cells, report.Totals)]),
        };
        return (sheet, [.. report.Rows.Select(row => new SheetRow([row.Key, Label(report, row, ground), .. Values(report, cells, row.Cells)]))]);
    }

    /// <summary>Rows in the order of a figure, with their places before them.</summary>
    public static (ReportSheet Sheet, IReadOnlyList<SheetRow> Rows) Ranked(Report report, SheetGround ground)
    {
        var (sheet, rows) = Of(report, ground);
        return (
            sheet with
            {
                Columns = [new SheetColumn(ground.Said("Hạng", "Rank"), 7, SheetValue.Place), .. sheet.Columns], Totals = new SheetRow([null, .. sheet.Totals!.Values]),
            },
            [.. rows.Zip(report.Rows, (row, ranked) => new SheetRow([(long?)ranked.Rank, .. row.Values]))]);
    }

    /// <summary>Accounts that were opened, as a report with one cell.</summary>
    public static (ReportSheet Sheet, IReadOnlyList<SheetRow> Rows) Accounts(OpenedAccounts accounts, SheetGround ground)
    {
        const string opened = "opened";
        static Dictionary<string, Figure> Cells(long number) => new() { [opened] = Figure.Count(number, "") };

        var scope = new ReportScope(null, WireFormats.Name(accounts.GroupBy), opened);
        return Of(new Report(accounts.Period, accounts.AsOf, scope, [.. accounts.Rows.Select(row => new ReportRow(row.Key, row.Key, Cells(row.Opened)))], Cells(accounts.Opened)), ground);
    }

    /// <summary>The title block and the notes that every report has.</summary>
    public static ReportSheet Frame(Report report, SheetGround ground) => new()
    {
        FileName = FileName(report, ground), English = ground.English, Tab = ground.Said("Báo cáo", "Report"), Issuer = Issuer(report, ground), Columns = [],
        Title = SheetWords.Title(ground.Report, ground.English),
        Lines =
        [
            report.Period.From == report.Period.To
                ? $"{ground.Said("Ngày báo cáo", "Day")}: {SheetWords.Day(report.Period.From)}"
                : ground.Said(
                    $"Kỳ báo cáo: từ ngày {SheetWords.Day(report.Period.From)} đến hết ngày {SheetWords.Day(report.Period.To)}",
                    $"Period: {SheetWords.Day(report.Period.From)} to {SheetWords.Day(report.Period.To)}"),
            $"{ground.Said("Số liệu tính đến", "As of")}: {SheetWords.Instant(report.AsOf)}. {Basis(report, ground)}.",
        ],
        Notes =
        [
            ground.Said(
                $"Nguồn: kết xuất từ OneStop, số liệu tính đến {SheetWords.Instant(report.AsOf)}, trong phạm vi quyền xem của người kết xuất; không tính hồ sơ thử nghiệm.",
                $"Source: drawn from OneStop as of {SheetWords.Instant(report.AsOf)}, within what the requester may see; dossiers filed for trying out are not counted."),
        ],
    };

    /// <summary>Names of all cells, in the order of the report.</summary>
    public static IReadOnlyList<string> Cells(Report report) =>
        [.. report.Rows.SelectMany(row => row.Cells.Keys).Prepend(report.Totals.Keys).Distinct()];

    /// <summary>Whether a cell is a share or an average.</summary>
    public static bool IsDerived(Report report, string cell) => report.Rows.Select(row => row.Cells).Append(report.Totals)
        .Any(cells => cells.TryGetValue(cell, out var figure) && figure.Numerator is not null);

    private static IEnumerable<string> Prepend(this IEnumerable<string> rest, IEnumerable<string> first) => first.Concat(rest);

    private static IEnumerable<SheetColumn> Columns(string cell, bool derived, SheetGround ground)
    {
        var word = ground.Word(cell);
        return derived
            ?
            [
                new SheetColumn(Averages.Contains(cell) ? ground.Said("Giá trị", "Value") : ground.Said("Tỷ lệ (%)", "Share (%)"), 11, SheetValue.Share, word),
                new SheetColumn(ground.Said("Tử số", "Numerator"), 11, SheetValue.Count, word), new SheetColumn(ground.Said("Mẫu số", "Denominator"), 13, SheetValue.Count, word),
            ]
            : [new SheetColumn(word, 14, SheetValue.Count)];
    }

    private static IEnumerable<object?> Values(Report report, IReadOnlyList<string> cells, IReadOnlyDictionary<string, Figure> of) => cells.SelectMany(cell =>
    {
        var figure = of.GetValueOrDefault(cell);
        return IsDerived(report, cell) ? new object?[] { figure?.Value, figure?.Numerator, figure?.Denominator } : [figure?.Value];
    });

    private static string Label(Report report, ReportRow row, SheetGround ground) => NamedRows.Contains(report.Scope.GroupBy) ? ground.Word(row.Label) : row.Label;

    /// <summary>What was counted, by what, and as whose.</summary>
    private static string Basis(Report report, SheetGround ground)
    {
        string?[] parts =
        [
            $"{ground.Said("Cơ sở tính", "Base")}: {Lowered(ground.Word(report.Scope.Base))}",
            report.Scope.CountBy is { } unit ? $"{ground.Said("đơn vị tính", "unit")}: {ground.Word(unit)}" : null,
            report.Scope.Structure is { } structure ? ground.Word(structure) : null,
        ];
        return string.Join("; ", parts.OfType<string>());
    }

    private static string Lowered(string text) => text.Length == 0 ? text : $"{char.ToLowerInvariant(text[0])}{text[1..]}";

    private static string Issuer(Report report, SheetGround ground) =>
        report.Scope.Agency is { } agency ? ground.Agencies.NameOf(agency) : ground.Said("Toàn bộ các cơ quan", "All agencies");

    private static string FileName(Report report, SheetGround ground) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{ground.Report}_{report.Scope.Agency ?? "all"}_{report.Period.From:yyyy-MM-dd}_{report.Period.To:yyyy-MM-dd}");
}

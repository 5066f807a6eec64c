using OneStop.Application.Reports;

namespace OneStop.Application.Exports;

/// <summary>The service-quality index: its groups and indicators, the total with its class, and the units below in their order.</summary>
internal static class QualitySheet
{
    private static readonly string[] Roman = ["I", "II", "III", "IV", "V"];

    public static (ReportSheet Sheet, IReadOnlyList<SheetRow> Rows) Of(ServiceQualityReport index, SheetGround ground)
    {
        var frame = FigureSheet.Frame(new Report(index.Period, index.AsOf, index.Scope, [], new Dictionary<string, Figure>()), ground);
        var sheet = frame with
        {
            Tab = ground.Said("Bộ chỉ số", "Index"), Columns = Columns(ground),
            Lines =
            [
                ground.Said("(Quyết định số 766/QĐ-TTg)", "(Decision No. 766/QĐ-TTg)"), .. frame.Lines,
                ground.Said($"Tổng điểm: {Points(index.Points)}/{Points(index.Max)}. Xếp loại: {Class(index.Class)}", $"Total: {Points(index.Points)}/{Points(index.Max)}. Class: {Class(index.Class)}"),
            ],
            Notes =
            [
                ground.Said(
                    "Chỉ tiêu chưa có số liệu được điểm như quy tắc cho trường hợp không phát sinh. Ngưỡng xếp loại (90, 80, 70, 50) chưa được đối chiếu với quyết định.",
                    "An indicator without data earns what its rule gives for nothing. The limits of the classes (90, 80, 70, 50) are not verified against the decision."),
                .. frame.Notes,
            ],
        };
        return (sheet, [.. index.Groups.SelectMany(Group), Total(index), .. index.Units is { } units ? Units(units) : []]);

        SheetRow Total(ServiceQualityReport of) => Sum(null, ground.Said("Tổng điểm", "Total"), null, (of.Points, of.Max), Standing(of.Class, of.MaxWithData));

        IEnumerable<SheetRow> Units(IReadOnlyList<RankedUnit> of) => of
            .Select(unit => new SheetRow([Place(unit.Rank), unit.Label, unit.Key, null, null, null, unit.Points, unit.Max, Standing(unit.Class, unit.MaxWithData), null]))
            .Prepend(Sum(null, ground.Said("Xếp hạng các cơ quan, đơn vị", "Units in their order"), null, (null, null), null));

        string Class(Domain.Reports.WorkClass of) => SheetWords.Word(of, ground.English);

        string Standing(Domain.Reports.WorkClass of, decimal counted) => ground.Said(
            $"Xếp loại: {Class(of)}. Điểm tối đa của các chỉ tiêu có số liệu: {Points(counted)}", $"Class: {Class(of)}. Maximum of the indicators with data: {Points(counted)}");
    }

    private static IEnumerable<SheetRow> Group(ScoredGroup group, int number) => group.Indicators
        .Select((one, i) => new SheetRow(
        [
            Place(i + 1), group.Label, one.Label, one.Figure?.Numerator, one.Figure?.Denominator, one.Figure?.Value, one.Points, one.Max, one.Rule, one.Reason,
        ]))
        .Prepend(Sum(Roman[number], group.Label, null, (group.Points, group.Max), null));

    private static SheetRow Sum(string? place, string label, string? indicator, (decimal? Points, decimal? Max) of, string? rule) =>
        new([place, label, indicator, null, null, null, of.Points, of.Max, rule, null]) { Strong = true };

    private static IReadOnlyList<SheetColumn> Columns(SheetGround ground)
    {
        var figure = ground.Said("Số liệu", "Figure");
        return
        [
            new(ground.Said("TT", "No."), 5, SheetValue.Text), new(ground.Said("Nhóm chỉ số, cơ quan", "Group, unit"), 26, SheetValue.Text),
            new(ground.Said("Chỉ tiêu", "Indicator"), 34, SheetValue.Text), new(ground.Said("Tử số", "Numerator"), 11, SheetValue.Count, figure),
            new(ground.Said("Mẫu số", "Denominator"), 11, SheetValue.Count, figure), new(ground.Said("Tỷ lệ (%)", "Share (%)"), 10, SheetValue.Share, figure),
            new(ground.Said("Điểm", "Points"), 9, SheetValue.Share), new(ground.Said("Điểm tối đa", "Maximum"), 9, SheetValue.Share),
            new(ground.Said("Cách tính điểm, xếp loại", "Rule, class"), 44, SheetValue.Text), new(ground.Said("Lý do chưa có số liệu", "Why there is no data"), 34, SheetValue.Text),
        ];
    }

    private static string Place(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Points(decimal points) => points.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}

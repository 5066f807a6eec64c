using System.Globalization;
using OneStop.Application.Reports;
using OneStop.Domain.Reports;

namespace OneStop.Application.Exports;

/// <summary>Units or officials, a row for each, with a column for each indicator that they are evaluated by.</summary>
internal static class PartySheet
{
    public static (ReportSheet Sheet, IReadOnlyList<SheetRow> Rows) Of(EvaluationSheet evaluation, SheetGround ground)
    {
        var officials = evaluation.Scope.GroupBy == WireFormats.Name(EvaluatedKind.Official);
        var indicators = Evaluation.Indicators.Where(indicator => indicator.OfOfficials || !officials).ToList();
        var frame = FigureSheet.Frame(new Report(evaluation.Period, evaluation.AsOf, evaluation.Scope, [], new Dictionary<string, Figure>()), ground);
        var sheet = frame with
        {
            Tab = ground.Said("Đánh giá", "Evaluation"), Columns = Columns(indicators, officials, ground),
            Lines = [ground.Said("(Điều 13, 14, 15 Thông tư số 01/2018/TT-VPCP)", "(Articles 13 to 15 of Circular No. 01/2018/TT-VPCP)"), .. frame.Lines],
            Notes = [.. indicators.Select(indicator => Note(indicator, ground)), .. frame.Notes],
        };
        return (sheet, [.. evaluation.Rows.Select((party, i) => Row(party, i + 1, indicators, ground))]);
    }

    private static SheetRow Row(EvaluatedParty party, long place, IReadOnlyList<EvaluationIndicator> indicators, SheetGround ground) => new(
    [
        place, party.Label, .. indicators.Select(indicator => (object?)party.Indicators.FirstOrDefault(one => one.Number == indicator.Number)?.Score),
        party.Points, (long)party.Max, (long)party.MaxWithData, Standing(party, ground),
    ]);

    /// <summary>The class of a unit, how much of its duty an official has done.</summary>
    private static string? Standing(EvaluatedParty party, SheetGround ground) => party switch
    {
        { Class: { } of } => SheetWords.Word(of, ground.English),
        { Duty: DutyDone.Whole } => ground.Said("Hoàn thành 100% nhiệm vụ", "All of the duty done"),
        { Duty: DutyDone.Most } => ground.Said("Hoàn thành từ 70% đến dưới 100%", "From 70 to below 100% done"),
        { Duty: DutyDone.Less } => ground.Said("Hoàn thành dưới 70%", "Below 70% done"),
        _ => null,
    };

    private static IReadOnlyList<SheetColumn> Columns(IEnumerable<EvaluationIndicator> indicators, bool officials, SheetGround ground)
    {
        var scores = ground.Said("Điểm của từng chỉ số (tối đa 2 điểm)", "Points of each indicator (2 at most)");
        return
        [
            new(ground.Said("TT", "No."), 5, SheetValue.Place), new(ground.Word(officials ? "official" : "agency"), 34, SheetValue.Text),
            .. indicators.Select(one => new SheetColumn($"({one.Number.ToString(CultureInfo.InvariantCulture)}) {one.Name.In(ground.English)}", 14, SheetValue.Share, scores)),
            new(ground.Said("Tổng điểm", "Total"), 9, SheetValue.Share), new(ground.Said("Điểm tối đa", "Maximum"), 8, SheetValue.Count),
            new(ground.Said("Tối đa của chỉ số có số liệu", "Maximum with data"), 11, SheetValue.Count),
            new(officials ? ground.Said("Mức độ hoàn thành", "Duty") : ground.Said("Xếp loại", "Class"), 20, SheetValue.Text),
        ];
    }

    /// <summary>How points are earned, and why they are not, or less exactly.</summary>
    private static string Note(EvaluationIndicator indicator, SheetGround ground)
    {
        string?[] parts = [indicator.Rule.In(ground.English), (indicator.Gap ?? indicator.Remark)?.In(ground.English)];
        return $"({indicator.Number.ToString(CultureInfo.InvariantCulture)}) {indicator.Name.In(ground.English)}: {string.Join(" ", parts.OfType<string>())}";
    }
}

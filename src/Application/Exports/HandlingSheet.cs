using System.Globalization;
using OneStop.Application.Reports;

namespace OneStop.Application.Exports;

/// <summary>The handling report laid out as the form has it; cells that the form does not know stand after its own.</summary>
internal static class HandlingSheet
{
    private const string Form = "Biểu số 06/VPCP/KSTT";

    private static readonly FormSection[] Sections =
    [
        new("Số hồ sơ nhận giải quyết", "Dossiers to be handled",
        [
            new("received", "Tổng số", "Total", "(3)=(4)+(5)+(6)"), new("receivedOnline", "Trong kỳ: trực tuyến", "In the period: online"),
            new("receivedDirect", "Trong kỳ: trực tiếp, bưu chính", "In the period: counter, post"), new("carriedOver", "Từ kỳ trước", "Carried over"),
        ]),
        new("Số hồ sơ đã giải quyết", "Resolved",
        [
            new("resolved", "Tổng số", "Total", "(7)=(8)+(9)+(10)"), new("resolvedEarly", "Trước hạn", "Early"), new("resolvedOnTime", "Đúng hạn", "On time"),
            new("resolvedOverdue", "Quá hạn", "Overdue"),
        ]),
        new("Số hồ sơ đang giải quyết", "In progress",
        [
            new("inProgress", "Tổng số", "Total", "(11)=(12)+(13)"), new("inProgressInTime", "Trong hạn", "In time"), new("inProgressOverdue", "Quá hạn", "Overdue"),
        ]),
        new("Trong đó", "Of which",
        [
            new("paused", "Tạm dừng tính hạn", "Paused"), new("withdrawn", "Rút", "Withdrawn"), new("stopped", "Dừng xử lý", "Stopped"), new("refused", "Từ chối", "Refused"),
        ]),
        new("Tỷ lệ đúng hạn (%)", "Punctuality (%)",
        [
            new("punctuality", "Theo thời hạn", "By the due date"), new("firstPromisePunctuality", "Theo ngày hẹn đầu tiên", "By the first promise"),
        ]),
    ];

    public static (ReportSheet Sheet, IReadOnlyList<SheetRow> Rows) Of(Report report, SheetGround ground)
    {
        var there = FigureSheet.Cells(report);
        var ours = Sections.Select(part => part with { Cells = [.. part.Cells.Where(cell => there.Contains(cell.Name))] }).ToArray();
        var others = there.Except(Sections.SelectMany(part => part.Cells).Select(cell => cell.Name)).ToArray();
        string[] order = [.. ours.SelectMany(part => part.Cells).Select(cell => cell.Name), .. others];
        var frame = FigureSheet.Frame(report, ground);
        var sheet = frame with
        {
            Form = Form, Tab = ground.Said("Biểu 06", "Form 06"), Columns = Numbered(Columns(report, ground, ours, others)),
            Totals = new SheetRow([null, ground.Said("Tổng cộng", "Total"), .. order.Select(cell => report.Totals.GetValueOrDefault(cell)?.Value)]),
            Notes = [.. Definitions(ground), .. frame.Notes],
        };
        return (sheet, [.. report.Rows.Select((row, i) => new SheetRow([(long)(i + 1), row.Label, .. order.Select(cell => (object?)row.Cells.GetValueOrDefault(cell)?.Value)]))]);
    }

    private static IEnumerable<SheetColumn> Columns(Report report, SheetGround ground, FormSection[] ours, string[] others)
    {
        SheetValue Holds(string cell) => FigureSheet.IsDerived(report, cell) ? SheetValue.Share : SheetValue.Count;

        yield return new SheetColumn(ground.Said("TT", "No."), 5, SheetValue.Place);
        yield return new SheetColumn(ground.Word(report.Scope.GroupBy), 38, SheetValue.Text);
        foreach (var part in ours)
        {
            foreach (var cell in part.Cells)
            {
                yield return new SheetColumn(ground.Said(cell.Vietnamese, cell.English), cell.Number is null ? 11 : 15, Holds(cell.Name), ground.Said(part.Vietnamese, part.English), cell.Number);
            }
        }
        foreach (var cell in others)
        {
            yield return new SheetColumn(Other(cell, ground), 11, Holds(cell), ground.Said("Chỉ tiêu khác", "Further figures"));
        }
    }

    /// <summary>A cell of the legs is called like that of the dossiers.</summary>
    private static string Other(string cell, SheetGround ground)
    {
        const string legs = "legs";
        var same = cell.StartsWith(legs, StringComparison.Ordinal)
            ? Sections.SelectMany(part => part.Cells, (part, one) => (part, one)).FirstOrDefault(pair => pair.one.Name.Equals(cell[legs.Length..], StringComparison.OrdinalIgnoreCase))
            : default;
        return same.one is null
            ? ground.Word(cell)
            : $"{ground.Said("Liên thông", "Transfers")}: {ground.Said(same.part.Vietnamese, same.part.English)} - {ground.Said(same.one.Vietnamese, same.one.English)}";
    }

    /// <summary>A column that follows from others says how; the others have their number.</summary>
    private static IReadOnlyList<SheetColumn> Numbered(IEnumerable<SheetColumn> columns) =>
        [.. columns.Select((column, i) => column with { Number = column.Number ?? string.Create(CultureInfo.InvariantCulture, $"({i + 1})") })];

    private static IEnumerable<string> Definitions(SheetGround ground)
    {
        yield return ground.Said(
            "Cột (3) = (7) + (11): mọi hồ sơ nhận giải quyết đều đã hoặc đang giải quyết. Cột (6) là hồ sơ tiếp nhận trước kỳ, chưa giải quyết xong tại đầu kỳ.",
            "Column (3) = (7) + (11): whatever is to be handled is resolved or in progress. Column (6) was received before the period and open at its start.");
        yield return ground.Said(
            "Đã giải quyết là hồ sơ đã kết thúc tính hạn trong kỳ, hồ sơ rút được tính đúng hạn; hồ sơ chờ bổ sung được tính trong hạn. Các cột sau cột (13) tách ra từ các cột trước, không cộng thêm.",
            "Resolved are those whose clock closed in the period, withdrawn ones on time; whatever awaits a supplement is in time. Columns after (13) are parts of those before them and add nothing.");
    }

    private sealed record FormSection(string Vietnamese, string English, FormCell[] Cells);

    private sealed record FormCell(string Name, string Vietnamese, string English, string? Number = null);
}

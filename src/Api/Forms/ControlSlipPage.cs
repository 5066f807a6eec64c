using OneStop.Api.Http;
using OneStop.Application.Forms;

namespace OneStop.Api.Forms;

/// <summary>Form 05 of 2018, 06 of 2025: who gave the dossier to whom, when, and whether in time.</summary>
internal static class ControlSlipPage
{
    /// <summary>The signatures stay with the last row, so that no page has them alone.</summary>
    public static Html Body(PrintedForm printed, Wording words)
    {
        var (form, slip) = (printed.Form, printed.Form.ControlSlip!);
        return Html.Of($"""
            {FormPage.Top(printed, words)}
            {FormPage.Fact(words["Ngày, giờ tiếp nhận", "Received at"], form.ReceivedAt is { } received ? words.At(received) : null)}
            {FormPage.Fact(words["Ngày, giờ hẹn trả kết quả", "Appointment for the result"], form.DueAt is { } due ? words.At(due) : null)}
            {FormPage.Fact(words["Cơ quan, bộ phận giải quyết hồ sơ", "Resolving agency"], slip.ResolvingAgency.Name)}
            {FormPage.Fact(words["Cơ quan phối hợp giải quyết", "Cooperating agencies"], slip.CooperatingAgencies.Count == 0 ? words["Không", "None"] : string.Join("; ", slip.CooperatingAgencies.Select(agency => agency.Name)))}
            <table style="margin-top:3mm"><thead><tr><th style="width:37%">{words["Tên cơ quan, bộ phận", "Agency, unit"]}</th><th style="width:16%">{words["Thời gian giao, nhận hồ sơ", "Handed over at"]}</th><th style="width:19%">{words["Kết quả (trước, đúng, quá hạn)", "Result (early, on time, overdue)"]}</th><th style="width:15%">{words["Ghi chú", "Note"]}</th><th style="width:13%">{words["Ký nhận", "Signatures"]}</th></tr></thead>
            <tbody>{Html.Join(slip.Rows.SkipLast(1).Select(row => Row(row, words)))}</tbody>
            <tbody style="break-inside:avoid">{(slip.Rows.Count == 0 ? Blank(words) : Row(slip.Rows[^1], words))}
            <tr><td colspan="5" style="border:0">{PrintedPage.Signatures(FormPage.Hint(words), (words["Người lập phiếu", "Made out by"], null), (words["Phụ trách bộ phận một cửa", "Head of the one-stop office"], null))}</td></tr></tbody></table>
            """);
    }

    private static Html Row(HandOver row, Wording words) => Html.Of($"""
        <tr><td><b>{words["Giao", "From"]}:</b> {Side(row.From)}<br><b>{words["Nhận", "To"]}:</b> {(row.To is { } to ? Side(to) : row.Kind == HandOverKind.HandedOut ? Html.Of($"{words["Chủ hồ sơ", "Owner of the dossier"]}") : Html.Of($"—"))}</td>
        <td class="n">{Wording.Instant(row.At)}</td><td class="n">{Result(row.Result, words)}</td><td>{Note(row, words)}</td>
        <td>{words["Giao", "From"]}:<br><br>{words["Nhận", "To"]}:<br><br></td></tr>
        """);

    /// <summary>Lines to fill in by hand where nothing was handed on yet.</summary>
    private static Html Blank(Wording words) => Html.Of($"<tr><td>{words["Giao", "From"]}:<br><br>{words["Nhận", "To"]}:<br><br></td><td></td><td></td><td></td><td></td></tr>");

    private static Html Side(HandOverSide side)
    {
        string?[] parts = [side.Agency.Name, side.Step, side.Official];
        return Html.Of($"{string.Join(", ", parts.OfType<string>())}");
    }

    private static string Result(HandOverResult? result, Wording words) => result switch
    {
        HandOverResult.Early => words["Trước hạn", "Early"],
        HandOverResult.OnTime => words["Đúng hạn", "On time"],
        HandOverResult.Overdue => words["Quá hạn", "Overdue"],
        null => "",
    };

    private static string Note(HandOver row, Wording words)
    {
        var kind = row.Kind switch
        {
            HandOverKind.SentBack => words["Trả lại bước trước", "Sent back"],
            HandOverKind.Recalled => words["Thu hồi về bước trước", "Recalled"],
            HandOverKind.Sent => words["Chuyển cơ quan phối hợp", "Sent to another agency"],
            HandOverKind.Returned => words["Cơ quan phối hợp trả kết quả", "Back from another agency"],
            HandOverKind.Declined => words["Không thuộc thẩm quyền, trả lại", "Declined"],
            HandOverKind.Rerouted => words["Chuyển cơ quan khác", "Sent on to another agency"],
            HandOverKind.TakenBack => words["Bên gửi thu hồi", "Taken back"],
            HandOverKind.Lapsed => words["Hết hạn lấy ý kiến", "No answer in time"],
            HandOverKind.HandedOut => words["Trả kết quả", "Result handed out"],
            HandOverKind.Ended => words["Hồ sơ kết thúc", "The dossier ended"],
            HandOverKind.Passed => "",
        };
        return (kind, row.Note) switch
        {
            (_, null or "") => kind,
            ("", { } note) => note,
            var (said, note) => $"{said}: {note}",
        };
    }
}

using OneStop.Api.Http;
using OneStop.Application.Dossiers;
using OneStop.Application.Forms;

namespace OneStop.Api.Forms;

/// <summary>Form 01: receipt and appointment.</summary>
internal static class ReceiptPage
{
    public static Html Body(PrintedForm printed, Wording words)
    {
        var (form, receipt) = (printed.Form, printed.Form.Receipt!);
        return Html.Of($"""
            {FormPage.Fact(words.OneStopOffice, form.ReceivingAgency.Name)}
            {FormPage.Top(printed, words, letter: false, FormPage.Identity(form.Owner, words), Submitter(form, words))}
            <h2>{words["Thành phần hồ sơ nộp gồm", "Papers handed in"]}:</h2>
            {PrintedPage.Parts(receipt.Parts, words)}
            {FormPage.Fact(words["Số lượng hồ sơ (bộ)", "Number of sets"], null)}
            {FormPage.Fact(words["Thời hạn giải quyết theo quy định", "Statutory time"], words.LimitOf(receipt.Limit))}
            {FormPage.Fact(words["Thời gian nhận hồ sơ", "Received at"], words.At(receipt.ReceivedAt))}
            {Appointment(form, receipt, words)}
            {FormPage.Fact(words["Đăng ký nhận kết quả", "Result to be given out"], $"{FormPage.Via(receipt.ReturnBy, words)} – {receipt.ReceivingAgency.Name}")}
            {(receipt.Secret.Length == 0 ? Html.Empty : FormPage.Fact(words["Mã bí mật để tra cứu (cùng mã hồ sơ hoặc mã QR)", "Secret to look it up (or use the QR code)"], receipt.Secret))}
            {Linked(receipt, words)}
            {Corrections(receipt, words)}
            {PrintedPage.Signatures(FormPage.Hint(words), (words["Người nộp hồ sơ", "Submitter"], null), (words["Người tiếp nhận hồ sơ", "Received by"], form.Official))}
            """);
    }

    private static Html Submitter(FormView form, Wording words) =>
        form.Submitter is { } submitter ? FormPage.Fact(words["Người nộp hồ sơ", "Submitter"], submitter.Phone is null ? submitter.FullName : $"{submitter.FullName} ({submitter.Phone})") : Html.Empty;

    /// <summary>After a new beginning both stand there, each reception with its appointment, so that the dates add up.</summary>
    private static Html Appointment(FormView form, ReceiptView receipt, Wording words)
    {
        var again = form.Restarts.Count > 0;
        var first = (form.FirstDueAt ?? (again ? receipt.DueAt : null)) is { } due ? FormPage.Fact(words["Lần hẹn đầu", "First appointment"], words.At(due)) : Html.Empty;
        var now = form.Restarts is [.., { DueAt: var promised }] && promised == receipt.DueAt
            ? Html.Empty
            : Strong(again ? words["Thời gian hẹn trả kết quả hiện nay", "Appointment for the result now"] : words["Thời gian hẹn trả kết quả", "Appointment for the result"], words.At(receipt.DueAt));
        return again
            ? Html.Of($"{first}{Html.Join(form.Restarts.Select(restart => Again(restart, restart.DueAt == receipt.DueAt, words)))}{now}")
            : Html.Of($"{now}{first}");
    }

    private static Html Again(FormRestart again, bool stands, Wording words)
    {
        var appointment = words["Hẹn trả mới", "New appointment"];
        return Html.Of($"""
            {FormPage.Fact(words["Tiếp nhận lại (hồ sơ đã bổ sung)", "Received again (completed)"], words.At(again.At))}
            {(stands ? Strong(appointment, words.At(again.DueAt)) : FormPage.Fact(appointment, words.At(again.DueAt)))}
            """);
    }

    private static Html Strong(string name, string value) => Html.Of($"<p class=\"f\"><b>{name}:</b> <span><strong>{value}</strong></span></p>");

    private static Html Linked(ReceiptView receipt, Wording words) => receipt.Linked.Count == 0 ? Html.Empty : Html.Of($"""
        <h2>{words["Hồ sơ liên thông nộp cùng", "Handed in together with"]}:</h2>
        <table><thead><tr><th>{words["Mã hồ sơ", "Dossier"]}</th><th>{words["Thủ tục", "Procedure"]}</th><th>{words["Hẹn trả", "Appointment"]}</th></tr></thead>
        <tbody>{Html.Join(receipt.Linked.Select(one => Html.Of($"<tr><td>{one.Code}</td><td>{one.Procedure}</td><td>{(one.DueAt is { } due ? Wording.Instant(due) : "")}</td></tr>")))}</tbody></table>
        """);

    private static Html Corrections(ReceiptView receipt, Wording words) => receipt.Corrections.Count == 0 ? Html.Empty : Html.Of($"""
        <p class="small">{words["Bản số", "Revision"]} {receipt.Revision}. {Html.Join(receipt.Corrections.Select(one => Html.Of($"{words["Đính chính ngày", "Corrected on"]} {Wording.Day(one.At)}: {one.Reason}. ")))}</p>
        """);
}

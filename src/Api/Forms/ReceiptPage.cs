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
            {FormPage.Fact(words["Bộ phận tiếp nhận", "Received by"], form.Agency.Name)}
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

    private static Html Appointment(FormView form, ReceiptView receipt, Wording words) => Html.Of($"""
        <p class="f"><b>{words["Thời gian hẹn trả kết quả", "Appointment for the result"]}:</b> <span><strong>{words.At(receipt.DueAt)}</strong></span></p>
        {(form.FirstDueAt is { } first ? FormPage.Fact(words["Lần hẹn đầu", "First appointment"], words.At(first)) : Html.Empty)}
        """);

    private static Html Linked(ReceiptView receipt, Wording words) => receipt.Linked.Count == 0 ? Html.Empty : Html.Of($"""
        <h2>{words["Hồ sơ liên thông nộp cùng", "Handed in together with"]}:</h2>
        <table><thead><tr><th>{words["Mã hồ sơ", "Dossier"]}</th><th>{words["Thủ tục", "Procedure"]}</th><th>{words["Hẹn trả", "Appointment"]}</th></tr></thead>
        <tbody>{Html.Join(receipt.Linked.Select(one => Html.Of($"<tr><td>{one.Code}</td><td>{one.Procedure}</td><td>{(one.DueAt is { } due ? Wording.Instant(due) : "")}</td></tr>")))}</tbody></table>
        """);

    private static Html Corrections(ReceiptView receipt, Wording words) => receipt.Corrections.Count == 0 ? Html.Empty : Html.Of($"""
        <p class="small">{words["Bản số", "Revision"]} {receipt.Revision}. {Html.Join(receipt.Corrections.Select(one => Html.Of($"{words["Đính chính ngày", "Corrected on"]} {Wording.Day(one.At)}: {one.Reason}. ")))}</p>
        """);
}

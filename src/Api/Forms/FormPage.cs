using OneStop.Api.Http;
using OneStop.Application.Forms;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Forms;
using OneStop.Domain.Shared;

namespace OneStop.Api.Forms;

/// <summary>A statutory form as a page to print: its head, the facts all forms share, and the body of its own.</summary>
internal static class FormPage
{
    private const string Style = """
        .sheet { display: flex; justify-content: space-between; font-style: italic; font-size: .9em; margin: 0 0 1.5mm } .sheet b { font-style: normal; text-align: right }
        header { font-size: .95em } header .unit { flex: 1 } header .superior { font-weight: normal }
        header .unit::after { content: ""; display: block; width: 18mm; border-top: 1px solid #000; margin: .8mm auto 0 }
        .place { display: flex; justify-content: space-between; margin: 1.5mm 0 0 } .place i { margin-left: auto }
        .top { display: flex; justify-content: space-between; align-items: flex-start; gap: 4mm } .top > div { flex: 1 }
        .top svg { width: 24mm; height: 24mm; flex: none; margin: 1mm -2mm 0 0 }
        p { text-align: justify } .f { display: flex; gap: 1.5mm; text-align: left } .f > span { flex: 1; overflow-wrap: anywhere }
        .f > b { flex: none; max-width: 60%; font-weight: normal } .dots { border-bottom: 1px dotted #000; min-width: 20mm; height: 1.15em }
        .two { display: flex; gap: 3mm } .two > :last-child { flex: 1 } .two .dots { min-width: 15mm }
        table { margin: .5mm 0 1mm } .sheet, .place { line-height: 1.1 } .reason { white-space: pre-line } .small { font-size: .9em; font-style: italic }
        """;

    /// <summary>Letters have room; the receipt has much to say on its sheet.</summary>
    private const string Roomy = """
        body { font-size: 10.5pt; line-height: 1.38 } header, .sheet, .place { font-size: .9em } p { margin: 0 0 .9mm } h1 { margin-top: 4mm } .number { margin-bottom: 2.5mm } .sign { padding-top: 4mm } th, td { padding: .7mm 1.5mm }
        """;

    public static string Of(PrintedForm printed, bool english)
    {
        var (form, words) = (printed.Form, new Wording(english));
        var title = Title(form, words);
        var style = form is { Paper: PaperSize.A5, Receipt: null } ? Style + Roomy : Style;
        return PrintedPage.Of(words, $"{title} {form.Code}", form.Paper, style, printed.Sandbox, Html.Of($"""
            {Head(form, words)}
            <h1>{title}</h1>
            <p class="number">{words["Mã hồ sơ", "Dossier"]}: <b>{form.Code}</b></p>
            {Body(printed, words)}
            """));
    }

    /// <summary>That of the form; the form of 2025 asks for more time in its title, which an apology that extends nothing does not.</summary>
    private static string Title(FormView form, Wording words) =>
        form is { Apology.ExtendedTo: null, Apology: not null, Set: not "2018" } ? words["Văn bản xin lỗi", "Apology"] : form.Title;

    /// <summary>A fact; a dotted line to fill in by hand where the record does not have it.</summary>
    public static Html Fact(string name, string? value) =>
        Html.Of($"<p class=\"f\"><b>{name}:</b> {(string.IsNullOrEmpty(value) ? Html.Raw("<span class=\"dots\"></span>") : Html.Of($"<span>{value}</span>"))}</p>");

    /// <summary>Beside the QR code where there is one: whose dossier it is and what it is about.</summary>
    /// <param name="letter">Whether it is written to the owner.</param>
    public static Html Top(PrintedForm printed, Wording words, bool letter = false, params Html[] more)
    {
        var form = printed.Form;
        return Html.Of($"""
            <div class="top"><div>
            {Fact(letter ? words["Kính gửi", "To"] : words["Chủ hồ sơ", "Owner of the dossier"], words.Names([form.Owner.FullName, .. form.CoOwners]))}
            {Fact(words["Địa chỉ", "Address"], form.Owner.Address)}
            <div class="two">{Fact(words["Điện thoại", "Phone"], form.Owner.Phone)}{Fact(words["Thư điện tử", "E-mail"], form.Owner.Email)}</div>
            {Html.Join(more)}
            </div>{(printed.QrSvg is { } svg ? Html.Raw(svg) : Html.Empty)}</div>
            {Fact(words["Nội dung yêu cầu giải quyết", "Content requested"], Content(form))}
            """);
    }

    /// <summary>What identifies the owner, by the best number there is.</summary>
    public static Html Identity(Party party, Wording words) => party switch
    {
        { PersonalId: { } id } => Fact(words["Số định danh cá nhân/CCCD", "Personal identification number"], id),
        { OldIdCard: { } card } => Fact(words["Số CMND", "Identity card"], card),
        { Passport: { } passport } => Fact(words["Số hộ chiếu", "Passport"], passport),
        { TaxCode: { } tax } => Fact(words["Mã số thuế", "Tax code"], tax),
        _ => Fact(words["Số CCCD/Hộ chiếu", "Identity card or passport"], null),
    };

    /// <summary>Who guides the citizen; what the record does not have is filled in by hand.</summary>
    public static Html Guide(FormView form, Wording words) => Html.Of($"""
        {Fact(words["Trang thông tin điện tử", "Website"], null)}
        {Fact(words["Công chức hướng dẫn", "Guiding official"], form.Supplement is null ? null : form.Official)}
        {Fact(words["Số điện thoại liên hệ", "Contact phone"], null)}
        """);

    public static string Hint(Wording words) => words["(Ký và ghi rõ họ tên)", "(signature and full name)"];

    private static Html Head(FormView form, Wording words) => Html.Of($"""
        <div class="sheet"><span>{form.Circular}</span><b>{words["Mẫu số", "Form No."]} {form.Number}</b></div>
        <header><div class="unit">{(form.SuperiorAgency is { } superior ? Html.Of($"<div class=\"superior\">{superior.Name}</div>") : Html.Empty)}<div>{form.Agency.Name}</div></div>{PrintedPage.Motto(words)}</header>
        <div class="place"><span>{words["Số", "No."]}: ………/{words["Quyển số", "Book"]}: ………</span><i>{form.Place ?? "……………"}, {words.On(VietnamTime.DateOf(form.At))}</i></div>
        """);

    private static string Content(FormView form) =>
        form.Case is null ? $"{form.Procedure.Name} ({form.Procedure.Code})" : $"{form.Procedure.Name} – {form.Case} ({form.Procedure.Code})";

    private static Html Body(PrintedForm printed, Wording words) => FormKeys.Find(printed.Form.Form) switch
    {
        StatutoryForm.Receipt => ReceiptPage.Body(printed, words),
        StatutoryForm.SupplementRequest => NoticePages.Supplement(printed, words),
        StatutoryForm.Refusal => NoticePages.Refusal(printed, words),
        StatutoryForm.Apology => NoticePages.Apology(printed, words),
        StatutoryForm.StopNotice => NoticePages.Stop(printed, words),
        _ => ControlSlipPage.Body(printed, words),
    };

    public static string Via(ReturnVia via, Wording words) => via switch
    {
        ReturnVia.Counter => words["Trực tiếp", "At the counter"],
        ReturnVia.Postal => words["Qua bưu chính công ích", "By public post"],
        ReturnVia.Online => words["Trực tuyến", "Online"],
    };
}

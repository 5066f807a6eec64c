using OneStop.Api.Http;
using OneStop.Application.Forms;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Forms;

namespace OneStop.Api.Forms;

/// <summary>Form 06 of 2018, 07 of 2025: the register book, a page of it, across.</summary>
internal static class RegisterPage
{
    private const string Style = """
        .sheet { display: flex; justify-content: space-between; font-style: italic; margin: 0 0 1mm } .sheet b { font-style: normal }
        header .superior { font-weight: normal } table { font-size: 9pt; line-height: 1.25; table-layout: fixed } p { margin: 0 }
        td.d { text-align: center; overflow-wrap: normal }
        """;

    /// <summary>Widths of the columns in percent.</summary>
    private static readonly double[] Widths = [3.5, 11.5, 15, 4.5, 18.5, 11, 7, 7, 7, 6.5, 8.5];

    public static string Of(RegisterView register, bool english, bool sandbox)
    {
        var words = new Wording(english);
        return PrintedPage.Of(words, register.Title, PaperSize.A4Landscape, Style, sandbox, Html.Of($"""
            <div class="sheet"><span>{register.Circular}</span><b>{words["Mẫu số", "Form No."]} {register.Number}</b></div>
            <header><div>{(register.SuperiorAgency is { } superior ? Html.Of($"<div class=\"superior\">{superior.Name}</div>") : Html.Empty)}{register.Agency.Name}</div>{PrintedPage.Motto(words)}</header>
            <h1>{register.Title}</h1>
            <p class="number">{words["Từ ngày", "From"]} {Wording.Day(register.From)} {words["đến ngày", "to"]} {Wording.Day(register.To)}</p>
            <table><colgroup>{Html.Join(Widths.Select(width => Html.Raw(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"<col style=\"width:{width}%\">"))))}</colgroup>
            <thead>{Heads(words)}</thead><tbody>{Html.Join(register.Lines.Items.Select(line => Row(line, words)))}</tbody></table>
            {(register.Lines.Items.Count == 0 ? Html.Of($"<p class=\"number\">{words["Không có hồ sơ trong kỳ.", "No dossiers in the period."]}</p>") : Html.Empty)}
            {(register.Lines.Next is null ? Html.Empty : Html.Of($"<p class=\"number\"><i>{words["(còn tiếp)", "(continued)"]}</i></p>"))}
            """));
    }

    private static Html Heads(Wording words) => Html.Of($"""
        <tr><th rowspan="2">{words.Row}</th><th rowspan="2">{words["Mã hồ sơ", "Dossier"]}</th><th rowspan="2">{words["Tên thủ tục hành chính", "Procedure"]}</th><th rowspan="2">{words["Số lượng hồ sơ", "Dossiers"]}</th>
        <th rowspan="2">{words["Tên, địa chỉ, số điện thoại của tổ chức, cá nhân", "Name, address and phone"]}</th><th rowspan="2">{words["Cơ quan chủ trì giải quyết", "Responsible agency"]}</th>
        <th colspan="3">{words["Ngày, tháng, năm", "Date"]}</th><th rowspan="2">{words["Phương thức nhận kết quả", "Way of receipt"]}</th><th rowspan="2">{words["Ký nhận, ghi chú", "Signature, note"]}</th></tr>
        <tr><th>{words["Nhận hồ sơ", "Received"]}</th><th>{words["Hẹn trả kết quả", "Due"]}</th><th>{words["Trả kết quả", "Returned"]}</th></tr>
        """);

    private static Html Row(RegisterLine line, Wording words)
    {
        string?[] owner = [line.Owner.FullName, line.Owner.Address, line.Owner.Phone];
        string?[] note = [line.ReceivedBy, Note(line, words)];
        return Html.Of($"""
            <tr><td class="n">{(int)line.Sequence}</td><td>{line.Code}</td><td>{line.Procedure.Name}</td><td class="n">{line.Dossiers}</td><td>{string.Join(", ", owner.OfType<string>())}</td><td>{line.CompetentAgency.Name}</td>
            <td class="d">{Wording.Instant(line.ReceivedAt)}</td><td class="d">{(line.DueAt is { } due ? Wording.Instant(due) : null)}</td><td class="d">{Wording.Day(line.ReturnedAt)}</td><td>{FormPage.Via(line.ReturnBy, words)}</td><td>{string.Join("; ", note.OfType<string>())}</td></tr>
            """);
    }

    private static string? Note(RegisterLine line, Wording words) => line switch
    {
        { Status: DossierStatus.Withdrawn } => words["Rút hồ sơ", "Withdrawn"],
        { Status: DossierStatus.Stopped } => words["Dừng giải quyết", "Stopped"],
        { Outcome: Outcome.Refused } => words["Từ chối giải quyết", "Refused"],
        { Status: DossierStatus.AwaitingSupplement } => words["Chờ bổ sung", "Awaits supplement"],
        _ => null,
    };
}

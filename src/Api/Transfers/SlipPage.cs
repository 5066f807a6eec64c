using OneStop.Api.Forms;
using OneStop.Api.Http;
using OneStop.Application.Transfers;
using OneStop.Domain.Forms;

namespace OneStop.Api.Transfers;

/// <summary>The hand-over slip as a page to print: A4, one column.</summary>
internal static class SlipPage
{
    private const string Style = """
        h1 { margin-top: 7mm } .number { margin-bottom: 5mm } h2 { margin: 5mm 0 1.5mm }
        .top { display: flex; justify-content: space-between; align-items: flex-start; gap: 6mm }
        .top svg { width: 30mm; height: 30mm; flex: none }
        dl { display: grid; grid-template-columns: 42mm 1fr; gap: 1mm 3mm; margin: 0; flex: 1 }
        dt { font-style: italic } dd { margin: 0; overflow-wrap: anywhere }
        .hash { font: 8.5pt "Liberation Mono", monospace }
        .sign i { margin-bottom: 24mm }
        """;

    public static string Of(TransferSlip slip, bool english, bool sandbox)
    {
        var (words, common) = (english ? SlipWords.English : SlipWords.Vietnamese, new Wording(english));
        return PrintedPage.Of(common, $"{words.Title} {slip.Number}", PaperSize.A4, Style, sandbox, Html.Of($"""
            <header><div>{slip.FromAgency.Name}<small>{slip.FromAgency.Code}</small></div>{PrintedPage.Motto(common)}</header>
            <h1>{words.Title}</h1>
            <p class="number">{words.Number}: {slip.Number}</p>
            <div class="top">{Facts(slip, words, common)}{Html.Raw(QrCode.Svg(slip.Qr))}</div>
            {Companions(slip, words)}
            <h2>{words.Parts}</h2>
            {PrintedPage.Parts(slip.Parts, common)}
            {Documents(slip, words, common)}
            {PrintedPage.Signatures(words.SignHere, (words.Giver, null), (words.Taker, null))}
            """));
    }

    private static Html Facts(TransferSlip slip, SlipWords words, Wording common)
    {
        (string Name, string? Value)[] facts =
        [
            (words.Code, slip.Code), (words.Procedure, $"{slip.Procedure.Name} ({slip.Procedure.Code})"), (words.Owner, slip.OwnerName),
            (words.From, $"{slip.FromAgency.Name} ({slip.FromAgency.Code})"), (words.To, $"{slip.ToAgency.Name} ({slip.ToAgency.Code})"),
            (words.ReturnTo, $"{slip.ReceivingAgency.Name} ({slip.ReceivingAgency.Code})"), (words.Kind, words.KindOf(slip.Kind)),
            (words.Task, slip.Task), (words.Role, slip.Companions.Count == 0 ? null : slip.Lead ? words.Lead : words.Support),
            (words.SentAt, Wording.Instant(slip.SentAt)), (words.AcceptBy, Wording.Instant(slip.AcceptBy)),
            (words.DueAt, $"{Wording.Instant(slip.DueAt)} ({common.LimitOf(slip.Limit)})"), (words.Reason, slip.Reason),
        ];
        return Html.Of($"<dl>{Html.Join(facts.Where(fact => fact.Value is not null).Select(fact => Html.Of($"<dt>{fact.Name}</dt><dd>{fact.Value}</dd>")))}</dl>");
    }

    private static Html Companions(TransferSlip slip, SlipWords words) => slip.Companions.Count == 0 ? Html.Empty : Html.Of($"""
        <h2>{words.Companions}</h2>
        <table><thead><tr><th>{words.Agency}</th><th>{words.Task}</th><th>{words.Role}</th><th>{words.DueAt}</th></tr></thead><tbody>
        {Html.Join(slip.Companions.Select(one => Html.Of(
            $"<tr><td>{one.Agency.Name}</td><td>{one.Task}</td><td>{(one.Lead ? words.Lead : words.Support)}</td><td>{Wording.Instant(one.DueAt)}</td></tr>")))}</tbody></table>
        """);

    private static Html Documents(TransferSlip slip, SlipWords words, Wording common) => slip.Documents.Count == 0 ? Html.Empty : Html.Of($"""
        <h2>{words.Documents}</h2>
        <table><thead><tr><th class="n">{common.Row}</th><th>{words.Document}</th><th>SHA-256</th></tr></thead><tbody>
        {Html.Join(slip.Documents.Select((document, i) => Html.Of(
            $"<tr><td class=\"n\">{i + 1}</td><td>{document.Name}</td><td class=\"hash\">{document.Sha256}</td></tr>")))}</tbody></table>
        """);

}

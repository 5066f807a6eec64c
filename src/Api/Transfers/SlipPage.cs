using System.Globalization;
using OneStop.Api.Dossiers;
using OneStop.Api.Http;
using OneStop.Application.Dossiers;
using OneStop.Application.Transfers;
using OneStop.Domain.Shared;

namespace OneStop.Api.Transfers;

/// <summary>The hand-over slip as a page to print: A4, one column, no script, nothing from elsewhere.</summary>
internal static class SlipPage
{
    private const string Style = """
        @page { size: A4; margin: 15mm 15mm 15mm 20mm }
        body { font: 11.5pt/1.4 "Times New Roman", "Liberation Serif", serif; color: #000; margin: 0 auto; max-width: 175mm }
        header { display: flex; justify-content: space-between; text-align: center; font-weight: bold }
        header small { display: block; font-size: 10.5pt }
        header u { text-underline-offset: 3px }
        h1 { font-size: 15pt; text-align: center; margin: 7mm 0 0; text-transform: uppercase }
        .number { text-align: center; margin: 1mm 0 5mm }
        .sandbox { border: 2px solid #000; text-align: center; font-weight: bold; padding: 1.5mm; margin-bottom: 4mm }
        .top { display: flex; justify-content: space-between; align-items: flex-start; gap: 6mm }
        .top svg { width: 30mm; height: 30mm; flex: none }
        dl { display: grid; grid-template-columns: 42mm 1fr; gap: 1mm 3mm; margin: 0; flex: 1 }
        dt { font-style: italic } dd { margin: 0; overflow-wrap: anywhere }
        h2 { font-size: 12pt; margin: 5mm 0 1.5mm }
        table { border-collapse: collapse; width: 100% }
        th, td { border: 1px solid #000; padding: 1mm 2mm; vertical-align: top; overflow-wrap: anywhere }
        td.n, th.n { text-align: center; width: 16mm }
        .hash { font: 8.5pt "Liberation Mono", monospace }
        .sign { display: flex; justify-content: space-around; text-align: center; margin-top: 9mm; break-inside: avoid }
        .sign p { margin: 0 } .sign i { display: block; font-size: 10.5pt; margin-bottom: 24mm }
        tr { break-inside: avoid }
        """;

    public static string Of(TransferSlip slip, bool english, bool sandbox)
    {
        var words = english ? SlipWords.English : SlipWords.Vietnamese;
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="{words.Language}">
            <head><meta charset="utf-8"><title>{words.Title} {slip.Number}</title><style>{Html.Raw(Style)}</style></head>
            <body>
            {(sandbox ? Html.Of($"<p class=\"sandbox\">{words.Sandbox}</p>") : Html.Empty)}
            <header><div>{slip.FromAgency.Name}<small>{slip.FromAgency.Code}</small></div>
            <div>{words.Country}<small><u>{words.Motto}</u></small></div></header>
            <h1>{words.Title}</h1>
            <p class="number">{words.Number}: {slip.Number}</p>
            <div class="top">{Facts(slip, words)}{Html.Raw(QrCode.Svg(slip.Qr))}</div>
            {Companions(slip, words)}
            {Parts(slip, words)}
            {Documents(slip, words)}
            <div class="sign"><div><p><b>{words.Giver}</b></p><i>{words.SignHere}</i></div><div><p><b>{words.Taker}</b></p><i>{words.SignHere}</i></div></div>
            </body>
            </html>
            """).ToString();
    }

    private static Html Facts(TransferSlip slip, SlipWords words)
    {
        (string Name, string? Value)[] facts =
        [
            (words.Code, slip.Code), (words.Procedure, $"{slip.Procedure.Name} ({slip.Procedure.Code})"), (words.Owner, slip.OwnerName),
            (words.From, $"{slip.FromAgency.Name} ({slip.FromAgency.Code})"), (words.To, $"{slip.ToAgency.Name} ({slip.ToAgency.Code})"),
            (words.ReturnTo, $"{slip.ReceivingAgency.Name} ({slip.ReceivingAgency.Code})"), (words.Kind, words.KindOf(slip.Kind)),
            (words.Task, slip.Task), (words.Role, slip.Companions.Count == 0 ? null : slip.Lead ? words.Lead : words.Support),
            (words.SentAt, Instant(slip.SentAt)), (words.AcceptBy, Instant(slip.AcceptBy)),
            (words.DueAt, $"{Instant(slip.DueAt)} ({words.LimitOf(slip.Limit)})"), (words.Reason, slip.Reason),
        ];
        return Html.Of($"<dl>{Html.Join(facts.Where(fact => fact.Value is not null).Select(fact => Html.Of($"<dt>{fact.Name}</dt><dd>{fact.Value}</dd>")))}</dl>");
    }

    private static Html Companions(TransferSlip slip, SlipWords words) => slip.Companions.Count == 0 ? Html.Empty : Html.Of($"""
        <h2>{words.Companions}</h2>
        <table><tr><th>{words.Agency}</th><th>{words.Task}</th><th>{words.Role}</th><th>{words.DueAt}</th></tr>
        {Html.Join(slip.Companions.Select(one => Html.Of(
            $"<tr><td>{one.Agency.Name}</td><td>{one.Task}</td><td>{(one.Lead ? words.Lead : words.Support)}</td><td>{Instant(one.DueAt)}</td></tr>")))}
        </table>
        """);

    private static Html Parts(TransferSlip slip, SlipWords words) => Html.Of($"""
        <h2>{words.Parts}</h2>
        <table><tr><th class="n">{words.Row}</th><th>{words.Component}</th><th class="n">{words.Originals}</th><th class="n">{words.Certified}</th><th class="n">{words.Copies}</th><th class="n">{words.Electronic}</th></tr>
        {Html.Join(slip.Parts.Select((part, i) => Row(i + 1, part)))}
        </table>
        """);

    private static Html Row(int number, ReceiptPart part) => Html.Of(
        $"<tr><td class=\"n\">{number}</td><td>{part.Name}</td><td class=\"n\">{part.Originals}</td><td class=\"n\">{part.CertifiedCopies}</td><td class=\"n\">{part.Photocopies}</td><td class=\"n\">{part.Electronic}</td></tr>");

    private static Html Documents(TransferSlip slip, SlipWords words) => slip.Documents.Count == 0 ? Html.Empty : Html.Of($"""
        <h2>{words.Documents}</h2>
        <table><tr><th class="n">{words.Row}</th><th>{words.Document}</th><th>SHA-256</th></tr>
        {Html.Join(slip.Documents.Select((document, i) => Html.Of(
            $"<tr><td class=\"n\">{i + 1}</td><td>{document.Name}</td><td class=\"hash\">{document.Sha256}</td></tr>")))}
        </table>
        """);

    private static string Instant(DateTimeOffset at) => at.ToOffset(VietnamTime.Offset).ToString("HH:mm dd/MM/yyyy", CultureInfo.InvariantCulture);
}

using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Dossiers;
using OneStop.Domain.Forms;

namespace OneStop.Api.Forms;

/// <summary>What every page to print has: paper, typeface, the mark of a sandbox, the motto, signatures. No script, nothing from elsewhere.</summary>
internal static class PrintedPage
{
    private const string Common = """
        * { box-sizing: border-box }
        body { font: 11.5pt/1.4 "Times New Roman", "Liberation Serif", "Tinos", serif; color: #000; margin: 0 auto; padding: 0 .3mm }
        header { display: flex; justify-content: space-between; gap: 4mm; text-align: center; font-weight: bold }
        header > div { overflow-wrap: anywhere } header .motto { flex: none; white-space: nowrap }
        header small { display: block; font-size: .95em } header u { text-underline-offset: 3px }
        h1 { font-size: 1.3em; line-height: 1.25; text-align: center; margin: 5mm 0 0; text-transform: uppercase; text-wrap: balance }
        h2 { font-size: 1.05em; margin: 3mm 0 1mm; break-after: avoid }
        .sandbox { border: 2px solid #000; text-align: center; font-weight: bold; padding: 1mm; margin: 0 0 3mm }
        .number { text-align: center; margin: 1mm 0 3mm }
        table { border-collapse: collapse; width: 100% } thead { display: table-header-group } tr { break-inside: avoid }
        th, td { border: 1px solid #000; padding: .8mm 1.5mm; vertical-align: top; overflow-wrap: anywhere } th { vertical-align: middle; text-align: center }
        td.n, th.n { text-align: center } th.n { width: 1%; overflow-wrap: normal }
        .sign { display: flex; justify-content: space-around; gap: 4mm; text-align: center; padding-top: 4mm; break-inside: avoid }
        .sign > div { flex: 1; overflow-wrap: anywhere } .sign > :only-child { margin-left: 45% }
        .sign p { margin: 0; font-weight: bold; text-align: center; text-transform: uppercase }
        .sign i { display: block; font-size: .92em; margin-bottom: 17mm }
        @media screen { body { padding: 8mm 0 } }
        """;

    /// <summary>A whole page.</summary>
    /// <param name="style">What it has beside the common style.</param>
    public static string Of(Wording words, string title, PaperSize paper, string style, bool sandbox, Html body) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="{words.Language}">
        <head><meta charset="utf-8"><title>{title}</title><style>{Html.Raw(Common)}
        {Html.Raw(Paper(paper))}
        {Html.Raw(style)}</style></head>
        <body>
        {(sandbox ? Html.Of($"<p class=\"sandbox\">{words.Sandbox}</p>") : Html.Empty)}
        {body}
        </body>
        </html>
        """).ToString();

    public static Html Motto(Wording words) => Html.Of($"""<div class="motto">{words.Country}<small><u>{words.Motto}</u></small></div>""");

    /// <summary>Boxes to sign in, side by side.</summary>
    public static Html Signatures(string hint, params (string Title, string? Name)[] signers) => Html.Of(
        $"<div class=\"sign\">{Html.Join(signers.Select(signer => Html.Of($"<div><p>{signer.Title}</p><i>{hint}</i>{signer.Name}</div>")))}</div>");

    /// <summary>The table of what was handed in.</summary>
    public static Html Parts(IReadOnlyList<ReceiptPart> parts, Wording words) => Html.Of($"""
        <table><thead><tr><th class="n">{words.Row}</th><th>{words.Component}</th><th class="n">{words.Originals}</th><th class="n">{words.Certified}</th><th class="n">{words.Copies}</th><th class="n">{words.Electronic}</th></tr></thead>
        <tbody>{Html.Join(parts.Select((part, i) => Html.Of(
            $"<tr><td class=\"n\">{i + 1}</td><td>{part.Name}</td><td class=\"n\">{part.Originals}</td><td class=\"n\">{part.CertifiedCopies}</td><td class=\"n\">{part.Photocopies}</td><td class=\"n\">{part.Electronic}</td></tr>")))}</tbody></table>
        """);

    /// <summary>Whether a page is asked for first.</summary>
    public static bool IsWanted(HttpContext http) => http.Request.GetTypedHeaders().Accept is [var first, ..] && first.MediaType == "text/html";

    public static ContentHttpResult Answer(string page) => TypedResults.Content(page, "text/html; charset=utf-8");

    private static string Paper(PaperSize paper) => paper switch
    {
        PaperSize.A5 => "@page { size: A5; margin: 9mm 10mm 9mm 12mm } body { max-width: 126mm; font-size: 9.5pt; line-height: 1.24 } p { margin: 0 0 .3mm } h1 { margin-top: 2.5mm } h2 { margin-top: 1mm } .number { margin-bottom: 1mm } th, td { padding: .3mm 1.2mm } .sign { padding-top: 2mm } .sign i { margin-bottom: 11mm } .sandbox { padding: .4mm; margin-bottom: 1.5mm }",
        PaperSize.A4 => "@page { size: A4; margin: 15mm 15mm 15mm 20mm } body { max-width: 175mm } p { margin: 0 0 .6mm }",
        PaperSize.A4Landscape => "@page { size: A4 landscape; margin: 12mm } body { max-width: 273mm; font-size: 10pt }",
    };
}

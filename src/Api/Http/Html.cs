using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace OneStop.Api.Http;

/// <summary>Markup made from interpolated text: whatever stands in a hole is escaped, unless it is markup itself.</summary>
internal sealed class Html
{
    private readonly string markup;

    private Html(string markup) => this.markup = markup;

    public static readonly Html Empty = new("");

    public static Html Of(HtmlText text) => new(text.ToString());

    /// <summary>Markup of a trusted maker, such as a drawn QR code.</summary>
    public static Html Raw(string markup) => new(markup);

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.markup)));

    public override string ToString() => markup;
}

/// <summary>Builds the text of <see cref="Html"/>.</summary>
[InterpolatedStringHandler]
internal ref struct HtmlText(int literalLength, int formattedCount)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder text = new(literalLength + (16 * formattedCount));

    public readonly void AppendLiteral(string literal) => text.Append(literal);

    public readonly void AppendFormatted(Html markup) => text.Append(markup);

    public readonly void AppendFormatted(string? value) => text.Append(Encoder.Encode(value ?? ""));

    public readonly void AppendFormatted(int value) => text.Append(value);

    public override readonly string ToString() => text.ToString();
}

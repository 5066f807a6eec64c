using System.Globalization;
using System.Text;

namespace OneStop.Replay;

/// <summary>What is printed: a stated figure, the counted one, the deviation.</summary>
internal sealed class Sheet
{
    private const int Width = 64;

    private readonly StringBuilder text = new();

    /// <summary>How many figures were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>How many of them differ.</summary>
    public int Different { get; private set; }

    /// <summary>How many the API does not answer yet.</summary>
    public int Missing { get; private set; }

    public void Say(string line) => text.AppendLine(line);

    public override string ToString() => text.ToString();

    public void Head(string title) => Say($"{Short(title, Width + 2),-(Width + 2)}{"stated",12}{"API",12}{"deviation",12}");

    /// <summary>A figure that must be equal; null where the API does not answer it yet.</summary>
    public void Line(string label, long stated, long? counted)
    {
        if (counted is not { } value)
        {
            NotYet(label, Text(stated));
            return;
        }
        Compared++;
        Different += stated == value ? 0 : 1;
        Print(label, Text(stated), Text(value), Signed(value - stated), stated == value ? "equal" : "DIFFERENT");
    }

    /// <summary>A percentage beside that of the counts; it follows from them or does not, and is no figure of its own.</summary>
    public void Percent(string label, decimal stated, decimal counted, int decimals)
    {
        var follows = Math.Round(counted, decimals, MidpointRounding.AwayFromZero) == stated;
        Print(label, $"{Text(stated)} %", $"{Text(counted)} %", Signed(counted - stated), follows ? "as rounded" : "does not follow from its own counts");
    }

    /// <summary>A figure that is stated as a bound or contradicts its own counts: shown, not demanded.</summary>
    public void Show(string label, string stated, decimal? counted, decimal? deviation, string note) =>
        Print(label, stated, counted is { } value ? Text(value) : "–", deviation is { } known ? Signed(known) : "", note);

    public void NotYet(string label, string stated)
    {
        Missing++;
        Print(label, stated, "–", "", "not available yet");
    }

    public static string Text(decimal value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    private static string Signed(decimal value) => value == 0 ? "0" : value.ToString("+#,0.##;−#,0.##", CultureInfo.InvariantCulture);

    private void Print(string label, string stated, string counted, string deviation, string note) =>
        Say($"  {Short(label, Width),-Width}{stated,12}{counted,12}{deviation,12}  {note}");

    private static string Short(string text, int width) => text.Length < width ? text : $"{text[..(width - 2)]}…";
}

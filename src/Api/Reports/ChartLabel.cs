namespace OneStop.Api.Reports;

/// <summary>The words before the bars of a row, in at most two lines; a longer label ends in dots.</summary>
internal sealed class ChartLabel
{
    private const int MostLines = 2;

    /// <summary>What a line holds, in small letters of usual width.</summary>
    private const double LineLength = 48;

    /// <summary>Capitals are wider.</summary>
    private const double Capital = 1.4;

    public ChartLabel(string label)
    {
        var lines = new List<string>();
        foreach (var word in label.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines is [.., var last] && Length($"{last} {word}") <= LineLength)
            {
                lines[^1] = $"{last} {word}";
            }
            else
            {
                lines.Add(word);
            }
        }
        Lines = [.. lines.Take(MostLines).Select((line, i) => Cut(line, more: i == MostLines - 1 && lines.Count > MostLines))];
    }

    public IReadOnlyList<string> Lines { get; }

    /// <summary>The line, with dots where something is left out.</summary>
    private static string Cut(string line, bool more)
    {
        var kept = line;
        while (Length(kept) + (more || kept.Length < line.Length ? 1 : 0) > LineLength)
        {
            kept = kept[..^1];
        }
        return more || kept.Length < line.Length ? $"{kept.TrimEnd(' ', ',', ';', ':')}…" : line;
    }

    private static double Length(string text) => text.Sum(letter => char.IsUpper(letter) ? Capital : 1);
}

namespace OneStop.Application.Exports;

/// <summary>A report or a list as it is laid out on paper, as data: whoever writes a format needs nothing else.</summary>
public sealed record ReportSheet
{
    /// <summary>What the file is called, without its ending.</summary>
    public required string FileName { get; init; }

    public required bool English { get; init; }

    /// <summary>Name on the tab of a workbook, 31 characters at most.</summary>
    public required string Tab { get; init; }

    /// <summary>The agency that reports.</summary>
    public required string Issuer { get; init; }

    /// <summary>Number of the statutory form; null where there is none.</summary>
    public string? Form { get; init; }

    public required string Title { get; init; }

    /// <summary>Above everything: that it comes from a sandbox and has no legal effect; null where it does not.</summary>
    public string? Mark { get; init; }

    /// <summary>Below the title: period, instant, base, unit.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    public required IReadOnlyList<SheetColumn> Columns { get; init; }

    /// <summary>Below the rows; null where nothing adds up.</summary>
    public SheetRow? Totals { get; init; }

    /// <summary>Definitions, identities and sources, at the end.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public string Country => English ? "SOCIALIST REPUBLIC OF VIET NAM" : "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";

    public string Motto => English ? "Independence - Freedom - Happiness" : "Độc lập - Tự do - Hạnh phúc";

    /// <summary>The rows of the head: columns that stand together have one head above them, all have their numbers below.</summary>
    public IReadOnlyList<IReadOnlyList<SheetHead>> Heads()
    {
        var grouped = Columns.Any(column => column.Group is not null);
        List<SheetHead> upper = [], lower = [];
        for (var i = 0; i < Columns.Count; i++)
        {
            var column = Columns[i];
            if (column.Group is null)
            {
                upper.Add(new SheetHead(column.Head, i, Rows: grouped ? 2 : 1));
                continue;
            }
            if (i == 0 || Columns[i - 1].Group != column.Group)
            {
                upper.Add(new SheetHead(column.Group, i, Columns.Skip(i).TakeWhile(next => next.Group == column.Group).Count()));
            }
            lower.Add(new SheetHead(column.Head, i));
        }
        List<IReadOnlyList<SheetHead>> heads = grouped ? [upper, lower] : [upper];
        if (Columns.Any(column => column.Number is not null))
        {
            heads.Add([.. Columns.Select((column, i) => new SheetHead(column.Number ?? "", i))]);
        }
        return heads;
    }
}

/// <summary>What the cells of a column hold.</summary>
public enum SheetValue
{
    Text,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>The place of the row.</summary>
    Place,

    /// <summary>A share in percent or an average, with two decimals.</summary>
    Share,

    /// <summary>An instant, by Vietnam's clock.</summary>
    Instant,
}

/// <summary>A column.</summary>
/// <param name="Width">In characters.</param>
/// <param name="Group">The head above it, which it shares with its neighbours.</param>
/// <param name="Number">Its number, or how it follows from others: <c>(3)=(4)+(5)+(6)</c>.</param>
public sealed record SheetColumn(string Head, double Width, SheetValue Holds, string? Group = null, string? Number = null)
{
    /// <summary>Its head in one line.</summary>
    public string Label => Group is null ? Head : $"{Group} - {Head}";
}

/// <summary>A head over columns.</summary>
/// <param name="Column">The first one, from 0.</param>
public sealed record SheetHead(string Text, int Column, int Columns = 1, int Rows = 1);

/// <summary>A row; its values are texts, whole numbers, decimals, instants or null.</summary>
public sealed record SheetRow(IReadOnlyList<object?> Values)
{
    /// <summary>Whether it stands out, because it sums up or heads others.</summary>
    public bool Strong { get; init; }
}

/// <summary>What was drawn at a time.</summary>
/// <param name="Sheet">The frame of all slices; that of the first counts.</param>
/// <param name="Next">Where the next slice begins; null behind the last.</param>
/// <param name="Total">Rows of all slices; null where that is not known.</param>
public sealed record SheetSlice(ReportSheet Sheet, IReadOnlyList<SheetRow> Rows, string? Next = null, long? Total = null)
{
    /// <summary>Digests of what gave the account the reach under which it was drawn.</summary>
    public IReadOnlyList<string> Reach { get; init; } = [];
}

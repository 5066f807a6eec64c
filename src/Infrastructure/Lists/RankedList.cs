using System.Globalization;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Lists;

/// <summary>A list in the order of a number (an instant, a minute) and, where that is equal, of a second column.</summary>
/// <param name="Rows">The query of its rows, up to its conditions.</param>
/// <param name="Counted">The query of what is counted, up to its conditions.</param>
/// <param name="Rank">The column of the number.</param>
/// <param name="Tie">The column that decides between equal numbers.</param>
internal sealed record RankedList(string Rows, string Counted, string Rank, string Tie)
{
    /// <summary>Whether the smallest number comes first; else the greatest does.</summary>
    public bool Ascending { get; init; }

    /// <summary>Whether the second column is an identity; else it is a text.</summary>
    public bool TiedByIdentity { get; init; } = true;

    /// <summary>A page of what the list is narrowed to.</summary>
    /// <param name="key">The number and the second column of a row.</param>
    public async Task<Page<TShown>> Page<TRow, TShown>(
        DbSession db, Narrowing list, PageRequest page, Func<TRow, (long Rank, string Tie)> key, Func<TRow, TShown> show, CancellationToken ct)
    {
        var direction = Ascending ? "" : " DESC";
        var order = $"ORDER BY {Rank}{direction}, {Tie}{direction} {db.Dialect.Page}";
        long? counted = page.Count == CountMode.None ? null
            : await db.QueryOne<long>($"SELECT COUNT(*) FROM ({Counted} {list.Where} {order}) n", list.Taking(page.CountTake), ct);
        if (Cursor.Read(page, keys: 2) is [var rank, var tie])
        {
            var beyond = Ascending ? ">" : "<";
            list.To($"{Rank} {beyond}= @AfterRank AND ({Rank} {beyond} @AfterRank OR {Tie} {beyond} @AfterTie)")
                .With("AfterRank", long.TryParse(rank, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Malformed())
                .With("AfterTie", !TiedByIdentity ? tie : Guid.TryParse(tie, out var id) ? id.ToByteArray(bigEndian: true) : throw Malformed());
        }
        var rows = await db.Query<TRow>($"{Rows} {list.Where} {order}", list.Taking(page.Take), ct);
        var shown = Pages.Of(page, rows, row => Texts(key(row)), counted);
        return new Page<TShown>([.. shown.Items.Select(show)], shown.Next, shown.Count);
    }

    private static string[] Texts((long Rank, string Tie) key) => [key.Rank.ToString(CultureInfo.InvariantCulture), key.Tie];

    private static InvalidInputException Malformed() => new("cursor", FieldRules.WellFormed);
}

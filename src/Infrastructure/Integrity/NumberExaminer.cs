using System.Globalization;
using OneStop.Application.Agencies;
using OneStop.Application.Integrity;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Integrity;

/// <summary>The numbers of every agency and day follow one another without a gap up to where their counter stands.</summary>
internal sealed class NumberExaminer(DbSession db, Dialect dialect, IAgencies agencies, TimeProvider clock) : IExaminer
{
    /// <summary>A letter above all digits.</summary>
    private const string BehindDigits = ":";

    private const string Counters = """
        SELECT c.Name, c.Value
        FROM Counters c
        WHERE c.Name > @After
        ORDER BY c.Name
        """;

    private const string Codes = """
        SELECT d.Code
        FROM Dossiers d
        WHERE d.Code >= @First AND d.Code < @Behind AND (d.OriginReceiving = @Agency OR (d.OriginReceiving IS NULL AND d.ReceivingAgency = @Agency))
        """;

    private const string ValueOf = "SELECT c.Value FROM Counters c WHERE c.Name = @Name";

    public string Kind => "numbers";

    public async Task<ExaminedSlice> Next(string? after, int most, CancellationToken ct)
    {
        var tree = await agencies.Tree(ct);
        var rows = await db.Query<CounterRow>($"{Counters} {dialect.Page}", new { After = after ?? "", Take = most }, ct);
        var (looked, findings) = (0, new List<IntegrityFinding>());
        foreach (var row in rows)
        {
            if (CounterOf(row.Name, tree) is not { } counter)
            {
                continue;
            }
            var (numbers, continues) = (await Numbers(counter, ct), await Continues(counter, tree, ct));
            looked += numbers.Count;
            // Read after the codes: a code written meanwhile has raised it too.
            var value = await db.QueryOne<long>(ValueOf, new { row.Name }, ct);
            if (Fault(row.Name, numbers, value, continues) is { } fault && await Again(row.Name, counter, continues, ct) is not null)
            {
                findings.Add(fault);
            }
        }
        return new ExaminedSlice(looked, findings, rows.Count < most ? null : rows[^1].Name);
    }

    public async Task<string?> PlaceBehind(string? after, CancellationToken ct) =>
        (await db.QueryOne<CounterRow>($"{Counters} {dialect.Page}", new { After = after ?? "", Take = 1 }, ct))?.Name;

    /// <summary>Whether the fault is there still: numbers were drawn between the two readings.</summary>
    private async Task<IntegrityFinding?> Again(string name, NumberedDay counter, bool continues, CancellationToken ct)
    {
        var before = await db.QueryOne<long>(ValueOf, new { Name = name }, ct);
        var numbers = await Numbers(counter, ct);
        return Fault(name, [.. numbers.Where(number => number <= before)], before, continues);
    }

    private async Task<IReadOnlyList<long>> Numbers(NumberedDay counter, CancellationToken ct) =>
    [
        .. (await db.Query<string>(Codes, new { First = counter.Prefix, Behind = counter.Prefix + BehindDigits, counter.Agency }, ct))
            .Select(code => long.TryParse(code.AsSpan(counter.Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).Order(),
    ];

    private static IntegrityFinding? Fault(string name, IReadOnlyList<long> numbers, long value, bool continues)
    {
        var first = continues && numbers.Count > 0 ? numbers[0] : 1;
        var wanted = Math.Max(0, value - first + 1);
        var whole = numbers.Count == wanted && numbers.Select((number, place) => number == first + place).All(fits => fits);
        return whole || (continues && numbers.Count == 0) ? null : new IntegrityFinding(
            FindingKind.NumberMissing, name, string.Create(CultureInfo.InvariantCulture, $"{first}-{value}"), string.Create(CultureInfo.InvariantCulture, $"{numbers.Count}"));
    }

    /// <summary>Which codes a counter numbered; null where it is another kind of counter, or its codes do not end with the number.</summary>
    private static NumberedDay? CounterOf(string name, AgencyTree tree)
    {
        var parts = name.Split(':');
        if (parts is not ["code" or "test-code", var code, var date] || tree.Find(code) is not { } agency
            || !DateOnly.TryParseExact(date, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return null;
        }
        var test = parts[0] == "test-code";
        return PrefixOf(agency, day, test) is { } prefix ? new NumberedDay(code, day, prefix) : null;
    }

    /// <summary>What the codes of a day begin with; null where they do not end with the number.</summary>
    private static string? PrefixOf(Agency agency, DateOnly day, bool test)
    {
        var (prefix, first) = (DossierCode.Of(agency, day, 0, test).TrimEnd('0'), DossierCode.Of(agency, day, 1, test));
        return first.StartsWith(prefix, StringComparison.Ordinal) && first.EndsWith('1') ? prefix : null;
    }

    /// <summary>On the day it took the place of agencies with the same codes it went on after their numbers.</summary>
    private async Task<bool> Continues(NumberedDay counter, AgencyTree tree, CancellationToken ct)
    {
        foreach (var before in tree.PredecessorsOf(counter.Agency, VietnamTime.DateOf(clock.GetUtcNow())))
        {
            if (PrefixOf(tree.Find(before)!, counter.Day, test: false) == counter.Prefix
                && await db.QueryOne<long?>(ValueOf, new { Name = string.Create(CultureInfo.InvariantCulture, $"code:{before}:{counter.Day:yyyyMMdd}") }, ct) is not null)
            {
                return true;
            }
        }
        return false;
    }

    /// <param name="Agency">Whose codes.</param>
    /// <param name="Prefix">What its codes begin with.</param>
    private sealed record NumberedDay(string Agency, DateOnly Day, string Prefix);

    private sealed record CounterRow
    {
        public required string Name { get; init; }

        public required long Value { get; init; }
    }
}

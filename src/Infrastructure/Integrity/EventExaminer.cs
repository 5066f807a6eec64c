using System.Globalization;
using OneStop.Application.Integrity;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Integrity;

/// <summary>Every position of the event log is there, and every hash chain holds.</summary>
internal sealed class EventExaminer(DbSession db, Dialect dialect, LogReader log) : IExaminer
{
    private const string Behind = """
        SELECT e.Position, e.Id, e.Aggregate, e.AggregateId, e.Version, e.Type, e.At, e.Actor, e.Agency, e.Client, e.Data, e.Hash
        FROM Events e
        WHERE e.Position > @After
        ORDER BY e.Position
        """;

    private const string Places = "SELECT e.Position FROM Events e WHERE e.Position > @After ORDER BY e.Position";

    private const string Before = """
        SELECT e.Aggregate, e.AggregateId, e.Version, e.Hash
        FROM Events e
        WHERE e.AggregateId IN @Ids AND e.Version = @Version AND e.Position <= @After
        """;

    public string Kind => "events";

    public async Task<ExaminedSlice> Next(string? after, int most, CancellationToken ct)
    {
        var from = after is null ? 0 : long.Parse(after, CultureInfo.InvariantCulture);
        // Asked before the rows: what is written meanwhile is not missing.
        var last = await log.Last(ct);
        var rows = await db.Query<EventRow>($"{Behind} {dialect.Page}", new { After = from, Take = most }, ct);
        var findings = new List<IntegrityFinding>();
        var links = await Links(rows, from, ct);
        var expected = from;
        foreach (var row in rows)
        {
            if (row.Position != ++expected)
            {
                findings.Add(new IntegrityFinding(FindingKind.PositionMissing, Text(expected), Text(expected), Text(row.Position)));
                expected = row.Position;
            }
            var key = (row.Aggregate, row.AggregateId);
            var link = row.Version == 1 ? new Link(0, []) : links.GetValueOrDefault(key);
            if (link?.Version != row.Version - 1 || !EventLog.ChainHash(link.Hash, row).AsSpan().SequenceEqual(row.Hash))
            {
                findings.Add(new IntegrityFinding(
                    FindingKind.ChainBroken, $"{row.Aggregate}/{row.AggregateId}", Text(row.Version), link is null ? "-" : Text(link.Version)));
            }
            links[key] = new Link(row.Version, row.Hash);
        }
        if (rows.Count < most && expected < last)
        {
            findings.Add(new IntegrityFinding(FindingKind.PositionMissing, Text(last), Text(last), Text(expected)));
        }
        return new ExaminedSlice(rows.Count, findings, rows.Count < most ? null : Text(rows[^1].Position));
    }

    /// <summary>The last links before a slice of the chains that go on in it, by the version each must have: never a chain as a whole.</summary>
    private async Task<Dictionary<(string Aggregate, string Id), Link>> Links(IReadOnlyList<EventRow> rows, long after, CancellationToken ct)
    {
        var links = new Dictionary<(string, string), Link>();
        var firsts = rows.GroupBy(row => (row.Aggregate, row.AggregateId)).Select(chain => chain.First()).Where(row => row.Version > 1);
        foreach (var wanted in firsts.GroupBy(row => row.Version - 1))
        {
            // Two kinds of things may have one identity: of each only the link that was asked for.
            var chains = wanted.Select(row => (row.Aggregate, row.AggregateId)).ToHashSet();
            var ids = chains.Select(chain => chain.AggregateId).Distinct().ToArray();
            var found = await db.Query<LinkRow>(Before, new { Ids = ids, Version = wanted.Key, After = after }, ct);
            foreach (var row in found.Where(row => chains.Contains((row.Aggregate, row.AggregateId))))
            {
                links[(row.Aggregate, row.AggregateId)] = row.Link;
            }
        }
        return links;
    }

    public async Task<string?> PlaceBehind(string? after, CancellationToken ct)
    {
        var rows = await db.Query<long>($"{Places} {dialect.Page}", new { After = after is null ? 0 : long.Parse(after, CultureInfo.InvariantCulture), Take = 1 }, ct);
        return rows.Count == 0 ? null : Text(rows[0]);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Link(int Version, byte[] Hash);

    private sealed record LinkRow
    {
        public required string Aggregate { get; init; }

        public required string AggregateId { get; init; }

        public required int Version { get; init; }

        public required byte[] Hash { get; init; }

        public Link Link => new(Version, Hash);
    }
}

using System.Globalization;
using System.Text.Json;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>Reads the event log by aggregate, with the notes beside it.</summary>
internal sealed class Histories(DbSession db, Dialect dialect) : IHistory
{
    private const string Events = """
        SELECT e.Position, e.Version, e.Type, e.At, e.Actor, a.UserName AS ActorName, e.Agency, e.Data, n.Note
        FROM Events e
        LEFT JOIN EventNotes n ON n.Position = e.Position
        LEFT JOIN Accounts a ON a.Id = e.Actor
        WHERE e.AggregateId = @AggregateId AND e.Aggregate = @Aggregate AND e.Version > @After
        ORDER BY e.Version
        """;

    public async Task<Page<HistoryLine>> Of(string kind, string key, PageRequest page, int afterVersion, CancellationToken ct)
    {
        var after = Cursor.Read(page, keys: 1) is [var last]
            ? int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                ? version
                : throw new Domain.Shared.InvalidInputException("cursor", Application.Pipeline.FieldRules.WellFormed)
            : afterVersion;
        var rows = await db.Query<EventOfAggregate>(
            $"{Events} {dialect.Page}", new { AggregateId = key, Aggregate = kind, After = after, page.Take }, ct);
        var lines = rows.Select(row => new HistoryLine(
            row.Position, row.Version, row.Type, row.At, row.Actor, row.ActorName, row.Agency,
            JsonSerializer.Deserialize<JsonElement>(row.Data), row.Note)).ToList();
        return Pages.Of(page, lines, line => [line.Version.ToString(CultureInfo.InvariantCulture)], null);
    }

    private sealed record EventOfAggregate
    {
        public required long Position { get; init; }

        public required int Version { get; init; }

        public required string Type { get; init; }

        public required DateTimeOffset At { get; init; }

        public required AccountId Actor { get; init; }

        public string? ActorName { get; init; }

        public string? Agency { get; init; }

        public required string Data { get; init; }

        public string? Note { get; init; }
    }
}

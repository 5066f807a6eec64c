using System.Collections.Concurrent;
using System.Numerics;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace OneStop.Load.Bare;

/// <summary>The statements of the feed for whoever sees one province, on kept connections: a range of the log, and which of its dossiers are seen.</summary>
internal sealed class BareFeed(string database)
{
    private const int Slice = 1_000;

    private const string Behind = """
        SELECT Position, Id, Aggregate, AggregateId, Version, Type, At, Agency, Data
        FROM Events
        WHERE Position > @After
        ORDER BY Position
        LIMIT @Take
        """;

    private readonly ConcurrentBag<SqliteConnection> idle = [];
    private string? codes;

    public object Read(long after, int limit, string province)
    {
        if (!idle.TryTake(out var connection))
        {
            connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
            connection.Open();
        }
        var (items, next, looked) = (new List<BareChange>(limit), after, 0);
        while (looked < 5 * Slice && items.Count < limit)
        {
            var events = Events(connection, next);
            looked += events.Count;
            var seen = Seen(connection, [.. events.Where(one => one.Aggregate == "dossier").Select(one => one.AggregateId).Distinct()], province);
            items.AddRange(events.Where(one => seen.Contains(one.AggregateId)).Take(limit - items.Count));
            next = items.Count == limit ? items[^1].Position : events.Count == 0 ? next : events[^1].Position;
            if (events.Count < Slice)
            {
                break;
            }
        }
        idle.Add(connection);
        return new { items, next };
    }

    private static List<BareChange> Events(SqliteConnection connection, long after)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Behind;
        command.Parameters.AddWithValue("@After", after);
        command.Parameters.AddWithValue("@Take", Slice);
        using var rows = command.ExecuteReader();
        var events = new List<BareChange>(Slice);
        while (rows.Read())
        {
            events.Add(new BareChange(
                rows.GetInt64(0), new Guid((byte[])rows[1], bigEndian: true), rows.GetString(5), DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(6)),
                rows.GetString(2), rows.GetString(3), rows.GetInt32(4), rows.IsDBNull(7) ? null : rows.GetString(7), JsonSerializer.Deserialize<JsonElement>(rows.GetString(8))));
        }
        return events;
    }

    private HashSet<string> Seen(SqliteConnection connection, string[] dossiers, string province)
    {
        var places = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, dossiers.Length));
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT d.Id
            FROM Dossiers d
            WHERE d.Id IN ({string.Join(", ", Enumerable.Range(0, places).Select(i => $"@i{i}"))}) AND d.Confidential = 0 AND d.Test = 0
                AND (d.ReceivingAgency IN ({codes ??= Codes(connection, province)}) OR d.CompetentAgency IN ({codes})
                    OR (EXISTS (SELECT 1 FROM Transfers t WHERE t.DossierId = d.Id)
                        AND EXISTS (SELECT 1 FROM DossierAgencies r WHERE r.DossierId = d.Id AND r.AgencyCode IN ({codes}))))
            """;
        for (var i = 0; i < places; i++)
        {
            command.Parameters.AddWithValue($"@i{i}", i < dossiers.Length ? new Guid(dossiers[i]).ToByteArray(bigEndian: true) : []);
        }
        using var rows = command.ExecuteReader();
        var seen = new HashSet<string>();
        while (rows.Read())
        {
            seen.Add(new Guid((byte[])rows[0], bigEndian: true).ToString());
        }
        return seen;
    }

    private static string Codes(SqliteConnection connection, string province)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Code FROM Agencies WHERE Code = @Code OR Code LIKE @Code || '.%'";
        command.Parameters.AddWithValue("@Code", province);
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read())
        {
            found.Add($"'{rows.GetString(0)}'");
        }
        return string.Join(", ", found);
    }

    private sealed record BareChange(
        long Position, Guid Id, string Type, DateTimeOffset At, string Aggregate, string AggregateId, int Version, string? Agency, JsonElement Data);
}

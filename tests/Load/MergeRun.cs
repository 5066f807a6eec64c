using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace OneStop.Load;

/// <summary>
/// Three communes with thousands of open dossiers and legs become one, while other agencies go on filing: every piece of work has one owner
/// afterwards, no due instant moved, and nobody waited long.
/// </summary>
internal static class MergeRun
{
    private const string Province = "H42";
    private const string Successor = "H42.127";
    private const int Writers = 8;
    private static readonly string[] Communes = ["H42.122", "H42.124", "H42.125"];
    private static readonly TimeSpan LongestMerge = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(1);

    public static async Task<int> Run(Settings settings)
    {
        var folder = Directory.CreateTempSubdirectory("onestop-load-").FullName;
        Machine.Print(folder);
        try
        {
            var database = Path.Combine(folder, "onestop.db");
            using var server = await OneStopServer.Start(database, settings.Port, folder);
            using var api = new ApiClient(server.Root);
            await MergeFiller.Fill(api, Communes, settings.Dossiers);
            return await Measure(api, database) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> Measure(ApiClient api, string database)
    {
        var (before, report) = (WorkOf(database), await MergeReports.Read(api, Province, "current"));
        using var load = new SteadyWriters(api, Writers);
        await load.Warm();
        var calm = load.Take();

        var began = Stopwatch.GetTimestamp();
        var id = (await api.Send(HttpMethod.Post, "/api/v1/agencies/successions", "admin", new { predecessors = Communes, successors = new[] { Successor } }))
            .GetProperty("id").GetString()!;
        var answered = Stopwatch.GetElapsedTime(began);
        var record = await Done(api, id);
        var done = Stopwatch.GetElapsedTime(began);
        var busy = load.Take();
        await load.Stop();

        var moved = record.GetProperty("moved");
        Console.WriteLine($"""

            merge of {Communes.Length} communes                  {moved.GetProperty("dossiers").GetInt32(),8:N0} dossiers, {moved.GetProperty("transfers").GetInt32():N0} legs, {moved.GetProperty("ended").GetInt32():N0} ended
            command answered                      {answered.TotalMilliseconds,8:N0} ms
            all rows moved                        {done.TotalMilliseconds,8:N0} ms
            other writes, {Writers} connections, before    {calm}
            other writes, {Writers} connections, meanwhile {busy}
            """);
        var (historical, current) = (await MergeReports.Read(api, Province, "historical"), await MergeReports.Read(api, Province, "current"));
        return Holds(before, WorkOf(database))
            & Print("the old units' reports are what they were, and add up to the new unit's", MergeReports.AddUp(report, historical, current, Communes, Successor))
            & Print($"answered and moved within {LongestMerge.TotalSeconds:N0} s", done < LongestMerge)
            & Print($"no other write took more than {LongestWrite.TotalSeconds:N0} s, none failed", busy.Longest < LongestWrite && busy.Failed + calm.Failed == 0);
    }

    private static async Task<JsonElement> Done(ApiClient api, string id)
    {
        while (true)
        {
            var record = JsonSerializer.Deserialize<JsonElement>(await api.Get($"/api/v1/agencies/successions/{id}", "admin"));
            if (record.GetProperty("status").GetString() == "done")
            {
                return record;
            }
            await Task.Delay(50);
        }
    }

    private static bool Holds(Work before, Work after) =>
        Print($"{before.Dossiers.Count:N0} open dossiers, each in the list of one agency that holds it", after.DossiersHeldOnce == before.Dossiers.Count && after.Left == 0)
        & Print($"{before.Legs.Count:N0} open legs, each in the lists of the agencies that hold it", after.LegsHeld == before.Legs.Count)
        & Print("no due instant moved", before.Dossiers.All(one => after.Due[one.Key] == one.Value) && before.Legs.All(one => after.LegDue[one.Key] == one.Value));

    private static bool Print(string what, bool holds)
    {
        Console.WriteLine($"  {(holds ? "holds " : "SHORT ")} {what}");
        return holds;
    }

    /// <summary>What the communes and their successor have, read from the database.</summary>
    private static Work WorkOf(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var communes = string.Join(", ", Communes.Select(code => $"'{code}'"));
        Dictionary<string, long> Pairs(string sql) => Read(connection, sql);
        long Count(string sql) => Read(connection, $"SELECT 'n', ({sql})")["n"];
        return new Work(
            Pairs($"SELECT Code, DueAt FROM Dossiers WHERE CompetentAgency IN ({communes}) AND ClosedAt IS NULL"),
            Pairs($"SELECT hex(Id), DueAt FROM Transfers WHERE ClosedAt IS NULL AND (FromAgency IN ({communes}) OR ToAgency IN ({communes}))"),
            Pairs("SELECT Code, DueAt FROM Dossiers WHERE DueAt IS NOT NULL"),
            Pairs("SELECT hex(Id), DueAt FROM Transfers"),
            Count($"""
                SELECT COUNT(*) FROM Dossiers d WHERE d.ReceivingAgency = '{Successor}' AND d.CompetentAgency = '{Successor}'
                    AND d.OriginCompetent IN ({communes}) AND (SELECT group_concat(a.AgencyCode) FROM DossierAgencies a
                        WHERE a.DossierId = d.Id AND a.AgencyCode IN ({communes}, '{Successor}')) = '{Successor}'
                """),
            Count($"SELECT COUNT(*) FROM Transfers t WHERE t.OriginFrom IN ({communes}) AND t.FromAgency = '{Successor}' AND EXISTS (SELECT 1 FROM TransferAgencies a WHERE a.AgencyCode = '{Successor}' AND a.TransferId = t.Id)"),
            Count($"SELECT (SELECT COUNT(*) FROM DossierAgencies WHERE AgencyCode IN ({communes})) + (SELECT COUNT(*) FROM TransferAgencies WHERE AgencyCode IN ({communes}))"));
    }

    private static Dictionary<string, long> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new Dictionary<string, long>();
        while (reader.Read())
        {
            rows[reader.GetString(0)] = reader.GetInt64(1);
        }
        return rows;
    }

    /// <param name="Dossiers">Open dossiers of the communes, with their due instants.</param>
    /// <param name="Legs">Open legs from or to the communes, with theirs.</param>
    /// <param name="Left">Rows of work-lists that still name a commune.</param>
    private sealed record Work(
        Dictionary<string, long> Dossiers, Dictionary<string, long> Legs, Dictionary<string, long> Due, Dictionary<string, long> LegDue,
        long DossiersHeldOnce, long LegsHeld, long Left);
}

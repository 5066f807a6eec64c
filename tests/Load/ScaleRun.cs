using Microsoft.Data.Sqlite;

namespace OneStop.Load;

/// <summary>The work-list page of a ward among few and among a million dossiers: it must not depend on how many others there are.</summary>
internal static class ScaleRun
{
    private const int Wanted = 1_000_000;

    private const string Dossiers = """
        INSERT INTO Dossiers (Id, Code, Version, Status, Outcome, ProcedureCode, ProcedureVersion, CaseKey, Field, ReceivingAgency,
            CompetentAgency, Channel, OwnerAccount, Assignee, StepKey, SubmittedAt, ReceivedAt, DueAt, FirstDueAt, OverdueFrom, ClosedAt,
            ReturnedAt, UpdatedAt, Details)
        SELECT CopyOf(Id, @Copy), Code || '-' || @Copy, Version, Status, Outcome, ProcedureCode, ProcedureVersion, CaseKey, Field,
            ReceivingAgency, CompetentAgency, Channel, OwnerAccount, Assignee, StepKey, SubmittedAt, ReceivedAt, DueAt, FirstDueAt,
            OverdueFrom, ClosedAt, ReturnedAt, UpdatedAt, Details
        FROM Dossiers
        WHERE rowid <= @Originals
        """;

    private const string Agencies = """
        INSERT INTO DossierAgencies (AgencyCode, DossierId, IsOpen, DueAt)
        SELECT a.AgencyCode, CopyOf(a.DossierId, @Copy), a.IsOpen, a.DueAt
        FROM Dossiers d
        INNER JOIN DossierAgencies a ON a.AgencyCode = d.ReceivingAgency AND a.DossierId = d.Id
        WHERE d.rowid <= @Originals
        """;

    private const string Keys = """
        INSERT INTO DossierKeys (Kind, Value, DossierId)
        SELECT k.Kind, k.Value, CopyOf(k.DossierId, @Copy)
        FROM Dossiers d
        INNER JOIN DossierKeys k ON k.DossierId = d.Id
        WHERE d.rowid <= @Originals
        """;

    public static async Task<int> Run(Settings settings)
    {
        var folder = Directory.CreateTempSubdirectory("onestop-load-").FullName;
        Machine.Print(folder);
        try
        {
            var database = Path.Combine(folder, "onestop.db");
            await Measure(settings, folder, database, settings.Dossiers);
            Multiply(database, settings.Dossiers);
            await Measure(settings, folder, database, fill: 0);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Measure(Settings settings, string folder, string database, int fill)
    {
        using var server = await OneStopServer.Start(database, settings.Port, folder);
        using var api = new ApiClient(server.Root);
        if (fill > 0)
        {
            await Filler.Fill(api, fill);
        }
        var number = 0;
        await (await LoadRun.Listing(new Scripts(folder), api, server)).Run(settings, () => number++);
        Console.WriteLine($"  resident memory {server.Resident.Now} MB (at most {server.Resident.Most} MB)");
    }

    /// <summary>Copies the dossiers row by row until there are a million; the server does not run meanwhile.</summary>
    private static void Multiply(string database, int originals)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        connection.CreateFunction("CopyOf", (byte[] id, long copy) => CopyOf(id, copy), isDeterministic: true);
        Run(connection, "PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;");
        for (var copy = 1; copy < Wanted / originals; copy++)
        {
            using var transaction = connection.BeginTransaction();
            foreach (var statement in new[] { Agencies, Keys, Dossiers })
            {
                Run(connection, statement, ("@Copy", copy), ("@Originals", originals));
            }
            transaction.Commit();
        }
        Console.WriteLine($"\ncopied to {Wanted / originals * originals:N0} dossiers, {new FileInfo(database).Length >> 20:N0} MB");
    }

    /// <summary>Another identity of the same instant.</summary>
    private static byte[] CopyOf(byte[] id, long copy)
    {
        var other = (byte[])id.Clone();
        for (var i = 0; i < 4; i++)
        {
            other[^(i + 1)] ^= (byte)(copy >> (8 * i));
        }
        return other;
    }

    private static void Run(SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }
        command.ExecuteNonQuery();
    }
}

using Microsoft.Data.Sqlite;

namespace OneStop.Load;

/// <summary>Makes a million dossiers out of some thousands: the work-lists grow together, what is on record spreads over two years.</summary>
internal static class Multiplier
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

    /// <summary>A copy was received so many weeks earlier; 994 of a thousand are closed after one to six days.</summary>
    private const string Lives = """
        FROM (
            SELECT f.StartedAt - @Copy * @Week AS Began, CopyOf(f.ItemId, @Copy) AS Item, DiceOf(CopyOf(f.ItemId, @Copy)) AS Dice,
                f.StartedAt - @Copy * @Week + (1 + DiceOf(CopyOf(f.ItemId, @Copy)) % 6) * (@Week / 7) AS Ended, f.*
            FROM Dossiers d
            CROSS JOIN HandlingFacts f ON f.Kind = 0 AND f.StartedAt = d.ReceivedAt AND f.ItemId = d.Id
            WHERE d.rowid <= @Originals) f
        """;

    private const string Columns = """
        INSERT INTO HandlingFacts (Kind, StartedAt, ItemId, RecordedFrom, RecordedUntil, DossierId, GroupId, Agency, AgencyOrigin, Receiving, ReceivingOrigin,
            ProcedureCode, Field, Channel, Official, Confidential, Authenticated, OverdueFrom, Paused, ClosedAt, Closing, FirstClosing, Ending, TermMinutes,
            UsedMinutes, Supplements, Apologised, Papers, Digital, Reused, ElectronicResult)
        """;

    private const string Open = $"""
        {Columns}
        SELECT 0, Began, Item, Began, CASE WHEN Dice < 994 THEN Ended ELSE f.RecordedUntil END, Item, NULL, Agency, AgencyOrigin, Receiving, ReceivingOrigin,
            ProcedureCode, Field, Channel, Official, Confidential, Authenticated, OverdueFrom - @Copy * @Week, Paused, NULL, NULL, NULL, NULL, TermMinutes,
            NULL, 0, 0, Papers, Digital, Reused, 0
        {Lives}
        """;

    private const string Closed = $"""
        {Columns}
        SELECT 0, Began, Item, Ended, f.RecordedUntil, Item, NULL, Agency, AgencyOrigin, Receiving, ReceivingOrigin,
            ProcedureCode, Field, Channel, Official, Confidential, Authenticated, NULL, 0, Ended, CASE WHEN Dice < 600 THEN 4 WHEN Dice < 920 THEN 5 ELSE 6 END,
            CASE WHEN Dice < 880 THEN 5 ELSE 6 END, 1, TermMinutes, TermMinutes * Dice / 900, Dice % 3 / 2, 0, Papers, Digital, Reused, 0
        {Lives}
        WHERE Dice < 994
        """;

    /// <summary>Copies the dossiers row by row until there are a million; the server does not run meanwhile.</summary>
    public static void Copy(string database, int originals)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        connection.CreateFunction("CopyOf", (byte[] id, long copy) => CopyOf(id, copy), isDeterministic: true);
        connection.CreateFunction("DiceOf", (byte[] id) => (long)(BitConverter.ToUInt32(id, id.Length - 4) % 1000), isDeterministic: true);
        Run(connection, "PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;");
        for (var copy = 1; copy < Wanted / originals; copy++)
        {
            using var transaction = connection.BeginTransaction();
            foreach (var statement in new[] { Agencies, Keys, Open, Closed, Dossiers })
            {
                Run(connection, statement, ("@Copy", copy), ("@Originals", originals), ("@Week", (long)TimeSpan.FromDays(7).TotalMilliseconds));
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

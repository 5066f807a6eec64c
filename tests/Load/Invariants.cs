using Microsoft.Data.Sqlite;

namespace OneStop.Load;

/// <summary>What must hold after a load, read from the database.</summary>
internal static class Invariants
{
    private const string Dossiers = "SELECT COUNT(*) FROM Dossiers";

    private const string Codes = """
        SELECT COUNT(*)
        FROM (
            SELECT COUNT(*) AS Held, COUNT(DISTINCT Code) AS Different, MAX(CAST(substr(Code, -7) AS INTEGER)) AS Last
            FROM Dossiers
            GROUP BY substr(Code, 1, length(Code) - 7)
        ) c
        WHERE Held <> Different OR Held <> Last
        """;

    private const string Events = "SELECT COUNT(*) - (SELECT Value FROM LogPositions WHERE Id = 1) FROM Events";

    /// <summary>Prints each invariant; true where all hold.</summary>
    /// <param name="acknowledged">Dossiers the server said it has.</param>
    /// <param name="cutOff">Requests that may have been under way when a round ended.</param>
    public static bool Hold(string database, long acknowledged, long cutOff)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly");
        connection.Open();
        var held = Scalar(connection, Dossiers);
        return Print($"dossiers {held:N0}, acknowledged {acknowledged:N0}, cut off by the end of a round at most {cutOff:N0}",
                held >= acknowledged && held <= acknowledged + cutOff)
            & Print("codes are unique and without gaps", Scalar(connection, Codes) == 0)
            & Print("positions of the log are without gaps", Scalar(connection, Events) == 0);
    }

    private static bool Print(string what, bool holds)
    {
        Console.WriteLine($"  {(holds ? "holds " : "BROKEN")} {what}");
        return holds;
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}

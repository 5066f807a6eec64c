using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace OneStop.Load.Bare;

/// <summary>
/// What the engine asks of the database to receive one dossier. These are its statements in its order, and the values are those of a real
/// reception: where the engine's change (DossierRepository, HandlingFacts, Counters, EventLog, Stamps), these must follow.
/// </summary>
internal sealed partial class ReceptionStatements
{
    public static readonly IReadOnlyList<string> Texts =
    [
        "SELECT Catalogue, Agencies, Calendar, Access, Clock FROM Stamps WHERE Id = 1",
        "UPDATE Counters SET Value = Value + 1 WHERE Name = @Counter",
        "SELECT Value FROM Counters WHERE Name = @Counter",
        """
        SELECT d.Status
        FROM DossierKeys k
        INNER JOIN Dossiers d ON d.Id = k.DossierId
        WHERE k.Kind = 2 AND k.Value = @PersonalId AND d.ProcedureCode = @ProcedureCode AND d.CaseKey = @CaseKey
            AND d.CompetentAgency = @CompetentAgency AND d.ClosedAt IS NULL AND d.Id <> @Id
        """,
        """
        INSERT INTO Dossiers (Id, Code, Version, Status, Outcome, ProcedureCode, ProcedureVersion, CaseKey, Field, ReceivingAgency,
            CompetentAgency, Channel, OwnerAccount, Assignee, StepKey, SubmittedAt, ReceivedAt, DueAt, FirstDueAt, OverdueFrom, ClosedAt,
            ReturnedAt, UpdatedAt, RootId, OriginReceiving, OriginCompetent, UnreadSince, AcceptBy, LastActAt, Closing, Details)
        VALUES (@Id, @Code, @Version, @Status, @Outcome, @ProcedureCode, @ProcedureVersion, @CaseKey, @Field, @ReceivingAgency,
            @CompetentAgency, @Channel, @OwnerAccount, @Assignee, @StepKey, @SubmittedAt, @ReceivedAt, @DueAt, @FirstDueAt, @OverdueFrom,
            @ClosedAt, @ReturnedAt, @UpdatedAt, @RootId, @OriginReceiving, @OriginCompetent, @UnreadSince, @AcceptBy, @LastActAt, @Closing,
            @Details)
        """,
        "INSERT INTO DossierAgencies (AgencyCode, DossierId, IsOpen, DueAt) VALUES (@ReceivingAgency, @Id, 1, @DueAt)",
        "INSERT INTO DossierKeys (Kind, Value, DossierId) VALUES (1, @Name, @Id)",
        "INSERT INTO DossierKeys (Kind, Value, DossierId) VALUES (2, @PersonalId, @Id)",
        "INSERT INTO DossierKeys (Kind, Value, DossierId) VALUES (4, @Phone, @Id)",
        """
        INSERT INTO HandlingFacts (Kind, StartedAt, ItemId, RecordedFrom, RecordedUntil, DossierId, GroupId, Agency, AgencyOrigin, Receiving, ReceivingOrigin,
            ProcedureCode, Field, Channel, Official, Confidential, Authenticated, OverdueFrom, Paused, ClosedAt, Closing, FirstClosing, Ending, TermMinutes,
            UsedMinutes, Supplements, Apologised, Papers, Digital, Reused, ElectronicResult)
        VALUES (0, @ReceivedAt, @Id, @ReceivedAt, 253402300799999, @Id, NULL, @CompetentAgency, @CompetentAgency, @ReceivingAgency, @ReceivingAgency,
            @ProcedureCode, @Field, @Channel, @Assignee, 0, 0, @OverdueFrom, 0, NULL, NULL, NULL, NULL, 2400, NULL, 0, 0, 2, 0, 0, 0)
        """,
        "UPDATE LogPositions SET Value = Value + 1 WHERE Id = 1",
        "SELECT Value FROM LogPositions WHERE Id = 1",
        """
        INSERT INTO Events (Position, Id, Aggregate, AggregateId, Version, Type, At, Actor, Agency, Data, Hash)
        VALUES (@Position, @EventId, @Aggregate, @AggregateId, @EventVersion, @Type, @At, @Actor, @EventAgency, @Data, @Hash)
        """,
    ];

    private readonly Dictionary<string, object> fixedValues = [];
    private readonly object[] counters;
    private readonly object[] agencies;
    private object last = 0L;

    private ReceptionStatements(object[] counters)
    {
        this.counters = counters;
        agencies = [.. counters.Select(name => (object)((string)name).Split(':')[1])];
    }

    /// <summary>Takes over the values of a dossier that is in the database, and of its event.</summary>
    public static ReceptionStatements Like(SqliteConnection connection)
    {
        var names = new List<object>();
        Each(connection, "SELECT Name FROM Counters WHERE Name LIKE 'code:%'", row => names.Add(row.GetValue(0)));
        var statements = new ReceptionStatements([.. names]);
        Each(connection, "SELECT * FROM Dossiers LIMIT 1", statements.Take);
        Each(connection, """
            SELECT e.Aggregate, e.Version AS EventVersion, e.Type, e.At, e.Actor, e.Agency AS EventAgency, e.Data, e.Hash
            FROM Events e WHERE e.Aggregate = 'dossier' LIMIT 1
            """, statements.Take);
        return statements;
    }

    /// <summary>Gives a statement its values for the dossier of an identity; n makes its owner.</summary>
    public void Bind(SqliteCommand statement, Guid id, int n)
    {
        if (statement.Parameters.Count == 0)
        {
            foreach (var name in Parameter().Matches(statement.CommandText).Select(match => match.Value).Distinct())
            {
                statement.Parameters.Add(new SqliteParameter(name, fixedValues.GetValueOrDefault(name[1..], DBNull.Value)));
            }
        }
        foreach (SqliteParameter parameter in statement.Parameters)
        {
            if (Own(parameter.ParameterName, id, n) is { } value)
            {
                parameter.Value = value;
            }
        }
    }

    /// <summary>Remembers the number a statement answered, for the next one.</summary>
    public void Note(object? number) => last = number ?? last;

    private object? Own(string parameter, Guid id, int n) => parameter switch
    {
        "@Id" or "@EventId" => id.ToByteArray(bigEndian: true),
        "@AggregateId" => id.ToString(),
        "@Counter" => counters[n % counters.Length],
        "@ReceivingAgency" or "@CompetentAgency" or "@EventAgency" => agencies[n % agencies.Length],
        "@Code" => string.Create(CultureInfo.InvariantCulture, $"{agencies[n % agencies.Length]}-20260101-{last:0000000}"),
        "@Position" => last,
        "@PersonalId" => SampleDossiers.PersonalId(n),
        "@Phone" => string.Create(CultureInfo.InvariantCulture, $"09{n % 100_000_000:00000000}"),
        "@Name" => string.Create(CultureInfo.InvariantCulture, $"nguyen van an {n % 3_000}"),
        _ => null,
    };

    private void Take(SqliteDataReader row)
    {
        for (var i = 0; i < row.FieldCount; i++)
        {
            fixedValues[row.GetName(i)] = row.GetValue(i);
        }
    }

    private static void Each(SqliteConnection connection, string sql, Action<SqliteDataReader> take)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            take(rows);
        }
    }

    [GeneratedRegex("@[A-Za-z]+")]
    private static partial Regex Parameter();
}

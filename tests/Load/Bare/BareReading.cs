using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using OneStop.Application.Dossiers;
using OneStop.Domain.Dossiers;

namespace OneStop.Load.Bare;

/// <summary>Reads one dossier's row by identity, on a pool of connections whose statement is kept prepared.</summary>
internal sealed class BareReading(string database, DossierView shape)
{
    private const string Select = """
        SELECT d.Id, d.Code, d.Version, d.Status, d.Outcome, d.ProcedureCode, d.ProcedureVersion, d.CaseKey, d.Field, d.ReceivingAgency,
            d.CompetentAgency, d.Channel, d.OwnerAccount, d.Assignee, d.StepKey, d.SubmittedAt, d.ReceivedAt, d.DueAt, d.FirstDueAt,
            d.OverdueFrom, d.ClosedAt, d.ReturnedAt, d.UpdatedAt, d.RootId, d.OriginReceiving, d.OriginCompetent, d.UnreadSince, d.LastActAt,
            d.Closing, d.Details
        FROM Dossiers d
        WHERE d.Id = @Id
        """;

    private readonly ConcurrentBag<SqliteCommand> idle = [];

    public DossierView Read(Guid id)
    {
        if (!idle.TryTake(out var command))
        {
            command = Open();
        }
        command.Parameters[0].Value = id.ToByteArray(bigEndian: true);
        var values = Row(command);
        idle.Add(command);
        return shape with
        {
            Id = DossierId.Of(id),
            Code = (string)values[1],
            Version = (int)(long)values[2],
            Status = (DossierStatus)(long)values[3],
            StatusCode = (int)(long)values[3],
            SubmittedAt = DateTimeOffset.FromUnixTimeMilliseconds((long)values[15]),
            Root = DossierId.Of(id),
        };
    }

    private static object[] Row(SqliteCommand command)
    {
        using var row = command.ExecuteReader();
        var values = new object[row.FieldCount];
        row.Read();
        row.GetValues(values);
        return values;
    }

    private SqliteCommand Open()
    {
        var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var command = connection.CreateCommand();
        command.CommandText = Select;
        command.Parameters.Add("@Id", SqliteType.Blob);
        command.Prepare();
        return command;
    }
}

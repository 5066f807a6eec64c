using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Audit;

/// <summary>Writes rows of the access journal; those that are there already are left alone.</summary>
internal sealed class AccessJournalTable(DbSession db)
{
    private const string Insert = """
        INSERT INTO AccessJournal (SubjectId, Minute, ActorId, ClientId, Agency, What)
        SELECT @Subject, @Minute, @Actor, @Client, @Agency, @What
        WHERE NOT EXISTS (SELECT 1 FROM AccessJournal j WHERE j.SubjectId = @Subject AND j.Minute = @Minute AND j.ActorId = @Actor)
        """;

    private const string Update = "UPDATE AccessJournal SET What = @What WHERE SubjectId = @Subject AND Minute = @Minute AND ActorId = @Actor";

    /// <summary>Writes a row, also over the one of the same key.</summary>
    public async Task WriteOver(AccessRow row, CancellationToken ct)
    {
        if (await db.Execute(Update, row, ct) == 0)
        {
            await db.Execute(Insert, row, ct);
        }
    }

    /// <summary>Writes them; no two of them have the same key.</summary>
    public Task Write(IReadOnlyList<AccessRow> rows, CancellationToken ct) => db.Execute(Insert, rows, ct);
}

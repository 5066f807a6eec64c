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

    /// <summary>Writes them; no two of them have the same key.</summary>
    public Task Write(IReadOnlyList<AccessRow> rows, CancellationToken ct) => db.Execute(Insert, rows, ct);
}

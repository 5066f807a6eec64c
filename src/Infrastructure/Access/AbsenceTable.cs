using OneStop.Application.Access;
using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>When officials are absent and who stands in.</summary>
internal sealed class AbsenceTable(DbSession db, Stamps stamps) : IAbsences
{
    private const string ById = "SELECT Id, AccountId, CoverId, FromDay, ToDay, EndedAt FROM Absences WHERE Id = @Id";

    private const string OpenAround = """
        SELECT Id, AccountId, CoverId, FromDay, ToDay, EndedAt
        FROM Absences
        WHERE EndedAt IS NULL AND (AccountId = @Official OR AccountId = @Cover OR CoverId = @Official)
        ORDER BY Id
        """;

    private const string Newest = """
        SELECT Id, AccountId, CoverId, FromDay, ToDay, EndedAt
        FROM Absences
        WHERE AccountId = @Official AND Id < @Before
        ORDER BY Id DESC
        """;

    private const string CountOfOfficial = "SELECT COUNT(*) FROM Absences WHERE AccountId = @Official";

    private const string Insert = """
        INSERT INTO Absences (Id, AccountId, CoverId, FromDay, ToDay)
        VALUES (@Id, @AccountId, @CoverId, @FromDay, @ToDay)
        """;

    private const string SetEnded = "UPDATE Absences SET EndedAt = @EndedAt WHERE Id = @Id";

    public Task<Absence?> Find(AbsenceId id, CancellationToken ct) => db.QueryOne<Absence>(ById, new { Id = id }, ct);

    public async Task<IReadOnlyList<Absence>> Around(AccountId official, AccountId cover, CancellationToken ct)
    {
        // Locks the row of the stamps: of two absences at the same instant, in which each covers the other, the second sees the first.
        await stamps.Changed(Stamp.Access, ct);
        return await db.Query<Absence>(OpenAround, new { Official = official, Cover = cover }, ct);
    }

    public async Task Add(Absence absence, CancellationToken ct)
    {
        await db.Execute(Insert, new { absence.Id, absence.AccountId, absence.CoverId, absence.FromDay, absence.ToDay }, ct);
        await stamps.Changed(Stamp.Access, ct);
    }

    public async Task End(Absence absence, CancellationToken ct)
    {
        await db.Execute(SetEnded, new { absence.Id, absence.EndedAt }, ct);
        await stamps.Changed(Stamp.Access, ct);
    }

    public async Task<Page<Absence>> Of(AccountId official, PageRequest page, CancellationToken ct)
    {
        var before = Cursor.Before<AbsenceId>(page);
        return Pages.Of(
            page, await db.Query<Absence>($"{Newest} {db.Dialect.Page}", new { Official = official, Before = before, page.Take }, ct),
            absence => [absence.Id.ToString()],
            page.Count == CountMode.None ? null : await db.QueryOne<long>(CountOfOfficial, new { Official = official }, ct));
    }
}

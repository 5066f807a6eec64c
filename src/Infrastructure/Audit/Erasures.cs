using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Audit;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Audit;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Audit;

/// <summary>Erases what stands beside the rows of dossiers and accounts, and writes the record of it.</summary>
internal sealed class Erasures(
    DbSession db, ICaller caller, TimeProvider clock, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : IErasures
{
    private const string ForgetOwner = "UPDATE Dossiers SET OwnerAccount = NULL WHERE Id = @Id";

    private const string ForgetReaders = "DELETE FROM AccessJournal WHERE SubjectId = @Id";

    private const string ForgetNotes = """
        DELETE FROM EventNotes
        WHERE Position IN (SELECT e.Position FROM Events e WHERE e.AggregateId = @Key AND e.Aggregate = @Kind)
        """;

    private const string ForgetKey = "DELETE FROM DossierKeys WHERE Kind = @Kind AND Value = @Value AND DossierId = @DossierId";

    private const string ForgetName = "UPDATE Accounts SET UserName = @UserName, PasswordHash = NULL WHERE Id = @Id";

    private const string LastHash = "SELECT e.Hash FROM Events e WHERE e.AggregateId = @Key AND e.Aggregate = @Kind AND e.Version = @Version";

    private const string Record = """
        INSERT INTO Deletions (Id, Kind, Subject, At, ActorId, Basis, LastHash)
        VALUES (@Id, @Kind, @Subject, @At, @ActorId, @Basis, @LastHash)
        """;

    private const string OpenDossiers = """
        SELECT COUNT(*)
        FROM DossierKeys k
        INNER JOIN Dossiers d ON d.Id = k.DossierId
        WHERE k.Kind = @Kind AND k.Value = @Account AND d.Status IN (1, 2, 4, 5, 6, 9)
        """;

    private const string Mandates = """
        SELECT COUNT(*)
        FROM Mandates m
        WHERE (m.PrincipalId = @Id OR m.RepresentativeId = @Id) AND m.AcceptedAt IS NOT NULL AND m.RevokedAt IS NULL AND (m.ToDay IS NULL OR m.ToDay >= @Today)
        """;

    private const string EndedDossiers = """
        SELECT d.Id, d.ClosedAt, v.RetentionYears
        FROM Dossiers d
        LEFT JOIN ProcedureVersions v ON v.ProcedureCode = d.ProcedureCode AND v.Number = d.ProcedureVersion
        WHERE d.ClosedAt >= @From AND d.ClosedAt < @Before AND d.ErasedAt IS NULL
        ORDER BY d.ClosedAt
        """;

    private const string Shortest = "SELECT MIN(v.RetentionYears) FROM ProcedureVersions v";

    /// <summary>Beside the account's row: outside identities, unconfirmed contacts, tokens; sessions end.</summary>
    private static readonly string[] ForgetAccount =
    [
        "DELETE FROM AccountSubjects WHERE AccountId = @Id",
        "DELETE FROM ContactConfirmations WHERE AccountId = @Id",
        "DELETE FROM RefreshTokens WHERE SessionId IN (SELECT s.Id FROM Sessions s WHERE s.AccountId = @Id)",
        "UPDATE Sessions SET EndedAt = @MachineNow WHERE AccountId = @Id AND EndedAt IS NULL",
    ];

    public async Task Forget(Dossier dossier, IReadOnlyList<InterAgencyTransfer> transfers, ErasureBasis basis, CancellationToken ct)
    {
        var id = dossier.State.Id;
        await db.Execute(ForgetKey, DossierKey.Of(dossier.Loaded).Select(key => new { key.Kind, key.Value, DossierId = id }), ct);
        await db.Execute(ForgetOwner, new { Id = id }, ct);
        await db.Execute(ForgetReaders, new { Id = id }, ct);
        foreach (var aggregate in transfers.Prepend<Aggregate>(dossier))
        {
            await db.Execute(ForgetNotes, new { aggregate.Key, aggregate.Kind }, ct);
        }
        await Write(dossier, dossier.State.Code, basis, dossier.State.ErasedAt!.Value, ct);
    }

    public async Task Forget(Account account, ErasureBasis basis, CancellationToken ct)
    {
        await db.Execute(ForgetName, new { account.State.UserName, account.State.Id }, ct);
        foreach (var statement in ForgetAccount)
        {
            await db.Execute(statement, new { account.State.Id, MachineNow = machineClock.GetUtcNow() }, ct);
        }
        await db.Execute(ForgetNotes, new { account.Key, account.Kind }, ct);
        await Write(account, account.Key, basis, clock.GetUtcNow(), ct);
    }

    public async Task<bool> HasOpenDossier(AccountId account, CancellationToken ct) =>
        await db.QueryOne<long>(OpenDossiers, new { Kind = DossierKeyKind.Account, Account = account.ToString() }, ct) > 0;

    public async Task<bool> HasMandate(AccountId account, DateOnly today, CancellationToken ct) =>
        await db.QueryOne<long>(Mandates, new { Id = account, Today = today }, ct) > 0;

    public Task<IReadOnlyList<EndedDossier>> Ended(DateTimeOffset from, DateTimeOffset before, int most, CancellationToken ct) =>
        db.Query<EndedDossier>($"{EndedDossiers} {db.Dialect.Page}", new { From = from, Before = before, Take = most }, ct);

    public Task<int?> ShortestTerm(CancellationToken ct) => db.QueryOne<int?>(Shortest, null, ct);

    private async Task Write(Aggregate erased, string subject, ErasureBasis basis, DateTimeOffset at, CancellationToken ct)
    {
        var hash = await db.QueryOne<byte[]>(LastHash, new { erased.Key, erased.Kind, erased.Version }, ct) ?? [];
        await db.Execute(
            Record,
            new
            {
                Id = EventId.New(at), erased.Kind, Subject = subject, At = at, ActorId = caller.Actor?.Id ?? AccountId.System, Basis = EnumName.Of(basis),
                LastHash = hash,
            },
            ct);
    }
}

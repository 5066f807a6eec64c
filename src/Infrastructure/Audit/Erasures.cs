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
    DbSession db, OwnerDocuments documents, ICaller caller, TimeProvider clock, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : IErasures
{
    private const string ForgetOwner = "UPDATE Dossiers SET OwnerAccount = NULL WHERE Id = @Id";

    private const string ForgetReaders = "DELETE FROM AccessJournal WHERE SubjectId = @Id";

    /// <summary>What still waits is not sent any more.</summary>
    private const string ForgetMessages = """
        UPDATE Notifications
        SET Address = NULL, Subject = NULL, Text = NULL, State = CASE WHEN DueAt IS NULL THEN State ELSE 'suppressed' END,
            Reason = CASE WHEN DueAt IS NULL THEN Reason ELSE 'erased' END, DueAt = NULL, LeaseUntil = NULL
        """;

    private const string ForgetNotes = """
        DELETE FROM EventNotes
        WHERE Position IN (SELECT e.Position FROM Events e WHERE e.AggregateId = @Key AND e.Aggregate = @Kind)
        """;

    /// <summary>What still waited to be taken in holds personal data in its body.</summary>
    private const string ForgetInbox = """
        UPDATE PortalInbox
        SET State = 'refused', Reason = 'portal.dossier-is-open', ReasonDetail = NULL, NextTryAt = NULL, Body = NULL
        WHERE State = 'parked' AND PortalCode IN (SELECT p.PortalCode FROM PortalDossiers p WHERE p.DossierId = @Id)
        """;

    private const string ForgetCalls = "DELETE FROM RegistryCalls WHERE DossierId = @Id";

    /// <summary>The portal's own words, which may name persons.</summary>
    private const string ForgetPortalNotes = "UPDATE PortalCalls SET Note = NULL WHERE DossierId = @Id AND Note IS NOT NULL";

    private const string ForgetPortalProblem = "UPDATE PortalSyncs SET ProblemText = NULL WHERE DossierId = @Id";

    private const string ForgetIncoming = "DELETE FROM IncomingDocuments WHERE DossierId = @Id";

    private const string ForgetOutgoing = "DELETE FROM OutgoingDocuments WHERE DossierId = @Id";

    private const string ForgetKey = "DELETE FROM DossierKeys WHERE Kind = @Kind AND Value = @Value AND DossierId = @DossierId";

    private const string ForgetName = "UPDATE Accounts SET UserName = @UserName, NameKey = @NameKey, PasswordHash = NULL WHERE Id = @Id";

    private const string LastHash = "SELECT e.Hash FROM Events e WHERE e.AggregateId = @Key AND e.Aggregate = @Kind AND e.Version = @Version";

    private const string Record = """
        INSERT INTO Deletions (Id, Kind, Subject, At, ActorId, Basis, LastHash)
        VALUES (@Id, @Kind, @Subject, @At, @ActorId, @Basis, @LastHash)
        """;

    private const string OpenDossiers = """
        SELECT COUNT(*)
        FROM DossierKeys k
        INNER JOIN Dossiers d ON d.Id = k.DossierId
        WHERE k.Kind = @Kind AND k.Value = @Account AND d.Status IN @Open
        """;

    private const string Mandates = """
        SELECT COUNT(*)
        FROM Mandates m
        WHERE (m.PrincipalId = @Id OR m.RepresentativeId = @Id) AND m.AcceptedAt IS NOT NULL AND m.RevokedAt IS NULL AND (m.ToDay IS NULL OR m.ToDay >= @Today)
        """;

    private const string MandatesOf = "SELECT m.Id, m.Details FROM Mandates m WHERE m.PrincipalId = @Id OR m.RepresentativeId = @Id";

    private const string ForgetEvidence = "UPDATE Mandates SET Details = @Details WHERE Id = @Id";

    private const string EndedDossiers = """
        SELECT d.Id, d.ClosedAt, v.RetentionYears
        FROM Dossiers d
        LEFT JOIN ProcedureVersions v ON v.ProcedureCode = d.ProcedureCode AND v.Number = d.ProcedureVersion
        WHERE d.ClosedAt >= @From AND d.ClosedAt < @Before AND (d.ClosedAt > @From OR d.Id > @After) AND d.ErasedAt IS NULL
        ORDER BY d.ClosedAt, d.Id
        """;

    private const string Shortest = "SELECT MIN(v.RetentionYears) FROM ProcedureVersions v";

    /// <summary>Beside the account's row: outside identities, unconfirmed contacts, what was sent to them, tokens; sessions end.</summary>
    private static readonly string[] ForgetAccount =
    [
        "DELETE FROM AccountSubjects WHERE AccountId = @Id",
        "DELETE FROM ContactConfirmations WHERE AccountId = @Id",
        "DELETE FROM SandboxMessages WHERE AccountId = @Id",
        "DELETE FROM NoticePreferences WHERE AccountId = @Id",
        $"{ForgetMessages} WHERE AccountId = @Id",
        "DELETE FROM RefreshTokens WHERE SessionId IN (SELECT s.Id FROM Sessions s WHERE s.AccountId = @Id)",
        "UPDATE Sessions SET EndedAt = @MachineNow WHERE AccountId = @Id AND EndedAt IS NULL",
    ];

    private static readonly int[] Open = [.. Enum.GetValues<DossierStatus>().Where(status => status.IsOpen()).Select(status => (int)status)];

    public async Task Forget(Dossier dossier, IReadOnlyList<InterAgencyTransfer> transfers, ErasureBasis basis, CancellationToken ct)
    {
        var id = dossier.State.Id;
        // By which machine it was filed is nobody's personal data, and the machine goes on finding it.
        var keys = DossierKey.Of(dossier.Loaded).Where(key => key.Kind != DossierKeyKind.Client);
        await db.Execute(ForgetKey, keys.Select(key => new { key.Kind, key.Value, DossierId = id }), ct);
        await documents.Forget(dossier.Loaded, ct);
        await db.Execute(ForgetOwner, new { Id = id }, ct);
        await db.Execute(ForgetReaders, new { Id = id }, ct);
        foreach (var statement in new[] { $"{ForgetMessages} WHERE DossierId = @Id", ForgetInbox, ForgetCalls, ForgetIncoming, ForgetOutgoing, ForgetPortalNotes, ForgetPortalProblem })
        {
            await db.Execute(statement, new { Id = id }, ct);
        }
        foreach (var aggregate in transfers.Prepend<Aggregate>(dossier))
        {
            await db.Execute(ForgetNotes, new { aggregate.Key, aggregate.Kind }, ct);
        }
        await Write(dossier, dossier.State.Code, basis, dossier.State.ErasedAt!.Value, ct);
    }

    public async Task Forget(Account account, ErasureBasis basis, CancellationToken ct)
    {
        await db.Execute(ForgetName, new { account.State.UserName, NameKey = UserName.Key(account.State.UserName), account.State.Id }, ct);
        foreach (var statement in ForgetAccount)
        {
            await db.Execute(statement, new { account.State.Id, MachineNow = machineClock.GetUtcNow() }, ct);
        }
        await db.Execute(ForgetNotes, new { account.Key, account.Kind }, ct);
        await ForgetMandates(account.State.Id, ct);
        await Write(account, account.Key, basis, clock.GetUtcNow(), ct);
    }

    public async Task<bool> HasOpenDossier(AccountId account, CancellationToken ct) =>
        await db.QueryOne<long>(OpenDossiers, new { Kind = DossierKeyKind.Account, Account = account.ToString(), Open }, ct) > 0;

    public async Task<bool> HasMandate(AccountId account, DateOnly today, CancellationToken ct) =>
        await db.QueryOne<long>(Mandates, new { Id = account, Today = today }, ct) > 0;

    public Task<IReadOnlyList<EndedDossier>> Ended(DateTimeOffset from, DossierId after, DateTimeOffset before, int most, CancellationToken ct) =>
        db.Query<EndedDossier>($"{EndedDossiers} {db.Dialect.Page}", new { From = from, After = after, Before = before, Take = most }, ct);

    public Task<int?> ShortestTerm(CancellationToken ct) => db.QueryOne<int?>(Shortest, null, ct);

    /// <summary>What the papers of its mandates are called, and why they were granted or ended: both tell of people.</summary>
    private async Task ForgetMandates(AccountId account, CancellationToken ct)
    {
        foreach (var mandate in await db.Query<MandateRow>(MandatesOf, new { Id = account }, ct))
        {
            if (mandate.Details.Evidence is { } evidence)
            {
                await db.Execute(ForgetEvidence, new { mandate.Id, Details = mandate.Details with { Evidence = evidence with { Name = "—" } } }, ct);
            }
            await db.Execute(ForgetNotes, new { Key = mandate.Id.ToString(), Kind = "mandate" }, ct);
        }
    }

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

    private sealed record MandateRow
    {
        public required MandateId Id { get; init; }

        public required MandateDetails Details { get; init; }
    }
}

using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using OneStop.Application.Access;
using OneStop.Application.Lists;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

internal sealed class MandateRepository(DbSession db, Stamps stamps, InstallationSecrets secrets) : IMandates
{
    /// <summary>Of persons who came with papers; outside issuers are addresses.</summary>
    private const string PaperIssuer = "papers";

    private const string ById = """
        SELECT Id, Version, Kind, PrincipalId, RepresentativeId, FromDay, ToDay, AcceptedAt, RevokedAt, Agency, Details
        FROM Mandates
        WHERE Id = @Id
        """;

    private const string Newest = """
        SELECT Id, Version, Kind, PrincipalId, RepresentativeId, FromDay, ToDay, AcceptedAt, RevokedAt, Agency, Details
        FROM Mandates
        WHERE (PrincipalId = @Principal OR RepresentativeId = @Representative OR Agency IN @Agencies)
            AND (@InForceOn IS NULL OR (AcceptedAt IS NOT NULL AND RevokedAt IS NULL AND FromDay <= @InForceOn AND (ToDay IS NULL OR ToDay >= @InForceOn)))
            AND Id < @Before
        ORDER BY Id DESC
        """;

    private const string Found = """
        SELECT Id
        FROM Mandates
        WHERE (PrincipalId = @Principal OR RepresentativeId = @Representative OR Agency IN @Agencies)
            AND (@InForceOn IS NULL OR (AcceptedAt IS NOT NULL AND RevokedAt IS NULL AND FromDay <= @InForceOn AND (ToDay IS NULL OR ToDay >= @InForceOn)))
        ORDER BY Id
        """;

    private const string Live = """
        SELECT
            (SELECT COUNT(*) FROM Mandates m
                WHERE m.PrincipalId = @Principal AND m.RevokedAt IS NULL AND (m.ToDay IS NULL OR m.ToDay >= @Today)) AS OfPrincipal,
            (SELECT COUNT(*) FROM Mandates m
                WHERE m.RepresentativeId = @Representative AND m.AcceptedAt IS NOT NULL AND m.RevokedAt IS NULL
                    AND (m.ToDay IS NULL OR m.ToDay >= @Today)) AS OfRepresentative,
            (SELECT COUNT(*) FROM Mandates m
                WHERE m.PrincipalId = @Principal AND m.RepresentativeId = @Representative AND m.Kind = @Kind AND m.RevokedAt IS NULL
                    AND (m.ToDay IS NULL OR m.ToDay >= @Today)) AS OfPair,
            (SELECT COUNT(*) FROM Accounts a WHERE (a.Id = @Principal OR a.Id = @Representative) AND a.Disabled = 1) AS ClosedSides
        """;

    private const string CountSignIns = """
        SELECT COUNT(*)
        FROM Accounts a
        WHERE a.Id = @Id
            AND (a.PasswordHash IS NOT NULL OR EXISTS (SELECT 1 FROM AccountSubjects s WHERE s.AccountId = a.Id AND s.Issuer <> @Papers))
        """;

    private const string SelectNames = "SELECT Id, DisplayName FROM Accounts WHERE Id IN @Ids";

    private const string Insert = """
        INSERT INTO Mandates (Id, Version, Kind, PrincipalId, RepresentativeId, FromDay, ToDay, AcceptedAt, RevokedAt, Agency, Details)
        VALUES (@Id, @CurrentVersion, @Kind, @PrincipalId, @RepresentativeId, @FromDay, @ToDay, @AcceptedAt, @RevokedAt, @Agency, @Details)
        """;

    private const string Update = """
        UPDATE Mandates
        SET Version = @CurrentVersion, AcceptedAt = @AcceptedAt, RevokedAt = @RevokedAt
        WHERE Id = @Id AND Version = @Version
        """;

    private const string SelectSubject = "SELECT AccountId FROM AccountSubjects WHERE Issuer = @Issuer AND Subject = @Subject";

    private const string InsertSubject = "INSERT INTO AccountSubjects (Issuer, Subject, AccountId) VALUES (@Issuer, @Subject, @AccountId)";

    public async Task<Mandate?> Find(MandateId id, CancellationToken ct) =>
        await db.QueryOne<MandateState>(ById, new { Id = id }, ct) is { } state ? new Mandate(state) : null;

    public async Task<LiveMandates> CountLive(AccountId principal, AccountId representative, MandateKind kind, DateOnly today, CancellationToken ct)
    {
        // Locks the row of the stamps, so that of two mandates at the same instant the second is counted with the first.
        await stamps.Changed(Stamp.Access, ct);
        return await db.QueryOne<LiveMandates>(Live, new { Principal = principal, Representative = representative, Kind = EnumName.Of(kind), Today = today }, ct)
            ?? new LiveMandates();
    }

    public async Task<bool> SignsIn(AccountId account, CancellationToken ct) =>
        await db.QueryOne<long>(CountSignIns, new { Id = account, Papers = PaperIssuer }, ct) > 0;

    public async Task<IReadOnlyDictionary<AccountId, string>> NamesOf(IReadOnlyCollection<AccountId> accounts, CancellationToken ct)
    {
        var ids = accounts.Select(TypeHandlers.Bytes).ToArray();
        return ids.Length == 0 ? new Dictionary<AccountId, string>()
            : (await db.Query<NameRow>(SelectNames, new { Ids = ids }, ct)).ToDictionary(row => row.Id, row => row.DisplayName);
    }

    public async Task Add(Mandate mandate, CancellationToken ct)
    {
        await db.Execute(Insert, Row(mandate), ct);
        await stamps.Changed(Stamp.Access, ct);
        db.Touch(mandate);
    }

    public async Task Save(Mandate mandate, CancellationToken ct)
    {
        if (await db.Execute(Update, Row(mandate), ct) == 0)
        {
            throw new StaleException(mandate.Kind, current: 0);
        }
        await stamps.Changed(Stamp.Access, ct);
        db.Touch(mandate);
    }

    public async Task<Page<MandateState>> List(MandateFilter filter, PageRequest page, CancellationToken ct)
    {
        var before = Cursor.Before<MandateId>(page);
        var wanted = new
        {
            Principal = filter.Principal ?? AccountId.System, Representative = filter.Representative ?? AccountId.System, filter.Agencies, filter.InForceOn,
            Before = before, page.Take,
        };
        var counting = new { wanted.Principal, wanted.Representative, wanted.Agencies, wanted.InForceOn, Take = page.CountTake };
        return Pages.Of(
            page, await db.Query<MandateState>($"{Newest} {db.Dialect.Page}", wanted, ct), state => [state.Id.ToString()],
            page.Count == CountMode.None ? null : await db.QueryOne<long>($"SELECT COUNT(*) FROM ({Found} {db.Dialect.Page}) c", counting, ct));
    }

    public async Task<AccountId?> PersonOf(string personalId, CancellationToken ct) =>
        await db.QueryOne<AccountId?>(SelectSubject, new { Issuer = PaperIssuer, Subject = await SubjectOf(personalId, ct) }, ct);

    public async Task KeepPerson(string personalId, AccountId account, CancellationToken ct)
    {
        try
        {
            await db.Execute(InsertSubject, new { Issuer = PaperIssuer, Subject = await SubjectOf(personalId, ct), AccountId = account }, ct);
        }
        catch (DbException e) when (db.Dialect.IsUniqueViolation(e))
        {
            // Another desk met the person first: run again and find that account.
            throw new RunAgainException(e);
        }
    }

    /// <summary>Keyed, because all numbers of twelve digits are soon tried.</summary>
    private async Task<string> SubjectOf(string personalId, CancellationToken ct) => Convert.ToHexStringLower(
        HMACSHA256.HashData(await secrets.Of(PaperIssuer, ct), Encoding.UTF8.GetBytes(personalId)));

    private static object Row(Mandate mandate) => new
    {
        mandate.State.Id, mandate.State.Version, mandate.CurrentVersion, Kind = EnumName.Of(mandate.State.Kind), mandate.State.PrincipalId,
        mandate.State.RepresentativeId, mandate.State.FromDay, mandate.State.ToDay, mandate.State.AcceptedAt, mandate.State.RevokedAt, mandate.State.Agency, mandate.State.Details,
    };

    private sealed record NameRow
    {
        public required AccountId Id { get; init; }

        public required string DisplayName { get; init; }
    }
}

using System.Security.Cryptography;
using System.Text;
using OneStop.Application.Access;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

internal sealed class MandateRepository(DbSession db, Stamps stamps) : IMandates
{
    /// <summary>Of persons who came with papers; outside issuers are addresses.</summary>
    private const string PaperIssuer = "papers";

    private const string ById = """
        SELECT Id, Version, Kind, PrincipalId, RepresentativeId, FromDay, ToDay, RevokedAt, Agency, Details
        FROM Mandates
        WHERE Id = @Id
        """;

    private const string Newest = """
        SELECT Id, Version, Kind, PrincipalId, RepresentativeId, FromDay, ToDay, RevokedAt, Agency, Details
        FROM Mandates
        WHERE (PrincipalId = @Principal OR RepresentativeId = @Representative OR Agency IN @Agencies)
            AND (@InForceOn IS NULL OR (RevokedAt IS NULL AND FromDay <= @InForceOn AND (ToDay IS NULL OR ToDay >= @InForceOn)))
            AND Id < @Before
        ORDER BY Id DESC
        """;

    private const string CountFound = """
        SELECT COUNT(*)
        FROM Mandates
        WHERE (PrincipalId = @Principal OR RepresentativeId = @Representative OR Agency IN @Agencies)
            AND (@InForceOn IS NULL OR (RevokedAt IS NULL AND FromDay <= @InForceOn AND (ToDay IS NULL OR ToDay >= @InForceOn)))
        """;

    private const string CountOfPrincipal = """
        SELECT COUNT(*)
        FROM Mandates
        WHERE PrincipalId = @Principal AND RevokedAt IS NULL AND (ToDay IS NULL OR ToDay >= @Today)
        """;

    private const string Insert = """
        INSERT INTO Mandates (Id, Version, Kind, PrincipalId, RepresentativeId, FromDay, ToDay, RevokedAt, Agency, Details)
        VALUES (@Id, @CurrentVersion, @Kind, @PrincipalId, @RepresentativeId, @FromDay, @ToDay, @RevokedAt, @Agency, @Details)
        """;

    private const string Update = "UPDATE Mandates SET Version = @CurrentVersion, RevokedAt = @RevokedAt WHERE Id = @Id AND Version = @Version";

    private const string SelectSubject = "SELECT AccountId FROM AccountSubjects WHERE Issuer = @Issuer AND Subject = @Subject";

    private const string InsertSubject = "INSERT INTO AccountSubjects (Issuer, Subject, AccountId) VALUES (@Issuer, @Subject, @AccountId)";

    public async Task<Mandate?> Find(MandateId id, CancellationToken ct) =>
        await db.QueryOne<MandateState>(ById, new { Id = id }, ct) is { } state ? new Mandate(state) : null;

    public async Task<int> CountLive(AccountId principal, DateOnly today, CancellationToken ct)
    {
        // Locks the row of the stamps, so that of two mandates at the same instant the second is counted with the first.
        await stamps.Changed(Stamp.Access, ct);
        return await db.QueryOne<int>(CountOfPrincipal, new { Principal = principal, Today = today }, ct);
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
        var before = Cursor.Read(page, keys: 1) is not [var last] ? MandateId.Of(Guid.AllBitsSet)
            : MandateId.TryParse(last, null, out var id) ? id : throw new InvalidInputException("cursor", FieldRules.WellFormed);
        var wanted = new
        {
            Principal = filter.Principal ?? AccountId.System, Representative = filter.Representative ?? AccountId.System, filter.Agencies, filter.InForceOn,
            Before = before, page.Take,
        };
        return Pages.Of(
            page, await db.Query<MandateState>($"{Newest} {db.Dialect.Page}", wanted, ct), state => [state.Id.ToString()],
            page.Count == CountMode.None ? null : await db.QueryOne<long>(CountFound, wanted, ct));
    }

    public Task<AccountId?> PersonOf(string personalId, CancellationToken ct) =>
        db.QueryOne<AccountId?>(SelectSubject, new { Issuer = PaperIssuer, Subject = SubjectOf(personalId) }, ct);

    public Task KeepPerson(string personalId, AccountId account, CancellationToken ct) =>
        db.Execute(InsertSubject, new { Issuer = PaperIssuer, Subject = SubjectOf(personalId), AccountId = account }, ct);

    private static string SubjectOf(string personalId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(personalId)));

    private static object Row(Mandate mandate) => new
    {
        mandate.State.Id, mandate.State.Version, mandate.CurrentVersion, Kind = EnumName.Of(mandate.State.Kind), mandate.State.PrincipalId,
        mandate.State.RepresentativeId, mandate.State.FromDay, mandate.State.ToDay, mandate.State.RevokedAt, mandate.State.Agency, mandate.State.Details,
    };
}

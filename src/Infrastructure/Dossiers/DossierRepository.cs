using System.Globalization;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Dossiers;

internal sealed class DossierRepository(DbSession db, Counters counters, HandlingFacts facts) : IDossierRepository
{
    internal const string Columns = """
        d.Id, d.Code, d.Version, d.Status, d.Outcome, d.ProcedureCode, d.ProcedureVersion, d.CaseKey, d.Field, d.ReceivingAgency,
        d.CompetentAgency, d.Channel, d.OwnerAccount, d.Assignee, d.StepKey, d.SubmittedAt, d.ReceivedAt, d.DueAt, d.FirstDueAt,
        d.OverdueFrom, d.ClosedAt, d.ReturnedAt, d.UpdatedAt, d.RootId, d.OriginReceiving, d.OriginCompetent, d.UnreadSince, d.LastActAt,
        d.Closing, d.Client, d.Assurance, d.Confidential, d.Test, d.ErasedAt, d.Details
        """;

    private const string ById = $"SELECT {Columns} FROM Dossiers d WHERE d.Id = @Id";

    private const string ByCode = $"SELECT {Columns} FROM Dossiers d WHERE d.Code = @Code";

    private const string OfGroup = $"SELECT {Columns} FROM Dossiers d WHERE d.Id = @Root OR d.RootId = @Root";

    private const string Insert = """
        INSERT INTO Dossiers (Id, Code, Version, Status, Outcome, ProcedureCode, ProcedureVersion, CaseKey, Field, ReceivingAgency,
            CompetentAgency, Channel, OwnerAccount, Assignee, StepKey, SubmittedAt, ReceivedAt, DueAt, FirstDueAt, OverdueFrom, ClosedAt,
            ReturnedAt, UpdatedAt, RootId, OriginReceiving, OriginCompetent, UnreadSince, AcceptBy, LastActAt, Closing,
            Client, Assurance, Confidential, Test, Details)
        VALUES (@Id, @Code, @Version, @Status, @Outcome, @ProcedureCode, @ProcedureVersion, @CaseKey, @Field, @ReceivingAgency,
            @CompetentAgency, @Channel, @OwnerAccount, @Assignee, @StepKey, @SubmittedAt, @ReceivedAt, @DueAt, @FirstDueAt, @OverdueFrom,
            @ClosedAt, @ReturnedAt, @UpdatedAt, @RootId, @OriginReceiving, @OriginCompetent, @UnreadSince, @AcceptBy, @LastActAt, @Closing,
            @Client, @Assurance, @Confidential, @Test, @Details)
        """;

    private const string Update = """
        UPDATE Dossiers
        SET Version = @Version, Status = @Status, Outcome = @Outcome, Assignee = @Assignee, StepKey = @StepKey, ReceivedAt = @ReceivedAt,
            DueAt = @DueAt, FirstDueAt = @FirstDueAt, OverdueFrom = @OverdueFrom, ClosedAt = @ClosedAt, ReturnedAt = @ReturnedAt,
            UpdatedAt = @UpdatedAt, ReceivingAgency = @ReceivingAgency, CompetentAgency = @CompetentAgency, OriginReceiving = @OriginReceiving,
            OriginCompetent = @OriginCompetent, UnreadSince = @UnreadSince, LastActAt = @LastActAt, Closing = @Closing, ErasedAt = @ErasedAt,
            Details = @Details
        WHERE Id = @Id AND Version = @LoadedVersion
        """;

    private const string VersionOf = "SELECT Version FROM Dossiers WHERE Id = @Id";

    private const string InsertAgency = """
        INSERT INTO DossierAgencies (AgencyCode, DossierId, IsOpen, DueAt, Confidential)
        VALUES (@AgencyCode, @DossierId, @IsOpen, @DueAt, @Confidential)
        """;

    private const string UpdateAgency = """
        UPDATE DossierAgencies
        SET IsOpen = @IsOpen, DueAt = @DueAt
        WHERE AgencyCode = @AgencyCode AND DossierId = @DossierId AND (IsOpen <> @IsOpen OR DueAt IS NULL OR DueAt <> @DueAt)
        """;

    private const string DeleteAgencies = "DELETE FROM DossierAgencies WHERE AgencyCode IN @Codes AND DossierId = @Id";

    private const string InsertKey = "INSERT INTO DossierKeys (Kind, Value, DossierId) VALUES (@Kind, @Value, @DossierId)";

    private const string LockRow = "UPDATE Dossiers SET Version = Version WHERE Id = @Id";

    private const string DeleteKey = "DELETE FROM DossierKeys WHERE Kind = @Kind AND Value = @Value AND DossierId = @DossierId";

    private const string Twin = """
        SELECT d.Status
        FROM DossierKeys k
        INNER JOIN Dossiers d ON d.Id = k.DossierId
        WHERE k.Kind = @Kind AND k.Value = @Value AND d.ProcedureCode = @ProcedureCode AND d.CaseKey = @CaseKey
            AND d.CompetentAgency = @CompetentAgency AND d.ClosedAt IS NULL AND d.Test = @Test AND d.Id <> @Id
            AND (@AtDesk = 1 OR d.OwnerAccount = @OwnerAccount OR d.Client = @Client)
        """;

    public async Task<Dossier?> Find(string idOrCode, CancellationToken ct)
    {
        var state = DossierId.TryParse(idOrCode, CultureInfo.InvariantCulture, out var id)
            ? await db.QueryOne<DossierState>(ById, new { Id = id }, ct)
            : await db.QueryOne<DossierState>(ByCode, new { Code = idOrCode }, ct);
        return state is null ? null : new Dossier(state);
    }

    public async Task<DossierGroup> Group(DossierId root, CancellationToken ct) =>
        new(await db.Query<DossierState>(OfGroup, new { Root = root }, ct));

    public Task<long> NextNumber(string agency, DateOnly day, bool test, CancellationToken ct) =>
        counters.Next(test ? $"test-{CounterOf(agency, day)}" : CounterOf(agency, day), ct);

    public Task ContinueNumbers(IReadOnlyList<string> after, string agency, DateOnly day, CancellationToken ct) =>
        counters.Continue([.. after.Select(code => CounterOf(code, day))], CounterOf(agency, day), ct);

    public async Task<bool> HasOpenTwin(Dossier dossier, CancellationToken ct)
    {
        var s = dossier.State;
        if (DossierKey.OfOwner(s.Details.Owner) is not { } key || s.ClosedAt is not null)
        {
            return false;
        }
        var twins = await db.Query<int>(
            Twin, new { key.Kind, key.Value, s.ProcedureCode, s.CaseKey, s.CompetentAgency, s.Test, s.Id, s.OwnerAccount, s.Client, AtDesk = s.OwnerAccount is null && s.Client is null ? 1 : 0 }, ct);
        return twins.Count > 0;
    }

    public Task Lock(DossierId id, CancellationToken ct) => db.Execute(LockRow, new { Id = id }, ct);

    public async Task Add(Dossier dossier, CancellationToken ct)
    {
        await db.Execute(Insert, Row(dossier), ct);
        foreach (var agency in Agencies(dossier.State))
        {
            await db.Execute(InsertAgency, agency, ct);
        }
        await AddKeys(dossier.State, ct);
        await facts.Keep(null, HandlingFact.Of(dossier.State), dossier.State.UpdatedAt, ct);
        db.Touch(dossier);
    }

    public async Task Save(Dossier dossier, CancellationToken ct)
    {
        if (await db.Execute(Update, Row(dossier), ct) == 0)
        {
            throw new StaleException(dossier.Kind, await db.QueryOne<int>(VersionOf, new { dossier.State.Id }, ct));
        }
        await SaveAgencies(dossier, ct);
        if (dossier.Recorded.Any(recorded => recorded.Event is ReceiptCorrected))
        {
            await db.Execute(DeleteKey, Rows(DossierKey.BeforeCorrection(dossier.State).Concat(DossierKey.Of(dossier.State)).Distinct(), dossier.State), ct);
            await AddKeys(dossier.State, ct);
        }
        await facts.Keep(HandlingFact.Of(dossier.Loaded), HandlingFact.Of(dossier.State), At(dossier), ct);
        db.Touch(dossier);
    }

    /// <summary>When it was changed.</summary>
    private static DateTimeOffset At(Dossier dossier) => dossier.Recorded is [.., var last] ? last.At : dossier.State.UpdatedAt;

    private async Task SaveAgencies(Dossier dossier, CancellationToken ct)
    {
        var (before, now) = (Codes(dossier.Loaded), Codes(dossier.State));
        var moved = !before.SequenceEqual(now);
        if (moved)
        {
            await db.Execute(DeleteAgencies, new { Codes = before.Concat(now).Distinct().ToArray(), dossier.State.Id }, ct);
        }
        foreach (var agency in Agencies(dossier.State))
        {
            await db.Execute(moved ? InsertAgency : UpdateAgency, agency, ct);
        }
    }

    private Task<int> AddKeys(DossierState state, CancellationToken ct) => db.Execute(InsertKey, Rows(DossierKey.Of(state), state), ct);

    private static IEnumerable<object> Rows(IEnumerable<DossierKey> keys, DossierState state) =>
        keys.Select(key => new { key.Kind, key.Value, DossierId = state.Id });

    private static DossierRow Row(Dossier dossier) => new(dossier.State, dossier.CurrentVersion);

    /// <summary>In its own agencies' lists it stands while it is open, in those of its legs while one of them is, due when that leg is.</summary>
    private static IEnumerable<DossierAgencyRow> Agencies(DossierState s)
    {
        var own = new[] { s.ReceivingAgency, s.CompetentAgency }.Distinct().ToArray();
        var legs = s.Details.Legs.Where(leg => !own.Contains(leg.Agency)).GroupBy(leg => leg.Agency);
        return own.Select(agency => new DossierAgencyRow(agency, s.Id, s.Status.IsOpen() ? 1 : 0, s.DueAt, s.Confidential))
            .Concat(legs.Select(leg => new DossierAgencyRow(
                leg.Key, s.Id, leg.Any(one => one.Standing == LegStanding.Open) ? 1 : 0,
                leg.OrderBy(one => one.Standing).ThenBy(one => one.DueAt).First().DueAt, s.Confidential)));
    }

    private static IEnumerable<string> Codes(DossierState s) =>
        new[] { s.ReceivingAgency, s.CompetentAgency }.Concat(s.Details.Legs.Select(leg => leg.Agency)).Distinct();

    private static string CounterOf(string agency, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"code:{agency}:{day:yyyyMMdd}");
}

/// <summary>The row of the table <c>DossierAgencies</c>: whose work-list a dossier stands in.</summary>
internal sealed record DossierAgencyRow(string AgencyCode, DossierId DossierId, int IsOpen, DateTimeOffset? DueAt, bool Confidential);

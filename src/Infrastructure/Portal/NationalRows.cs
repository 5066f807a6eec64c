using OneStop.Application.Portal;
using OneStop.Domain.Portal;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>The rows of the national procedures.</summary>
internal sealed class NationalProcedureRows(DbSession db)
{
    private const string ByCodes = """
        SELECT Code, Version, Edition, Name, Field, Level, Fingerprint, Record, FirstSeenAt, LastSeenAt, ChangedAt, WithdrawnAt, Standing, OurCode, ByHand, AcknowledgedFingerprint,
            AcknowledgedRecord, AcknowledgedAt, AcknowledgedBy
        FROM NationalProcedures
        WHERE Code IN @Codes
        """;

    private const string Insert = """
        INSERT INTO NationalProcedures (Code, Version, Edition, Name, Search, Field, Level, Fingerprint, Record, FirstSeenAt, LastSeenAt, ChangedAt, WithdrawnAt, Standing, OurCode, ByHand,
            AcknowledgedFingerprint, AcknowledgedRecord, AcknowledgedAt, AcknowledgedBy)
        VALUES (@Code, @CurrentVersion, 1, @Name, @Search, @Field, @Level, @Fingerprint, @Record, @FirstSeenAt, @LastSeenAt, @ChangedAt, @WithdrawnAt, @Standing, @OurCode, @ByHand,
            @AcknowledgedFingerprint, @AcknowledgedRecord, @AcknowledgedAt, @AcknowledgedBy)
        """;

    private const string Update = """
        UPDATE NationalProcedures
        SET Version = @CurrentVersion, Edition = @Edition + 1, Name = @Name, Search = @Search, Field = @Field, Level = @Level, Fingerprint = @Fingerprint, Record = @Record, LastSeenAt = @LastSeenAt,
            ChangedAt = @ChangedAt, WithdrawnAt = @WithdrawnAt, Standing = @Standing, OurCode = @OurCode, ByHand = @ByHand, AcknowledgedFingerprint = @AcknowledgedFingerprint,
            AcknowledgedRecord = @AcknowledgedRecord, AcknowledgedAt = @AcknowledgedAt, AcknowledgedBy = @AcknowledgedBy
        WHERE Code = @Code AND Edition = @Edition
        """;

    private const string Touch = "UPDATE NationalProcedures SET LastSeenAt = @Now, MissedIn = NULL WHERE Code IN @Codes";

    private const string Ours = "SELECT OurCode FROM NationalProcedures WHERE OurCode IN @Codes";

    private const string Standing = "SELECT Code FROM NationalProcedures WHERE WithdrawnAt IS NULL AND Code > @After ORDER BY Code";

    private const string Mark = "UPDATE NationalProcedures SET MissedIn = @Sync WHERE Code IN @Codes AND MissedIn IS NULL";

    private const string MissedBefore = "SELECT Code FROM NationalProcedures WHERE Code IN @Codes AND MissedIn <> @Sync AND WithdrawnAt IS NULL";

    /// <summary>Those of them that are known, by code.</summary>
    public async Task<Dictionary<string, NationalProcedure>> Of(IReadOnlyCollection<string> codes, CancellationToken ct) =>
        (await db.Query<NationalProcedureState>(ByCodes, new { Codes = codes }, ct)).ToDictionary(state => state.Code, state => new NationalProcedure(state), StringComparer.Ordinal);

    public Task Add(NationalProcedure procedure, CancellationToken ct) => Write(Insert, procedure, ct);

    public async Task Save(NationalProcedure procedure, CancellationToken ct)
    {
        if (await Write(Update, procedure, ct) == 0)
        {
            throw new StaleException(procedure.Kind, current: 0);
        }
    }

    /// <summary>Notes that the national list names them.</summary>
    public Task Seen(IReadOnlyCollection<string> codes, DateTimeOffset now, CancellationToken ct) => db.Execute(Touch, new { Codes = codes, Now = now }, ct);

    /// <summary>Those of our codes that something is mapped to.</summary>
    public async Task<IReadOnlySet<string>> Mapped(IReadOnlyCollection<string> codes, CancellationToken ct) =>
        (await db.Query<string>(Ours, new { Codes = codes }, ct)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The codes behind a place that are not withdrawn.</summary>
    public Task<IReadOnlyList<string>> Present(string after, int most, CancellationToken ct) =>
        db.Query<string>($"{Standing} {db.Dialect.Page}", new { After = after, Take = most }, ct);

    /// <summary>Notes that a complete reading misses them.</summary>
    /// <returns>Those that the complete reading before it missed as well.</returns>
    public async Task<IReadOnlyList<string>> Miss(IReadOnlyCollection<string> codes, CatalogueSyncId sync, CancellationToken ct)
    {
        await db.Execute(Mark, new { Codes = codes, Sync = sync }, ct);
        return await db.Query<string>(MissedBefore, new { Codes = codes, Sync = sync }, ct);
    }

    private async Task<int> Write(string statement, NationalProcedure procedure, CancellationToken ct)
    {
        var state = procedure.State;
        var written = await db.Execute(
            statement,
            new
            {
                state.Code, state.Edition, procedure.CurrentVersion, state.Name, Search = NationalWords.Of(state.Code, state.Name), state.Field, state.Level, state.Fingerprint,
                state.Record, state.FirstSeenAt, state.LastSeenAt, state.ChangedAt, state.WithdrawnAt, Standing = EnumName.Of(state.Standing), state.OurCode, state.ByHand,
                state.AcknowledgedFingerprint, state.AcknowledgedRecord, state.AcknowledgedAt, state.AcknowledgedBy,
            },
            ct);
        db.Touch(procedure);
        return written;
    }
}

/// <summary>The rows of the national agencies.</summary>
internal sealed class NationalAgencyRows(DbSession db)
{
    private const string ByCodes = """
        SELECT Code, Version, Edition, Name, Level, FirstSeenAt, LastSeenAt, WithdrawnAt, OurCode, ByHand FROM NationalAgencies WHERE Code IN @Codes
        """;

    private const string Insert = """
        INSERT INTO NationalAgencies (Code, Version, Edition, Name, Search, Level, FirstSeenAt, LastSeenAt, WithdrawnAt, OurCode, ByHand)
        VALUES (@Code, @CurrentVersion, 1, @Name, @Search, @Level, @FirstSeenAt, @LastSeenAt, @WithdrawnAt, @OurCode, @ByHand)
        """;

    private const string Update = """
        UPDATE NationalAgencies
        SET Version = @CurrentVersion, Edition = @Edition + 1, Name = @Name, Search = @Search, Level = @Level, LastSeenAt = @LastSeenAt, WithdrawnAt = @WithdrawnAt, OurCode = @OurCode, ByHand = @ByHand
        WHERE Code = @Code AND Edition = @Edition
        """;

    private const string Touch = "UPDATE NationalAgencies SET LastSeenAt = @Now, MissedIn = NULL WHERE Code IN @Codes";

    private const string Ours = "SELECT OurCode FROM NationalAgencies WHERE OurCode IN @Codes";

    private const string Standing = "SELECT Code FROM NationalAgencies WHERE WithdrawnAt IS NULL AND Code > @After ORDER BY Code";

    private const string Mark = "UPDATE NationalAgencies SET MissedIn = @Sync WHERE Code IN @Codes AND MissedIn IS NULL";

    private const string MissedBefore = "SELECT Code FROM NationalAgencies WHERE Code IN @Codes AND MissedIn <> @Sync AND WithdrawnAt IS NULL";

    private const string End = "UPDATE NationalAgencies SET WithdrawnAt = @Now, Edition = Edition + 1 WHERE Code IN @Codes AND WithdrawnAt IS NULL";

    /// <summary>Those of them that are known, by code.</summary>
    public async Task<Dictionary<string, NationalAgency>> Of(IReadOnlyCollection<string> codes, CancellationToken ct) =>
        (await db.Query<NationalAgencyState>(ByCodes, new { Codes = codes }, ct)).ToDictionary(state => state.Code, state => new NationalAgency(state), StringComparer.Ordinal);

    public Task Add(NationalAgency agency, CancellationToken ct) => Write(Insert, agency, ct);

    public async Task Save(NationalAgency agency, CancellationToken ct)
    {
        if (await Write(Update, agency, ct) == 0)
        {
            throw new StaleException(agency.Kind, current: 0);
        }
    }

    /// <summary>Notes that the national list names them.</summary>
    public Task Seen(IReadOnlyCollection<string> codes, DateTimeOffset now, CancellationToken ct) => db.Execute(Touch, new { Codes = codes, Now = now }, ct);

    /// <summary>Those of our codes that something is mapped to.</summary>
    public async Task<IReadOnlySet<string>> Mapped(IReadOnlyCollection<string> codes, CancellationToken ct) =>
        (await db.Query<string>(Ours, new { Codes = codes }, ct)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The codes behind a place that are not withdrawn.</summary>
    public Task<IReadOnlyList<string>> Present(string after, int most, CancellationToken ct) =>
        db.Query<string>($"{Standing} {db.Dialect.Page}", new { After = after, Take = most }, ct);

    /// <summary>Notes that a complete reading misses them.</summary>
    /// <returns>Those that the complete reading before it missed as well.</returns>
    public async Task<IReadOnlyList<string>> Miss(IReadOnlyCollection<string> codes, CatalogueSyncId sync, CancellationToken ct)
    {
        await db.Execute(Mark, new { Codes = codes, Sync = sync }, ct);
        return await db.Query<string>(MissedBefore, new { Codes = codes, Sync = sync }, ct);
    }

    /// <summary>The national list names them no more; they stay.</summary>
    public Task<int> Withdraw(IReadOnlyCollection<string> codes, DateTimeOffset now, CancellationToken ct) => db.Execute(End, new { Codes = codes, Now = now }, ct);

    public static NationalAgencyLine Line(NationalAgencyState state) =>
        new(state.Code, state.Edition, state.Name, state.Level, state.OurCode, state.ByHand, state.FirstSeenAt, state.LastSeenAt, state.WithdrawnAt);

    private async Task<int> Write(string statement, NationalAgency agency, CancellationToken ct)
    {
        var state = agency.State;
        var written = await db.Execute(
            statement,
            new
            {
                state.Code, state.Edition, agency.CurrentVersion, state.Name, Search = NationalWords.Of(state.Code, state.Name), state.Level, state.FirstSeenAt, state.LastSeenAt,
                state.WithdrawnAt, state.OurCode, state.ByHand,
            },
            ct);
        db.Touch(agency);
        return written;
    }
}

/// <summary>The folded words that are searched.</summary>
internal static class NationalWords
{
    public static string Of(string code, string name) => FoldedText.Of($"{code} {name}");
}

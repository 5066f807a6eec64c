using OneStop.Application.Lists;
using OneStop.Application.Registries;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Registries;

/// <summary>The log of questions to registries.</summary>
internal sealed class RegistryCallTable(DbSession db, NumberDigests digests) : IRegistryCalls
{
    private const string Insert = """
        INSERT INTO RegistryCalls (Id, At, ActorId, Registry, Purpose, DossierId, OfDossier, Agency, Asked, Outcome, Milliseconds)
        VALUES (@Id, @At, @ActorId, @Registry, @Purpose, @DossierId, @OfDossier, @Agency, @Asked, @Outcome, @Milliseconds)
        """;

    private const string Update = "UPDATE RegistryCalls SET Outcome = @Outcome, Milliseconds = @Milliseconds WHERE Id = @Id";

    private const string All = "SELECT c.Id, c.At, c.ActorId, c.Registry, c.Purpose, c.DossierId, c.OfDossier, c.Agency, c.Outcome, c.Milliseconds FROM RegistryCalls c";

    private const string Counted = "SELECT c.Id FROM RegistryCalls c";

    private const string Counts = """
        SELECT COUNT(*) AS Many, COALESCE(SUM(CASE WHEN c.OfDossier = 0 THEN 1 ELSE 0 END), 0) AS OfStrangers
        FROM RegistryCalls c
        WHERE c.ActorId = @ActorId AND c.At >= @Since
        """;

    private static readonly RankedList ByInstant = new(All, Counted, "c.At", "c.Id");

    public async Task<AskedCount> Asked(AccountId actor, DateTimeOffset since, CancellationToken ct) =>
        await db.QueryOne<CountRow>(Counts, new { ActorId = actor, Since = since }, ct) is { } row ? new AskedCount(row.Many, row.OfStrangers) : new AskedCount(0, 0);

    public async Task Begin(RegistryCall call, string number, CancellationToken ct) => await db.Execute(
        Insert,
        new
        {
            Id = EventId.Of(call.Id), call.At, call.ActorId, Registry = EnumName.Of(call.Registry), Purpose = EnumName.Of(call.Purpose), call.DossierId, call.OfDossier,
            call.Agency, Asked = await digests.Of(number, ct), Outcome = EnumName.Of(call.Outcome), call.Milliseconds,
        },
        ct);

    public Task End(RegistryCall call, CancellationToken ct) =>
        db.Execute(Update, new { Id = EventId.Of(call.Id), Outcome = EnumName.Of(call.Outcome), call.Milliseconds }, ct);

    public Task<Page<RegistryCall>> List(RegistryCallFilter filter, PageRequest page, CancellationToken ct)
    {
        var list = new Narrowing().To("c.At >= 0")
            .Is("c.Registry", "Registry", filter.Registry is { } registry ? EnumName.Of(registry) : null)
            .Is("c.Outcome", "Outcome", filter.Outcome is { } outcome ? EnumName.Of(outcome) : null)
            .Is("c.DossierId", "Dossier", filter.Dossier)
            .In("c.Agency", "Within", filter.Within);
        return ByInstant.Page<Row, RegistryCall>(db, list, page, row => (row.At.ToUnixTimeMilliseconds(), row.Id.ToString()), row => row.Call, ct);
    }

    private sealed record Row
    {
        public required EventId Id { get; init; }

        public required DateTimeOffset At { get; init; }

        public required AccountId ActorId { get; init; }

        public required Registry Registry { get; init; }

        public required LookUpPurpose Purpose { get; init; }

        public DossierId? DossierId { get; init; }

        public required bool OfDossier { get; init; }

        public required string Agency { get; init; }

        public required LookUpOutcome Outcome { get; init; }

        public required int Milliseconds { get; init; }

        public RegistryCall Call => new()
        {
            Id = Id.Value, At = At, ActorId = ActorId, Registry = Registry, Purpose = Purpose, DossierId = DossierId, OfDossier = OfDossier, Agency = Agency,
            Outcome = Outcome, Milliseconds = Milliseconds,
        };
    }

    private sealed record CountRow
    {
        public required long Many { get; init; }

        public required long OfStrangers { get; init; }
    }
}

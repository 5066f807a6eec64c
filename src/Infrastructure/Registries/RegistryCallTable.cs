using System.Globalization;
using Dapper;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Application.Registries;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Registries;

/// <summary>The log of questions to registries.</summary>
internal sealed class RegistryCallTable(DbSession db, NumberDigests digests) : IRegistryCalls
{
    private const string Insert = """
        INSERT INTO RegistryCalls (Id, At, ActorId, Registry, Purpose, DossierId, Agency, Asked, Outcome, Milliseconds)
        VALUES (@Id, @At, @ActorId, @Registry, @Purpose, @DossierId, @Agency, @Asked, @Outcome, @Milliseconds)
        """;

    private const string Update = "UPDATE RegistryCalls SET Outcome = @Outcome, Milliseconds = @Milliseconds WHERE Id = @Id";

    private const string All = "SELECT c.Id, c.At, c.ActorId, c.Registry, c.Purpose, c.DossierId, c.Agency, c.Outcome, c.Milliseconds FROM RegistryCalls c";

    private const string Counted = "SELECT COUNT(*) FROM (SELECT c.Id FROM RegistryCalls c";

    private const string Free = "SELECT COUNT(*) FROM RegistryCalls c WHERE c.ActorId = @ActorId AND c.At >= @Since AND c.DossierId IS NULL";

    public Task<long> WithoutDossier(AccountId actor, DateTimeOffset since, CancellationToken ct) => db.QueryOne<long>(Free, new { ActorId = actor, Since = since }, ct);

    public async Task Begin(RegistryCall call, string number, CancellationToken ct) => await db.Execute(
        Insert,
        new
        {
            Id = EventId.Of(call.Id), call.At, call.ActorId, Registry = EnumName.Of(call.Registry), Purpose = EnumName.Of(call.Purpose), call.DossierId, call.Agency,
            Asked = await digests.Of(number, ct), Outcome = EnumName.Of(call.Outcome), call.Milliseconds,
        },
        ct);

    public Task End(RegistryCall call, CancellationToken ct) =>
        db.Execute(Update, new { Id = EventId.Of(call.Id), Outcome = EnumName.Of(call.Outcome), call.Milliseconds }, ct);

    public async Task<Page<RegistryCall>> List(RegistryCallFilter filter, PageRequest page, CancellationToken ct)
    {
        var (conditions, parameters) = Conditions(filter);
        var counted = page.Count == CountMode.None ? (long?)null : await Count(conditions, parameters, page, ct);
        if (Cursor.Read(page, keys: 2) is [var at, var id])
        {
            conditions.Add("(c.At < @AfterAt OR (c.At = @AfterAt AND c.Id < @AfterId))");
            parameters.Add("AfterAt", long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var instant) ? instant : throw Malformed());
            parameters.Add("AfterId", Guid.TryParse(id, out var value) ? value.ToByteArray(bigEndian: true) : throw Malformed());
        }
        parameters.Add("Take", page.Take);
        var rows = await db.Query<Row>($"{All} WHERE {string.Join(" AND ", conditions)} ORDER BY c.At DESC, c.Id DESC {db.Dialect.Page}", parameters, ct);
        var shown = Pages.Of(page, rows, row => [row.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), row.Id.ToString()], counted);
        return new Page<RegistryCall>([.. shown.Items.Select(row => row.Call)], shown.Next, shown.Count);
    }

    private static (List<string> Conditions, DynamicParameters Parameters) Conditions(RegistryCallFilter filter)
    {
        var (conditions, parameters) = (new List<string> { "c.At >= 0" }, new DynamicParameters());
        void Is(string condition, string name, object? value)
        {
            if (value is not null)
            {
                conditions.Add(condition);
                parameters.Add(name, value);
            }
        }
        Is("c.Registry = @Registry", "Registry", filter.Registry is { } registry ? EnumName.Of(registry) : null);
        Is("c.Outcome = @Outcome", "Outcome", filter.Outcome is { } outcome ? EnumName.Of(outcome) : null);
        Is("c.DossierId = @Dossier", "Dossier", filter.Dossier);
        Is("c.Agency IN @Within", "Within", filter.Within);
        return (conditions, parameters);
    }

    private async Task<long?> Count(List<string> conditions, DynamicParameters parameters, PageRequest page, CancellationToken ct)
    {
        var counting = new DynamicParameters(parameters);
        counting.Add("Take", page.CountTake);
        return await db.QueryOne<long>($"{Counted} WHERE {string.Join(" AND ", conditions)} ORDER BY c.At DESC, c.Id DESC {db.Dialect.Page}) c", counting, ct);
    }

    private static InvalidInputException Malformed() => new("cursor", FieldRules.WellFormed);

    private sealed record Row
    {
        public required EventId Id { get; init; }

        public required DateTimeOffset At { get; init; }

        public required AccountId ActorId { get; init; }

        public required Registry Registry { get; init; }

        public required LookUpPurpose Purpose { get; init; }

        public DossierId? DossierId { get; init; }

        public required string Agency { get; init; }

        public required LookUpOutcome Outcome { get; init; }

        public required int Milliseconds { get; init; }

        public RegistryCall Call => new()
        {
            Id = Id.Value, At = At, ActorId = ActorId, Registry = Registry, Purpose = Purpose, DossierId = DossierId, Agency = Agency, Outcome = Outcome, Milliseconds = Milliseconds,
        };
    }
}

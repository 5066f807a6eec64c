using OneStop.Application.Agencies;
using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Agencies;

internal sealed class AgencyRepository(DbSession db, Stamps stamps) : IAgencyRepository
{
    private const string Select = "SELECT Code, Version, Details FROM Agencies WHERE Code = @Code";

    private const string Insert = """
        INSERT INTO Agencies (Code, Name, Kind, Level, Parent, EffectiveFrom, EffectiveTo, Version, Details)
        VALUES (@Code, @Name, @Kind, @Level, @Parent, @EffectiveFrom, @EffectiveTo, @Version, @Details)
        """;

    private const string Update = """
        UPDATE Agencies
        SET Name = @Name, Kind = @Kind, Level = @Level, Parent = @Parent, EffectiveFrom = @EffectiveFrom, EffectiveTo = @EffectiveTo,
            Version = @Version, Details = @Details
        WHERE Code = @Code AND Version = @Before
        """;

    public async Task<RegisteredAgency?> Find(string code, CancellationToken ct) =>
        await db.QueryOne<AgencyRow>(Select, new { Code = code }, ct) is { } row ? new RegisteredAgency(row.Agency) : null;

    public async Task Add(RegisteredAgency agency, CancellationToken ct)
    {
        await db.Insert(Insert, Row(agency), AgencyRules.CodeIsNew, ct);
        await Note(agency, ct);
    }

    public async Task Save(RegisteredAgency agency, CancellationToken ct)
    {
        if (await db.Execute(Update, Row(agency), ct) == 0)
        {
            throw new StaleException(agency.Kind, 0);
        }
        await Note(agency, ct);
    }

    private static object Row(RegisteredAgency agency) => new
    {
        agency.State.Code, agency.State.Name, Kind = EnumName.Of(agency.State.Kind),
        Level = EnumName.Of(agency.State.Level), agency.State.Parent, agency.State.EffectiveFrom, agency.State.EffectiveTo,
        agency.State.Version, Before = agency.Version, Details = Details.Write(agency.State),
    };

    private async Task Note(RegisteredAgency agency, CancellationToken ct)
    {
        db.Touch(agency);
        await stamps.Changed(Stamp.Agencies, ct);
    }
}

/// <summary>An agency as it is stored.</summary>
internal sealed record AgencyRow
{
    public required string Code { get; init; }

    public required int Version { get; init; }

    public required string Details { get; init; }

    public Agency Agency => Persistence.Details.Read<Agency>(Details) with { Version = Version };
}

internal sealed class AgencyCache
{
    public Cached<AgencyTree> Tree { get; } = new(Stamp.Agencies);
}

internal sealed class AllAgencies(DbSession db, Stamps stamps, AgencyCache cache) : IAgencies
{
    private const string Select = "SELECT Code, Version, Details FROM Agencies";

    private const string Unfinished = "SELECT Details FROM Successions WHERE FinishedAt IS NULL";

    public ValueTask<AgencyTree> Tree(CancellationToken ct) => cache.Tree.Get(db, stamps, Load, ct);

    private async Task<AgencyTree> Load(CancellationToken ct) =>
        new((await db.Query<AgencyRow>(Select, null, ct)).Select(row => row.Agency),
            (await db.Query<string>(Unfinished, null, ct)).SelectMany(details => Details.Read<SuccessionDetails>(details).Predecessors));
}

using System.Collections.Concurrent;
using System.Collections.Frozen;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Procedures;

/// <summary>Procedures that were asked for, by code; one dictionary for each stamp of the catalogue.</summary>
internal sealed class ProcedureCache
{
    public Cached<ConcurrentDictionary<string, ProcedureState>> Entries { get; } = new(Stamp.Catalogue);
}

internal sealed class ProcedureRepository(DbSession db, Stamps stamps, ProcedureCache cache) : IProcedureRepository
{
    private const int OfferingsPerStatement = 100;

    private const string Select = "SELECT Code, Version, Details FROM Procedures WHERE Code = @Code";

    private const string SelectOfferings = "SELECT AgencyCode FROM Offerings WHERE ProcedureCode = @Code";

    private const string Insert = """
        INSERT INTO Procedures (Code, Version, Details)
        VALUES (@Code, @Version, @Details)
        """;

    private const string Update = """
        UPDATE Procedures
        SET Version = @Version, Details = @Details
        WHERE Code = @Code AND Version = @Before
        """;

    private const string DeleteVersions = "DELETE FROM ProcedureVersions WHERE ProcedureCode = @Code";

    private const string InsertVersion = """
        INSERT INTO ProcedureVersions
            (ProcedureCode, Number, Status, Name, SortName, SearchText, Field, Level, Levels, Service, EffectiveFrom, EffectiveTo, RetentionYears)
        VALUES
            (@ProcedureCode, @Number, @Status, @Name, @SortName, @SearchText, @Field, @Level, @Levels, @Service, @EffectiveFrom, @EffectiveTo, @RetentionYears)
        """;

    private const string DeleteOfferings = "DELETE FROM Offerings WHERE ProcedureCode = @Code";

    private const string InsertOfferings = """
        INSERT INTO Offerings (ProcedureCode, AgencyCode)
        SELECT @Code, Code
        FROM Agencies
        WHERE Code IN @Agencies
        """;

    public async ValueTask<Procedure?> Find(string code, CancellationToken ct)
    {
        var known = await cache.Entries.Get(db, stamps, _ => Task.FromResult(new ConcurrentDictionary<string, ProcedureState>()), ct);
        if (!known.TryGetValue(code, out var state))
        {
            state = await Load(code, ct);
            if (state is null)
            {
                return null;
            }
            known[code] = state;
        }
        return new Procedure(state);
    }

    public async Task Add(Procedure procedure, CancellationToken ct)
    {
        await db.Insert(Insert, Row(procedure), ProcedureRules.CodeIsNew, ct);
        await WriteVersions(procedure.State, ct);
        await WriteOfferings(procedure.State, ct);
        await Note(procedure, ct);
    }

    public async Task Save(Procedure procedure, CancellationToken ct)
    {
        if (await db.Execute(Update, Row(procedure), ct) == 0)
        {
            throw new StaleException(procedure.Kind, 0);
        }
        await db.Execute(DeleteVersions, new { procedure.State.Code }, ct);
        await WriteVersions(procedure.State, ct);
        if (procedure.Recorded.Any(recorded => recorded.Event is OfferingsChanged))
        {
            await db.Execute(DeleteOfferings, new { procedure.State.Code }, ct);
            await WriteOfferings(procedure.State, ct);
        }
        await Note(procedure, ct);
    }

    private async Task<ProcedureState?> Load(string code, CancellationToken ct)
    {
        if (await db.QueryOne<ProcedureRow>(Select, new { Code = code }, ct) is not { } row)
        {
            return null;
        }
        var details = Details.Read<ProcedureDetails>(row.Details);
        var offerings = await db.Query<string>(SelectOfferings, new { Code = code }, ct);
        return new ProcedureState
        {
            Code = row.Code, CodeOfficial = details.CodeOfficial, Version = row.Version, Versions = details.Versions,
            Offerings = offerings.ToFrozenSet(StringComparer.Ordinal),
        };
    }

    private static object Row(Procedure procedure) => new
    {
        procedure.State.Code, Version = procedure.NextVersion, Before = procedure.Version,
        Details = Details.Write(new ProcedureDetails { CodeOfficial = procedure.State.CodeOfficial, Versions = procedure.State.Versions }),
    };

    private async Task WriteVersions(ProcedureState state, CancellationToken ct)
    {
        foreach (var version in state.Versions)
        {
            await db.Execute(InsertVersion, ProcedureVersionRow.Of(state.Code, version), ct);
        }
    }

    /// <summary>Statements of always the same length, the last agency repeated, so that they are prepared once.</summary>
    private async Task WriteOfferings(ProcedureState state, CancellationToken ct)
    {
        foreach (var chunk in state.Offerings.Chunk(OfferingsPerStatement))
        {
            var padded = chunk.Concat(Enumerable.Repeat(chunk[^1], OfferingsPerStatement - chunk.Length));
            await db.Execute(InsertOfferings, new { state.Code, Agencies = padded }, ct);
        }
    }

    private async Task Note(Procedure procedure, CancellationToken ct)
    {
        db.Touch(procedure);
        await stamps.Changed(Stamp.Catalogue, ct);
    }
}

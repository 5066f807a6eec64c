using OneStop.Application.Procedures;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Procedures;

internal sealed class ProcedureViews(DbSession db) : IProcedureViews
{
    /// <summary>Of each procedure the published version that the day shows: in force, else the next, else the last.</summary>
    private const string Shown = """
        WITH Shown AS (
            SELECT ProcedureCode AS Code, Number, SortName, SearchText, Field, Levels, Service,
                CASE WHEN (EffectiveFrom IS NULL OR EffectiveFrom <= @On) AND (EffectiveTo IS NULL OR EffectiveTo >= @On) THEN 1 ELSE 0 END AS InForce,
                ROW_NUMBER() OVER (
                    PARTITION BY ProcedureCode
                    ORDER BY
                        CASE
                            WHEN (EffectiveFrom IS NULL OR EffectiveFrom <= @On) AND (EffectiveTo IS NULL OR EffectiveTo >= @On) THEN 0
                            WHEN EffectiveFrom > @On THEN 1
                            ELSE 2
                        END,
                        Number DESC) AS Place
            FROM ProcedureVersions
            WHERE Status = 'published')
        """;

    private const string Fitting = """
        FROM Shown
        WHERE Place = 1
            AND (@InForceOnly = 0 OR InForce = 1)
            AND (@Field IS NULL OR Field = @Field)
            AND (@Level IS NULL OR Levels LIKE @Level)
            AND (@Service IS NULL OR Service = @Service)
            AND (@Agency IS NULL OR EXISTS (SELECT 1 FROM Offerings WHERE Offerings.ProcedureCode = Shown.Code AND Offerings.AgencyCode = @Agency))
            AND SearchText LIKE @Word1 AND SearchText LIKE @Word2 AND SearchText LIKE @Word3 AND SearchText LIKE @Word4
            AND SearchText LIKE @Word5 AND SearchText LIKE @Word6 AND SearchText LIKE @Word7 AND SearchText LIKE @Word8
        """;

    private const string ByCode = "AND (@AfterCode IS NULL OR Code > @AfterCode) ORDER BY Code";

    private const string ByName = """
        AND (@AfterCode IS NULL OR SortName > @AfterName OR (SortName = @AfterName AND Code > @AfterCode)) ORDER BY SortName, Code
        """;

    private const string OfferedByAny = """
        SELECT DISTINCT ProcedureCode
        FROM Offerings
        WHERE AgencyCode IN @Agencies
        ORDER BY ProcedureCode
        """;

    private const string InForce = """
        SELECT DISTINCT ProcedureCode
        FROM ProcedureVersions
        WHERE Status = 'published' AND (EffectiveFrom IS NULL OR EffectiveFrom <= @To) AND (EffectiveTo IS NULL OR EffectiveTo >= @From)
        ORDER BY ProcedureCode
        """;

    public Task<IReadOnlyList<string>> InForceBetween(DateOnly from, DateOnly to, CancellationToken ct) =>
        db.Query<string>(InForce, new { From = from, To = to }, ct);

    public Task<IReadOnlyList<string>> OfferedBy(IReadOnlyList<string> agencies, CancellationToken ct) =>
        db.Query<string>(OfferedByAny, new { Agencies = agencies }, ct);

    public Task<IReadOnlyList<FoundVersion>> Find(ProcedureSearch search, CancellationToken ct) => db.Query<FoundVersion>(
        $"{Shown} SELECT Code, Number, SortName {Fitting} {(search.ByName ? ByName : ByCode)} {db.Dialect.Page}", Parameters(search), ct);

    public async Task<long> Count(ProcedureSearch search, CancellationToken ct) => await db.QueryOne<long>(
        $"{Shown} SELECT COUNT(*) FROM (SELECT Code {Fitting} ORDER BY Code {db.Dialect.Page}) AS Found", Parameters(search), ct);

    private static object Parameters(ProcedureSearch search)
    {
        var words = Enumerable.Range(0, ProcedureSearch.MostWords).Select(i => i < search.Words.Count ? $"%{search.Words[i]}%" : "%").ToArray();
        return new
        {
            search.On, InForceOnly = search.InForceOnly ? 1 : 0, search.Field, search.Service, search.Agency,
            Level = search.Level is null ? null : $"%,{search.Level},%",
            Word1 = words[0], Word2 = words[1], Word3 = words[2], Word4 = words[3],
            Word5 = words[4], Word6 = words[5], Word7 = words[6], Word8 = words[7],
            search.AfterCode, search.AfterName, search.Take,
        };
    }
}

using System.Data.Common;
using Dapper;
using OneStop.Application.Lists;
using OneStop.Application.Portal;
using OneStop.Domain.Portal;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>The procedures and agencies of the national database as requests see and map them.</summary>
internal sealed class NationalTable(DbSession db, NationalProcedureRows procedures, NationalAgencyRows agencies) : INationalCatalogue
{
    private const string Procedures = """
        SELECT n.Code, n.Version, n.Name, n.Field, n.Level, n.Standing AS State, n.OurCode AS [Procedure], n.FirstSeenAt, n.LastSeenAt, n.ChangedAt, n.WithdrawnAt
        FROM NationalProcedures n
        """;

    private const string Agencies = """
        SELECT n.Code, n.Version, n.Name, n.Level, n.FirstSeenAt, n.LastSeenAt, n.WithdrawnAt, n.OurCode, n.ByHand
        FROM NationalAgencies n
        """;

    public async Task<NationalProcedure?> Find(string code, CancellationToken ct) => (await procedures.Of([code], ct)).GetValueOrDefault(code);

    public Task Save(NationalProcedure procedure, CancellationToken ct) => Once(() => procedures.Save(procedure, ct));

    public async Task<Page<NationalProcedureLine>> List(NationalStanding? state, IReadOnlyList<string> words, PageRequest page, CancellationToken ct)
    {
        var list = Narrowed(words, out var conditions, out var parameters);
        list.Is("n.Standing", "Standing", state is { } standing ? EnumName.Of(standing) : null);
        return await Paged<NationalProcedureLine>(Procedures, "NationalProcedures", conditions, parameters, page, line => line.Code, ct);
    }

    public async Task<NationalAgency?> FindAgency(string code, CancellationToken ct) => (await agencies.Of([code], ct)).GetValueOrDefault(code);

    public Task Save(NationalAgency agency, CancellationToken ct) => Once(() => agencies.Save(agency, ct));

    public async Task<Page<NationalAgencyLine>> ListAgencies(bool? mapped, IReadOnlyList<string> words, PageRequest page, CancellationToken ct)
    {
        Narrowed(words, out var conditions, out var parameters);
        if (mapped is { } wanted)
        {
            conditions.Add(wanted ? "n.OurCode IS NOT NULL" : "n.OurCode IS NULL");
        }
        var shown = await Paged<NationalAgencyState>(Agencies, "NationalAgencies", conditions, parameters, page, state => state.Code, ct);
        return new Page<NationalAgencyLine>([.. shown.Items.Select(state => NationalAgencyRows.Line(state))], shown.Next, shown.Count);
    }

    private static Narrowing Narrowed(IReadOnlyList<string> words, out List<string> conditions, out DynamicParameters parameters)
    {
        (conditions, parameters) = ([], new DynamicParameters());
        foreach (var (number, word) in words.Index())
        {
            conditions.Add($"n.Search LIKE @Word{number}");
            parameters.Add($"Word{number}", $"%{word}%");
        }
        return new Narrowing(conditions, parameters);
    }

    private static string Where(List<string> conditions) => conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)}";

    private async Task<Page<T>> Paged<T>(
        string rows, string table, List<string> conditions, DynamicParameters parameters, PageRequest page, Func<T, string> code, CancellationToken ct)
    {
        long? counted = null;
        if (page.Count != CountMode.None)
        {
            var counting = new DynamicParameters(parameters);
            counting.Add("Take", page.CountTake);
            counted = await db.QueryOne<long>($"SELECT COUNT(*) FROM (SELECT n.Code FROM {table} n {Where(conditions)} ORDER BY n.Code {db.Dialect.Page}) c", counting, ct);
        }
        if (Cursor.Read(page, keys: 1) is [var after])
        {
            conditions.Add("n.Code > @After");
            parameters.Add("After", after);
        }
        parameters.Add("Take", page.Take);
        return Pages.Of(page, await db.Query<T>($"{rows} {Where(conditions)} ORDER BY n.Code {db.Dialect.Page}", parameters, ct), row => [code(row)], counted);
    }

    /// <summary>Two that map to the same of ours: the index lets one through.</summary>
    private async Task Once(Func<Task> save)
    {
        try
        {
            await save();
        }
        catch (DbException e) when (db.Dialect.IsUniqueViolation(e))
        {
            throw new RuleBrokenException(PortalRules.MappedOnce);
        }
    }
}

/// <summary>Which of ours is what the portal names.</summary>
internal sealed class PortalNames(DbSession db) : IPortalNames
{
    private const string Procedure = """
        SELECT n.OurCode FROM NationalProcedures n WHERE n.Code = @Code
        UNION ALL
        SELECT p.Code FROM Procedures p WHERE p.Code = @Code AND NOT EXISTS (SELECT 1 FROM NationalProcedures n WHERE n.Code = @Code)
        """;

    private const string Agency = """
        SELECT n.OurCode FROM NationalAgencies n WHERE n.Code = @Code
        UNION ALL
        SELECT a.Code FROM Agencies a WHERE a.Code = @Code AND NOT EXISTS (SELECT 1 FROM NationalAgencies n WHERE n.Code = @Code)
        """;

    private const string National = "SELECT n.Code FROM NationalProcedures n WHERE n.OurCode = @Code AND n.WithdrawnAt IS NULL";

    public Task<string?> ProcedureOf(string nationalCode, CancellationToken ct) => db.QueryOne<string>(Procedure, new { Code = nationalCode }, ct);

    public Task<string?> AgencyOf(string nationalCode, CancellationToken ct) => db.QueryOne<string>(Agency, new { Code = nationalCode }, ct);

    /// <summary>The national procedure that ours is mapped to; null where none is, or it was withdrawn.</summary>
    public static Task<string?> NationalOf(DbSession db, string procedure, CancellationToken ct) => db.QueryOne<string>(National, new { Code = procedure }, ct);
}

using System.Data.Common;
using OneStop.Application.Lists;
using OneStop.Application.Portal;
using OneStop.Domain.Portal;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>The procedures and agencies of the national database as requests see and map them.</summary>
internal sealed class NationalTable(DbSession db, NationalProcedureRows procedures, NationalAgencyRows agencies) : INationalCatalogue
{
    private const string Procedures = """
        SELECT n.Code, n.Edition AS Version, n.Name, n.Field, n.Level, n.Standing AS State, n.OurCode AS [Procedure], n.FirstSeenAt, n.LastSeenAt, n.ChangedAt, n.WithdrawnAt
        FROM NationalProcedures n
        """;

    private const string Agencies = """
        SELECT n.Code, n.Version, n.Edition, n.Name, n.Level, n.FirstSeenAt, n.LastSeenAt, n.WithdrawnAt, n.OurCode, n.ByHand
        FROM NationalAgencies n
        """;

    public async Task<NationalProcedure?> Find(string code, CancellationToken ct) => (await procedures.Of([code], ct)).GetValueOrDefault(code);

    public Task Save(NationalProcedure procedure, CancellationToken ct) => Once(() => procedures.Save(procedure, ct));

    public async Task<Page<NationalProcedureLine>> List(NationalStanding? state, IReadOnlyList<string> words, PageRequest page, CancellationToken ct)
    {
        var list = Narrowed(words).Is("n.Standing", "Standing", state is { } standing ? EnumName.Of(standing) : null);
        return await Paged<NationalProcedureLine>(Procedures, "NationalProcedures", list, page, line => line.Code, ct);
    }

    public async Task<NationalAgency?> FindAgency(string code, CancellationToken ct) => (await agencies.Of([code], ct)).GetValueOrDefault(code);

    public Task Save(NationalAgency agency, CancellationToken ct) => Once(() => agencies.Save(agency, ct));

    public async Task<Page<NationalAgencyLine>> ListAgencies(bool? mapped, IReadOnlyList<string> words, PageRequest page, CancellationToken ct)
    {
        var list = Narrowed(words);
        if (mapped is { } wanted)
        {
            list.To(wanted ? "n.OurCode IS NOT NULL" : "n.OurCode IS NULL");
        }
        var shown = await Paged<NationalAgencyState>(Agencies, "NationalAgencies", list, page, state => state.Code, ct);
        return new Page<NationalAgencyLine>([.. shown.Items.Select(state => NationalAgencyRows.Line(state))], shown.Next, shown.Count);
    }

    private static Narrowing Narrowed(IReadOnlyList<string> words)
    {
        var list = new Narrowing();
        foreach (var (number, word) in words.Index())
        {
            list.To($"n.Search LIKE @Word{number}").With($"Word{number}", $"%{word}%");
        }
        return list;
    }

    private async Task<Page<T>> Paged<T>(string rows, string table, Narrowing list, PageRequest page, Func<T, string> code, CancellationToken ct)
    {
        long? counted = page.Count == CountMode.None ? null : await db.QueryOne<long>(
            $"SELECT COUNT(*) FROM (SELECT n.Code FROM {table} n {list.Where} ORDER BY n.Code {db.Dialect.Page}) c", list.Taking(page.CountTake), ct);
        if (Cursor.Read(page, keys: 1) is [var after])
        {
            list.To("n.Code > @After").With("After", after);
        }
        return Pages.Of(page, await db.Query<T>($"{rows} {list.Where} ORDER BY n.Code {db.Dialect.Page}", list.Taking(page.Take), ct), row => [code(row)], counted);
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

    private const string National = "SELECT n.Code FROM NationalProcedures n WHERE n.OurCode = @Code";

    public Task<string?> ProcedureOf(string nationalCode, CancellationToken ct) => db.QueryOne<string>(Procedure, new { Code = nationalCode }, ct);

    public Task<string?> AgencyOf(string nationalCode, CancellationToken ct) => db.QueryOne<string>(Agency, new { Code = nationalCode }, ct);

    /// <summary>The national procedure that ours is mapped to; null where none is. Also one that was withdrawn: what was sent under its
    /// code is known there by it.</summary>
    public static Task<string?> NationalOf(DbSession db, string procedure, CancellationToken ct) => db.QueryOne<string>(National, new { Code = procedure }, ct);
}

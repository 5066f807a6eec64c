using Microsoft.SqlServer.TransactSql.ScriptDom;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Tests.Persistence;

/// <summary>One text for both databases: every statement is T-SQL and has nothing in it that the two read differently.</summary>
public sealed class SqlTests
{
    private static IEnumerable<TestCaseData> Texts() => SqlTexts.All
        .Where(text => !SqlTexts.IsSqliteOnly(text.Name))
        .Select(text => new TestCaseData(text.Sql).SetArgDisplayNames(text.Name));

    private static IEnumerable<TestCaseData> Traps()
    {
        yield return new TestCaseData("SELECT Name || Code FROM Agencies").SetArgDisplayNames("||");
        yield return new TestCaseData("SELECT Name FROM Agencies LIMIT 5").SetArgDisplayNames("LIMIT");
        yield return new TestCaseData("SELECT TOP 5 Name FROM Agencies").SetArgDisplayNames("TOP");
        yield return new TestCaseData("SELECT Name FROM Agencies ORDER BY Name OFFSET 0 ROWS FETCH NEXT 5 ROWS ONLY").SetArgDisplayNames("OFFSET");
        yield return new TestCaseData("INSERT INTO Agencies (Code) OUTPUT inserted.Code VALUES (@Code)").SetArgDisplayNames("OUTPUT");
        yield return new TestCaseData("INSERT INTO Agencies (Code) VALUES (@Code) RETURNING Code").SetArgDisplayNames("RETURNING");
        yield return new TestCaseData("INSERT INTO Agencies (Code) VALUES (@Code) ON CONFLICT DO NOTHING").SetArgDisplayNames("ON CONFLICT");
        yield return new TestCaseData("SELECT Code FROM Agencies WHERE Name = N'x'").SetArgDisplayNames("N'…'");
        yield return new TestCaseData("SELECT Code FROM dbo.Agencies").SetArgDisplayNames("dbo.");
        yield return new TestCaseData("SELECT GETDATE() AS Now").SetArgDisplayNames("GETDATE");
        yield return new TestCaseData("SELECT DATEADD(day, 1, EffectiveTo) AS X FROM Agencies").SetArgDisplayNames("DATEADD");
        yield return new TestCaseData("SELECT LOWER(Name) AS X FROM Agencies").SetArgDisplayNames("LOWER");
        yield return new TestCaseData("SELECT Code FROM Agencies WHERE Name LIKE @Word").SetArgDisplayNames("LIKE on a name");
        yield return new TestCaseData("SELECT Name + 'x' AS X FROM Agencies").SetArgDisplayNames("'a' + 'b'");
        yield return new TestCaseData("SELECT * FROM Agencies").SetArgDisplayNames("*");
        yield return new TestCaseData("MERGE Agencies AS t USING Fields AS s ON t.Code = s.Code WHEN MATCHED THEN DELETE;").SetArgDisplayNames("MERGE");
    }

    [Test]
    public void There_are_texts_to_check() =>
        Assert.That(SqlTexts.All.Select(text => text.Name).ToList(), Has.Count.GreaterThan(40).And.Member("Stamps.Raise.4").And.Member("ProcedureViews.Fitting"));

    [TestCaseSource(nameof(Texts))]
    public void A_statement_is_the_same_for_both_databases(string sql) => Assert.That(SqlTraps.In(SqlTexts.Completed(sql)), Is.Empty, sql);

    [TestCaseSource(nameof(Traps))]
    public void A_trap_is_found(string sql) => Assert.That(SqlTraps.In(SqlTexts.Completed(sql)), Is.Not.Empty);

    [Test]
    public void The_scripts_for_SQL_Server_are_T_SQL()
    {
        foreach (var resource in typeof(DbSession).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sqlserver.sql", StringComparison.Ordinal)))
        {
            using var script = new StreamReader(typeof(DbSession).Assembly.GetManifestResourceStream(resource)!);
            new TSql150Parser(initialQuotedIdentifiers: true).Parse(script, out var errors);
            Assert.That(errors.Select(error => error.Message), Is.Empty, resource);
        }
    }
}

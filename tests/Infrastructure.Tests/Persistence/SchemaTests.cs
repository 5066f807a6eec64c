using System.Text.RegularExpressions;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Tests.Persistence;

/// <summary>Both sets of scripts make the same tables with the same columns and indexes.</summary>
public sealed partial class SchemaTests
{
    [Test]
    public void Every_step_has_a_script_for_each_database() => Assert.That(Names(".sqlserver.sql"), Is.EqualTo(Names(".sqlite.sql")).And.Not.Empty);

    [Test]
    public void Tables_columns_and_keys_are_the_same()
    {
        var sqlite = Lines(".sqlite.sql").ToList();

        Assert.That(Lines(".sqlserver.sql"), Is.EqualTo(sqlite));
        Assert.That(sqlite, Does.Contain("Procedures.Details NOT NULL").And.Contain("Agencies.Parent NULL"));
    }

    private static List<string> Names(string ending) => [.. Resources(ending).Select(name => name[..^ending.Length])];

    private static IEnumerable<string> Resources(string ending) =>
        typeof(DbSession).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(ending, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>Columns by name and whether they may be null, keys and indexes as they are written; types differ and are left out.</summary>
    private static IEnumerable<string> Lines(string ending)
    {
        foreach (var resource in Resources(ending))
        {
            using var reader = new StreamReader(typeof(DbSession).Assembly.GetManifestResourceStream(resource)!);
            var script = reader.ReadToEnd();
            foreach (Match table in Table().Matches(script))
            {
                foreach (Match column in Column().Matches(table.Groups[2].Value))
                {
                    yield return $"{table.Groups[1].Value}.{column.Groups[1].Value} {(column.Value.Contains("NOT NULL", StringComparison.Ordinal) ? "NOT NULL" : "NULL")}"
                        + (column.Value.Contains("PRIMARY KEY", StringComparison.Ordinal) ? " PRIMARY KEY" : "");
                }
            }
            foreach (Match index in Index().Matches(script))
            {
                yield return Regex.Replace(index.Value, @"\s+", " ");
            }
        }
    }

    [GeneratedRegex(@"CREATE TABLE (\w+) \((.*?)\n\)", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex(@"^\s+\[?(\w+)\]? [^\n]+$", RegexOptions.Multiline)]
    private static partial Regex Column();

    [GeneratedRegex(@"CREATE (UNIQUE )?INDEX [^;]+")]
    private static partial Regex Index();
}

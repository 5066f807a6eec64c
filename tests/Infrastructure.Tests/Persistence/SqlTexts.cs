using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Tests.Persistence;

/// <summary>Every text of SQL in the infrastructure, found by reflection, fragments made whole.</summary>
internal static partial class SqlTexts
{
    private const BindingFlags Fields = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Only for the embedded database, and marked so by their names.</summary>
    public static bool IsSqliteOnly(string name) => name.EndsWith("Sqlite", StringComparison.Ordinal) || name.Contains(nameof(SqliteDialect), StringComparison.Ordinal);

    public static IReadOnlyList<(string Name, string Sql)> All { get; } =
    [
        .. typeof(DbSession).Assembly.GetTypes()
            .Where(type => !type.IsGenericTypeDefinition)
            .SelectMany(type => type.GetFields(Fields).SelectMany(field => Values(field).Select((sql, i) => ($"{type.Name}.{field.Name}{(i == 0 ? "" : $".{i}")}", sql))))
            .Where(text => LooksLikeSql().IsMatch(text.sql)),
    ];

    /// <summary>
    /// A whole statement: fragments of a WHERE or FROM get a head, and what Dapper and string interpolation would fill in is filled in.
    /// </summary>
    public static string Completed(string sql)
    {
        var whole = Closed(ListParameter().Replace(Hole().Replace(sql, "1"), "IN ($1)"));
        return whole.TrimStart() switch
        {
            var s when Starts(s, "WITH") && !MainQuery().IsMatch(s) => $"{whole} SELECT 1 AS One",
            var s when Starts(s, "FROM") => $"SELECT 1 AS One {whole}",
            var s when Starts(s, "WHERE") || Starts(s, "ORDER BY") => $"SELECT 1 AS One FROM Rows {whole}",
            var s when Starts(s, "AND") || Starts(s, "OR") => $"SELECT 1 AS One FROM Rows WHERE 1 = 1 {whole}",
            var s when Starts(s, "JOIN") || Starts(s, "LEFT JOIN") || Starts(s, "INNER JOIN") => $"SELECT 1 AS One FROM Rows {whole}",
            var s when Starts(s, "CASE") || Starts(s, "EXISTS") || Starts(s, "NOT EXISTS") => $"SELECT 1 AS One FROM Rows WHERE 1 = 1 AND {(Starts(s, "CASE") ? $"1 = {whole}" : whole)}",
            _ => whole,
        };

        static bool Starts(string text, string word) => Regex.IsMatch(text, $@"^{word}\b");
    }

    /// <summary>A beginning that the page and a bracket follow is closed without them.</summary>
    private static string Closed(string sql) =>
        sql.Count(c => c == '(') > sql.Count(c => c == ')') ? $"{TrailingOrder().Replace(sql, "")}) AS Found" : sql;

    private static IEnumerable<string> Values(FieldInfo field) => field switch
    {
        { IsLiteral: true } when field.FieldType == typeof(string) => [(string)field.GetRawConstantValue()!],
        { IsInitOnly: true } when field.FieldType == typeof(string) => [(string?)field.GetValue(null) ?? ""],
        { IsInitOnly: true } when typeof(IDictionary).IsAssignableFrom(field.FieldType) => ((IDictionary)field.GetValue(null)!).Values.OfType<string>(),
        { IsInitOnly: true } when field.FieldType == typeof(string[]) => (string[])field.GetValue(null)!,
        _ => [],
    };

    [GeneratedRegex(@"^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|FROM|WHERE|AND|OR|ORDER BY|JOIN|LEFT JOIN|INNER JOIN|CASE|EXISTS|NOT EXISTS|EXEC|MERGE|PRAGMA)\s")]
    private static partial Regex LooksLikeSql();

    [GeneratedRegex(@"\s+ORDER BY [^()]*\z")]
    private static partial Regex TrailingOrder();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\bIN (@\w+)")]
    private static partial Regex ListParameter();

    [GeneratedRegex(@"^\)?\s*(SELECT|INSERT|UPDATE|DELETE)\b.*\z", RegexOptions.Multiline)]
    private static partial Regex MainQuery();
}

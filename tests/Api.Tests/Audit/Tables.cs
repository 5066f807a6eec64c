using System.Text;
using Microsoft.Data.Sqlite;

namespace OneStop.Api.Tests.Audit;

/// <summary>What stands in the tables of a host's database, whatever it is about.</summary>
internal static class Tables
{
    /// <summary>Where a text stands: <c>table.column</c>, once each; as text, whatever the column's type.</summary>
    public static List<string> WhereIs(string database, params IEnumerable<string> texts)
    {
        var looked = texts.ToArray();
        return [.. Columns(database).Where(column => Rows($"SELECT [{column.Name}] FROM [{column.Table}]", database)
            .Any(row => row[0] is { } value && looked.Any(text => Text(value).Contains(text, StringComparison.OrdinalIgnoreCase))))
            .Select(column => $"{column.Table}.{column.Name}").Distinct()];
    }

    public static List<object?[]> Rows(string sql, string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        }
        return rows;
    }

    public static int Run(string sql, string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        return command.ExecuteNonQuery();
    }

    private static string Text(object value) => value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value.ToString()!;

    private static List<(string Table, string Name)> Columns(string database) =>
        [.. Rows("SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1, 2", database)
            .Select(row => ((string)row[0]!, (string)row[1]!))];
}

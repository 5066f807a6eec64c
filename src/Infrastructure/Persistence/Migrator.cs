using System.Data.Common;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Extensions.Logging;

namespace OneStop.Infrastructure.Persistence;

/// <summary>Brings the database to the newest form: numbered scripts, forward only, one process at a time.</summary>
internal sealed class Migrator(Dialect dialect, TimeProvider clock, ILogger<Migrator> log)
{
    private const string Applied = "SELECT Number, Checksum FROM SchemaMigrations ORDER BY Number";

    private const string Note = """
        INSERT INTO SchemaMigrations (Number, Name, Checksum, AppliedAt)
        VALUES (@Number, @Name, @Checksum, @AppliedAt)
        """;

    private const string TableThere = """
        SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'SchemaMigrations'
        """;

    private const string TableThereSqlite = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'SchemaMigrations'";

    /// <summary>Applies what is missing; a script that was changed after it ran stops the start.</summary>
    public Task Migrate(CancellationToken ct) => dialect.Alone(async (connection, transaction) =>
    {
        var there = await connection.ExecuteScalarAsync<long>(
            dialect is SqliteDialect ? TableThereSqlite : TableThere, transaction: transaction) > 0;
        var applied = there
            ? (await connection.QueryAsync<AppliedScript>(Applied, transaction: transaction)).ToDictionary(r => r.Number, r => r.Checksum)
            : [];
        foreach (var script in Scripts())
        {
            await Apply(connection, transaction, script, applied);
        }
    }, ct);

    internal IReadOnlyList<Script> Scripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        const string folder = "OneStop.Infrastructure.Persistence.Migrations.";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal) && name.EndsWith(dialect.ScriptEnding, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name, name[folder.Length..^dialect.ScriptEnding.Length]))];
    }

    private async Task Apply(DbConnection connection, DbTransaction transaction, Script script, Dictionary<int, string> applied)
    {
        if (applied.TryGetValue(script.Number, out var checksum))
        {
            if (checksum != script.Checksum)
            {
                throw new InvalidOperationException($"migration {script.Name} was changed after it was applied");
            }
            return;
        }
        // A script that fills a column of millions of rows takes as long as it takes.
        await connection.ExecuteAsync(script.Text, transaction: transaction, commandTimeout: 0);
        await connection.ExecuteAsync(
            Note,
            new { script.Number, script.Name, script.Checksum, AppliedAt = clock.GetUtcNow() },
            transaction);
        log.LogInformation("Applied migration {Migration}", script.Name);
    }

    private static Script Read(Assembly assembly, string resource, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var text = reader.ReadToEnd().ReplaceLineEndings("\n");
        var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return new Script(int.Parse(name[..4], System.Globalization.CultureInfo.InvariantCulture), name, text, checksum);
    }

    private sealed record AppliedScript
    {
        public required int Number { get; init; }

        public required string Checksum { get; init; }
    }

    internal sealed record Script(int Number, string Name, string Text, string Checksum);
}

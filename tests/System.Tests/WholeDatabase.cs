using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace OneStop.SystemTests;

/// <summary>What must be true of the tables at any time, read beside the program.</summary>
internal static class WholeDatabase
{
    private const string Events = """
        SELECT Position, Aggregate, AggregateId, Version, Type, At, Actor, Agency, Client, Data, Hash
        FROM Events
        ORDER BY Position
        """;

    private const string Halves = """
        SELECT d.Code
        FROM Dossiers d
        WHERE NOT EXISTS (SELECT 1 FROM DossierAgencies a WHERE a.DossierId = d.Id AND a.AgencyCode = d.ReceivingAgency)
            OR NOT EXISTS (SELECT 1 FROM DossierAgencies a WHERE a.DossierId = d.Id AND a.AgencyCode = d.CompetentAgency)
            OR (SELECT COUNT(*) FROM DossierKeys k WHERE k.DossierId = d.Id) < 2
        """;

    /// <summary>Asserts that no transaction left a half behind: log, chains, dossiers and their rows fit together.</summary>
    public static void AssertWhole(DbConnection db)
    {
        var log = db.Query<LoggedEvent>(Events).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(log.Select(e => e.Position), Is.EqualTo(Enumerable.Range(1, log.Count)), "positions have no gap");
            Assert.That(db.ExecuteScalar<long>("SELECT Value FROM LogPositions"), Is.EqualTo(log.Count), "the next position follows the last");
            Assert.That(log.GroupBy(e => (e.Aggregate, e.AggregateId)).Where(chain => !Holds(chain)).Select(chain => chain.Key), Is.Empty, "chains hold");
            Assert.That(db.Query<string>(Halves), Is.Empty, "dossiers have their agencies and keys");
            Assert.That(LastVersions(log), Is.EquivalentTo(StoredVersions(db)), "each dossier and each transfer stands where its events end");
        }
    }

    /// <summary>Everything in every table but the journal of who looked, as one hash a table.</summary>
    public static Dictionary<string, string> Hashes(DbConnection db) =>
        db.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'AccessJournal'").ToDictionary(table => table, table =>
        {
            var rows = db.Query($"SELECT * FROM [{table}]").Select(row => string.Join('|', ((IDictionary<string, object?>)row).Values.Select(Text)));
            return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows.Order(StringComparer.Ordinal)))));
        });

    private static string Client(LoggedEvent e) => e.Client is { } client ? $"{new Guid(client, bigEndian: true)}|" : "";

    private static string Text(object? value) =>
        value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>
    /// The rule of the chain, written down a second time: SHA-256 over the hash before (nothing for the first) and
    /// <c>aggregate|id|version|type|milliseconds|actor|agency|data</c> in UTF-8, with the client before the data where there is one; versions from 1 without a gap.
    /// </summary>
    private static bool Holds(IEnumerable<LoggedEvent> chain)
    {
        byte[] before = [];
        var version = 0;
        foreach (var e in chain.OrderBy(e => e.Version))
        {
            var actor = new Guid(e.Actor, bigEndian: true);
            var said = string.Create(
                CultureInfo.InvariantCulture, $"{e.Aggregate}|{e.AggregateId}|{e.Version}|{e.Type}|{e.At}|{actor}|{e.Agency}|{Client(e)}{e.Data}");
            before = SHA256.HashData([.. before, .. Encoding.UTF8.GetBytes(said)]);
            if (e.Version != ++version || !before.AsSpan().SequenceEqual(e.Hash))
            {
                return false;
            }
        }
        return true;
    }

    private static IEnumerable<(string Id, int Version)> LastVersions(IEnumerable<LoggedEvent> log) => log
        .Where(e => e.Aggregate is "dossier" or "transfer").GroupBy(e => e.AggregateId).Select(chain => (chain.Key, chain.Max(e => e.Version)));

    private static IEnumerable<(string Id, int Version)> StoredVersions(DbConnection db) => db
        .Query<StoredVersion>("SELECT Id, Version FROM Dossiers UNION ALL SELECT Id, Version FROM Transfers")
        .Select(stored => (new Guid(stored.Id, bigEndian: true).ToString(), stored.Version));

    private sealed record LoggedEvent
    {
        public required long Position { get; init; }

        public required string Aggregate { get; init; }

        public required string AggregateId { get; init; }

        public required int Version { get; init; }

        public required string Type { get; init; }

        public required long At { get; init; }

        public required byte[] Actor { get; init; }

        public string? Agency { get; init; }

        public byte[]? Client { get; init; }

        public required string Data { get; init; }

        public required byte[] Hash { get; init; }
    }

    private sealed record StoredVersion
    {
        public required byte[] Id { get; init; }

        public required int Version { get; init; }
    }
}

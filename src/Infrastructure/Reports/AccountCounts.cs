using System.Buffers.Binary;
using OneStop.Application.Reports;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Reports;

/// <summary>Counts accounts by their identities, which begin with the instant they were opened; those for trying out are rows without a history.</summary>
internal sealed class AccountCounts(DbSession db) : IAccountCounts
{
    private const string ByKind = """
        SELECT a.Kind, COUNT(*) AS Opened
        FROM Accounts a
        WHERE a.Id >= @From AND a.Id < @Before AND a.Version > 0
        GROUP BY a.Kind
        """;

    public async Task<IReadOnlyDictionary<string, long>> Opened(DateTimeOffset from, DateTimeOffset before, CancellationToken ct) =>
        (await db.Query<OpenedRow>(ByKind, new { From = First(from), Before = First(before) }, ct)).ToDictionary(row => row.Kind, row => row.Opened);

    /// <summary>The first bytes an identity made at the instant can have.</summary>
    private static byte[] First(DateTimeOffset at)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, at.ToUnixTimeMilliseconds() << 16);
        return bytes;
    }

    private sealed record OpenedRow
    {
        public required string Kind { get; init; }

        public required long Opened { get; init; }
    }
}

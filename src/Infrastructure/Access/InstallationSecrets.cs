using System.Security.Cryptography;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>Secrets that this installation keeps for good, each made when it is first needed.</summary>
internal sealed class InstallationSecrets(DbSession db, Stamps stamps)
{
    private const int Bytes = 32;

    private const string Select = "SELECT Value FROM InstallationSecrets WHERE Name = @Name";

    private const string Insert = "INSERT INTO InstallationSecrets (Name, Value) VALUES (@Name, @Value)";

    /// <summary>The secret of that name; only inside a transaction.</summary>
    public async Task<byte[]> Of(string name, CancellationToken ct)
    {
        if (await db.QueryOne<byte[]>(Select, new { Name = name }, ct) is { } known)
        {
            return known;
        }
        // Locks the row of the stamps: of two that need it at the same instant the second finds what the first made.
        await stamps.Changed(Stamp.Access, ct);
        if (await db.QueryOne<byte[]>(Select, new { Name = name }, ct) is { } made)
        {
            return made;
        }
        var secret = RandomNumberGenerator.GetBytes(Bytes);
        await db.Execute(Insert, new { Name = name, Value = secret }, ct);
        return secret;
    }
}

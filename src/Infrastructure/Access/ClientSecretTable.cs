using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OneStop.Application.Access;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>
/// Secrets of machine clients as SHA-256 digests. They are 256 random bits, so that a fast digest is as safe as a slow one, and a client
/// that signs in often keeps no core busy.
/// </summary>
internal sealed class ClientSecretTable(
    DbSession db, Stamps stamps, SecretUses uses, ILogger<ClientSecretTable> log, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : IClientSecrets
{
    private const int RandomBytes = 32;

    private const string SelectByName = """
        SELECT s.Id, s.AccountId, s.Digest, s.ExpiresAt
        FROM Accounts a
        INNER JOIN ClientSecrets s ON s.AccountId = a.Id
        WHERE a.UserName = @UserName AND s.RevokedAt IS NULL AND (s.ExpiresAt IS NULL OR s.ExpiresAt > @Now)
        ORDER BY s.Id
        """;

    private const string SelectLive = """
        SELECT Id, CreatedAt, ExpiresAt, LastUsedAt
        FROM ClientSecrets
        WHERE AccountId = @AccountId AND RevokedAt IS NULL AND (ExpiresAt IS NULL OR ExpiresAt > @Now)
        ORDER BY Id
        """;

    private const string Insert = """
        INSERT INTO ClientSecrets (Id, AccountId, Digest, CreatedAt, ExpiresAt)
        VALUES (@Id, @AccountId, @Digest, @CreatedAt, @ExpiresAt)
        """;

    private const string SetRevoked = "UPDATE ClientSecrets SET RevokedAt = @Now WHERE Id = @Id AND RevokedAt IS NULL";

    /// <summary>Compared with where there is no secret, so that a name nobody has takes the same way.</summary>
    private static readonly Row Decoy = new() { Id = default, AccountId = default, Digest = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes) };

    public DateOnly Today => VietnamTime.DateOf(machineClock.GetUtcNow());

    public static byte[] DigestOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public async Task<ClientSignIn?> Check(string clientId, string secret, CancellationToken ct)
    {
        var now = machineClock.GetUtcNow();
        var digest = DigestOf(secret);
        ClientSignIn? found = null;
        var live = await db.Query<Row>(SelectByName, new { UserName = clientId, Now = now }, ct);
        foreach (var row in live.Append(Decoy))
        {
            if (CryptographicOperations.FixedTimeEquals(row.Digest, digest))
            {
                found = new ClientSignIn(row.AccountId, row.Id, row.ExpiresAt);
            }
        }
        if (found is not null)
        {
            uses.Note(found.Secret, now);
        }
        else
        {
            // Neither the name nor the secret: a person may have typed one into the place of the other.
            log.LogWarning("Sign-in of a client refused: wrong secret for account {Account}", live is [var any, ..] ? any.AccountId : "with no live secret");
        }
        return found;
    }

    public Task<IReadOnlyList<ClientSecretLine>> Live(AccountId client, CancellationToken ct) =>
        db.Query<ClientSecretLine>(SelectLive, new { AccountId = client, Now = machineClock.GetUtcNow() }, ct);

    public async Task<NewClientSecret> Make(AccountId client, DateOnly? lastDay, CancellationToken ct)
    {
        var now = machineClock.GetUtcNow();
        var id = ClientSecretId.New(now);
        var secret = $"{id.Value:N}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes))}";
        DateTimeOffset? expiresAt = lastDay is { } day ? VietnamTime.At(day.AddDays(1), TimeOnly.MinValue) : null;
        await db.Execute(Insert, new { Id = id, AccountId = client, Digest = DigestOf(secret), CreatedAt = now, ExpiresAt = expiresAt }, ct);
        return new NewClientSecret(new ClientSecretLine { Id = id, CreatedAt = now, ExpiresAt = expiresAt }, secret);
    }

    public async Task Revoke(ClientSecretId secret, CancellationToken ct)
    {
        await db.Execute(SetRevoked, new { Id = secret, Now = machineClock.GetUtcNow() }, ct);
        await stamps.Changed(Stamp.Access, ct);
    }

    private sealed record Row
    {
        public required ClientSecretId Id { get; init; }

        public required AccountId AccountId { get; init; }

        public required byte[] Digest { get; init; }

        public DateTimeOffset? ExpiresAt { get; init; }
    }
}

using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>The machine client of the demo accounts: its secret is their password. One of before had a citizen's post instead of a grant.</summary>
internal sealed class DemoClient(DbSession db, Stamps stamps)
{
    private const string Name = "demo-client";

    private const string CountWhole = """
        SELECT COUNT(*)
        FROM Accounts a
        WHERE a.UserName = @Name AND (a.Version > 0 OR a.Details <> '{}') AND EXISTS (SELECT 1 FROM ClientSecrets s WHERE s.AccountId = a.Id)
        """;

    private const string SelectId = "SELECT Id FROM Accounts WHERE UserName = @Name";

    private const string Insert = """
        INSERT INTO Accounts (Id, UserName, Kind, DisplayName, PasswordHash, Disabled, Version, Details, NameKey)
        VALUES (@Id, @Name, 'client', @DisplayName, NULL, 0, 0, @Details, @Name)
        """;

    private const string GiveGrant = "UPDATE Accounts SET Details = @Details, PasswordHash = NULL WHERE Id = @Id AND Version = 0";

    private const string DeletePosts = "DELETE FROM AccountPosts WHERE AccountId = @Id";

    private const string InsertSecret = """
        INSERT INTO ClientSecrets (Id, AccountId, Digest, CreatedAt)
        SELECT @Id, @Id, @Digest, 0 WHERE NOT EXISTS (SELECT 1 FROM ClientSecrets WHERE AccountId = @Id)
        """;

    public async Task<bool> IsMissing(CancellationToken ct) => await db.QueryOne<long>(CountWhole, new { Name }, ct) == 0;

    /// <summary>Adds what is missing of it.</summary>
    public async Task<bool> Add(string secret)
    {
        // Locks the row of the stamps, so that of two processes that start at once the second finds the first one's client.
        await stamps.Changed(Stamp.Access, CancellationToken.None);
        var client = new
        {
            Id = DemoAccounts.IdOf(Name), Name, DisplayName = "Phần mềm kết nối (demo)", Digest = ClientSecretTable.DigestOf(secret),
            Details = Details.Write(new AccountDetails { Grant = new ClientGrant { Scopes = [Scope.FileDossiers, Scope.FileOnBehalf] } }),
        };
        await db.Execute(await db.QueryOne<AccountId?>(SelectId, client, CancellationToken.None) is null ? Insert : GiveGrant, client, CancellationToken.None);
        await db.Execute(DeletePosts, client, CancellationToken.None);
        return await db.Execute(InsertSecret, client, CancellationToken.None) > 0;
    }
}

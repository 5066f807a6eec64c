namespace OneStop.Domain.Access;

/// <summary>An account — tài khoản. This part: that of a machine client.</summary>
public sealed partial class Account
{
    /// <summary>Secrets that may be live at once, so that one can take the place of the other without a gap.</summary>
    public const int LiveSecrets = 2;

    /// <summary>An administrator registers a machine client — đăng ký phần mềm kết nối.</summary>
    public static Account RegisterClient(AccountId id, string userName, string displayName, ClientGrant grant, DateTimeOffset now)
    {
        var account = new Account(new AccountState
        {
            Id = id, Kind = AccountKind.Client, UserName = userName, DisplayName = displayName, Details = new AccountDetails { Grant = grant },
        });
        account.Record(new ClientRegistered(grant.Scopes, grant.Procedures, grant.Agencies, grant.Test, grant.RequestsPerSecond), now, agency: null);
        return account;
    }

    /// <summary>Changes what a client is called and what it may do; whether it is for trying out stays — cập nhật phần mềm kết nối.</summary>
    public void ChangeClient(string? displayName, ClientGrant? grant, DateTimeOffset now)
    {
        AccessRules.AccountIsActive.Demand(!State.Disabled);
        if (displayName is not null && displayName != State.DisplayName)
        {
            State = State with { DisplayName = displayName };
            Record(new ClientRenamed(), now, agency: null);
        }
        if (grant is not null)
        {
            State = State with { Details = State.Details with { Grant = grant with { Test = State.Details.Grant is { Test: true } } } };
            Record(new ClientGrantChanged(grant.Scopes, grant.Procedures, grant.Agencies, grant.RequestsPerSecond), now, agency: null);
        }
    }

    /// <summary>One more secret — cấp khóa bí mật.</summary>
    /// <param name="live">How many it has already.</param>
    public void AddSecret(ClientSecretId secret, DateOnly? lastDay, int live, DateTimeOffset now)
    {
        AccessRules.AccountIsActive.Demand(!State.Disabled);
        AccessRules.SecretsAreFew.Demand(live < LiveSecrets);
        Record(new ClientSecretAdded(secret, lastDay), now, agency: null);
    }

    /// <summary>Ends a secret and the tokens it brought — thu hồi khóa bí mật.</summary>
    public void RevokeSecret(ClientSecretId secret, DateTimeOffset now) => Record(new ClientSecretRevoked(secret), now, agency: null);
}

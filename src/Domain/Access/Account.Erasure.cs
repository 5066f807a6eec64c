using OneStop.Domain.Audit;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Access;

/// <summary>Name, contacts and numbers of the account were erased — đã xóa dữ liệu cá nhân của tài khoản.</summary>
public sealed record AccountErased : DomainEvent;

/// <summary>An account — tài khoản. This part: how its personal data go.</summary>
public sealed partial class Account
{
    /// <summary>Erase the account of a citizen or an enterprise: nobody signs in with it any more, and nothing says whose it was — xóa tài khoản.</summary>
    public void Erase(string? reason, DateTimeOffset now)
    {
        ErasureRules.AccountIsPrivate.Demand(State.Kind is AccountKind.Citizen or AccountKind.Enterprise);
        ErasureRules.IsNotErased.Demand(State.UserName != ErasedName);

        State = State with { UserName = ErasedName, DisplayName = "—", Disabled = true, Details = new AccountDetails() };
        Record(new AccountErased(), now, null, reason);
    }

    private string ErasedName => $"erased-{State.Id}";
}

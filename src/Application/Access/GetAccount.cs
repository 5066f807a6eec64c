using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>One account: the caller's own, or one the caller administers — xem tài khoản.</summary>
[Allows(Permission.SignedIn)]
public sealed record GetAccount(AccountId Id) : IQuery<AccountView>;

internal sealed class GetAccountHandler(IAccounts accounts, ICaller caller) : IRequestHandler<GetAccount, AccountView>
{
    public async Task<AccountView> Handle(GetAccount query, CancellationToken ct) =>
        AccountView.Of(await accounts.InReach(query.Id, caller.Required(), ct), caller.Actor);
}

internal static class AccountsInReach
{
    /// <summary>The account, where it is the actor's own or one the actor administers.</summary>
    public static async Task<Account> InReach(this IAccounts accounts, AccountId id, Actor actor, CancellationToken ct) =>
        await accounts.Find(id, ct) is { } account && account.IsInReachOf(actor)
            ? account
            : throw new NotFoundException(AccessRules.AccountExists);

    /// <summary>The account, where it is the actor's own.</summary>
    public static async Task<Account> Own(this IAccounts accounts, AccountId id, Actor actor, CancellationToken ct) =>
        id == actor.Id && await accounts.Find(id, ct) is { } account ? account : throw new NotFoundException(AccessRules.AccountExists);

    /// <summary>Demands a contact that is there and not confirmed yet.</summary>
    public static void DemandUnconfirmed(this Account account, ContactKind kind)
    {
        var (contact, confirmed) = kind == ContactKind.Phone
            ? (account.State.Details.Phone, account.State.Details.PhoneConfirmed)
            : (account.State.Details.Email, account.State.Details.EmailConfirmed);
        AccessRules.ContactIsGiven.Demand(contact is not null);
        AccessRules.ContactIsUnconfirmed.Demand(!confirmed);
    }
}

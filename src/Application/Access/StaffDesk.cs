using OneStop.Application.Agencies;
using OneStop.Application.Lists;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>Finds officials and those who cover for them or take over.</summary>
internal sealed class StaffDesk(IAccountRepository accounts, IAgencies agencies, ICaller caller, TimeProvider clock)
{
    public async ValueTask<StaffCircumstances> Circumstances(CancellationToken ct) => new(caller.Required(), await agencies.Tree(ct), clock.GetUtcNow());

    /// <summary>The official, where the caller knows him from work.</summary>
    public async Task<Account> Colleague(AccountId id, StaffCircumstances on, CancellationToken ct) =>
        await accounts.Find(id, ct) is { } account && account.IsColleagueOf(on) ? account : throw new NotFoundException(AccessRules.AccountExists);

    /// <summary>The same, in the version that the caller last saw.</summary>
    public async Task<Account> ToChange(AccountId id, StaffCircumstances on, CancellationToken ct)
    {
        var account = await Colleague(id, on, ct);
        caller.DemandVersion(account.Kind, account.Version);
        return account;
    }

    /// <summary>A colleague who is to cover or take over, by user name; a name that is no colleague's is no name.</summary>
    public async Task<Account> ColleagueByName(string path, string userName, StaffCircumstances on, CancellationToken ct) =>
        await accounts.FindByName(userName, ct) is { State.Disabled: false } account && account.IsColleagueOf(on)
            ? account
            : throw new InvalidInputException(path, AccessRules.AccountExists);

    public async Task<Colleague> Name(AccountId id, CancellationToken ct) =>
        await accounts.Find(id, ct) is { } account ? new Colleague(id, account.State.UserName, account.DisplayName) : new Colleague(id, "", "");
}

/// <summary>An official by name.</summary>
public sealed record Colleague(AccountId Id, string UserName, string DisplayName);

/// <summary>When officials are absent, as their own module keeps it.</summary>
public interface IAbsences
{
    Task<Absence?> Find(AbsenceId id, CancellationToken ct);

    /// <summary>Open absences of an official and of the cover, and those that the official covers; nobody adds one before the transaction ends.</summary>
    Task<IReadOnlyList<Absence>> Around(AccountId official, AccountId cover, CancellationToken ct);

    Task Add(Absence absence, CancellationToken ct);

    Task End(Absence absence, CancellationToken ct);

    /// <summary>Newest first.</summary>
    Task<Page<Absence>> Of(AccountId official, PageRequest page, CancellationToken ct);
}

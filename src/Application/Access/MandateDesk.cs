using OneStop.Application.Agencies;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>Finds the two sides of a mandate, and shows it to whom it concerns.</summary>
internal sealed class MandateDesk(IMandates mandates, IAccountRepository accounts, IAgencies agencies, ICaller caller, TimeProvider clock)
{
    /// <summary>The agency at whose desk the actor records; null for citizens and enterprises.</summary>
    public static string? RecordingAgency(Actor actor) =>
        actor.Posts.FirstOrDefault(post => post.Role is Role.Reception or Role.OneStopHead)?.Agency;

    /// <summary>A citizen's or enterprise's account; a name nobody has and one of another kind get one answer.</summary>
    public async Task<Account> Party(string path, string userName, CancellationToken ct) =>
        await accounts.FindByName(userName, ct) is { State: { Disabled: false, Kind: AccountKind.Citizen or AccountKind.Enterprise } } account
            ? account
            : throw new InvalidInputException(path, MandateRules.PartyIsKnown);

    /// <summary>Who is represented: the caller, or at a desk whom the papers name.</summary>
    public async Task<Account> Principal(GrantMandate command, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        if (RecordingAgency(actor) is null)
        {
            return await Caller(command, actor, ct);
        }
        return command switch
        {
            { Principal: { } userName, PrincipalPerson: null } => await Party("principal", userName, ct),
            { Principal: null, PrincipalPerson: { } person } => await PersonOf(person, command.Evidence, now, ct),
            _ => throw new InvalidInputException("principal", MandateRules.OnePrincipal),
        };
    }

    /// <summary>The mandate, where the caller is a side of it or at the desk that recorded it.</summary>
    public async Task<Mandate> Find(MandateId id, CancellationToken ct) =>
        await mandates.Find(id, ct) is { } mandate && mandate.IsInReachOf(caller.Required(), await agencies.Tree(ct), VietnamTime.DateOf(clock.GetUtcNow()))
            ? mandate
            : throw new NotFoundException(MandateRules.Exists);

    public async Task<MandateView> View(Mandate mandate, CancellationToken ct) =>
        (await Views([mandate.State with { Version = mandate.CurrentVersion }], ct))[0];

    public async Task<IReadOnlyList<MandateView>> Views(IReadOnlyList<MandateState> states, CancellationToken ct)
    {
        var shown = states.SelectMany(state => new[] { state.PrincipalId, state.RepresentativeId }.Where(id => IsShown(id, state))).ToHashSet();
        var names = await mandates.NamesOf(shown, ct);
        return [.. states.Select(state => View(state, names))];
    }

    private MandateView View(MandateState state, IReadOnlyDictionary<AccountId, string> names)
    {
        MandateParty Side(AccountId id) => new(id, IsShown(id, state) ? names.GetValueOrDefault(id) : null);
        return new MandateView
        {
            Id = state.Id, Version = state.Version, Kind = state.Kind, Principal = Side(state.PrincipalId), Representative = Side(state.RepresentativeId),
            Procedures = state.Details.Procedures, MayAct = state.Details.MayAct, FromDay = state.FromDay, ToDay = state.ToDay,
            Evidence = state.Details.Evidence, Agency = state.Agency, AcceptedAt = state.AcceptedAt, WaitsFor = state.WaitsFor, RevokedAt = state.RevokedAt,
        };
    }

    /// <summary>The other side's name would tell whose user name that is: only whoever agreed is shown by name.</summary>
    private bool IsShown(AccountId id, MandateState state) =>
        id == caller.Required().Id || (state.AcceptedAt is not null && new Mandate(state).IsPartyOf(caller.Required()));

    private async Task<Account> Caller(GrantMandate command, Actor actor, CancellationToken ct)
    {
        if (!actor.IsCitizen)
        {
            throw new ForbiddenException(MandateRules.GrantedByPersonOrDesk);
        }
        if (command.Principal is not null || command.PrincipalPerson is not null)
        {
            throw new InvalidInputException(command.Principal is null ? "principalPerson" : "principal", MandateRules.PrincipalIsCaller);
        }
        return await accounts.Find(actor.Id, ct) ?? throw new NotFoundException(AccessRules.AccountExists);
    }

    /// <summary>The one account that stands for a person without an account of his own, whichever desk met him first.</summary>
    private async Task<Account> PersonOf(PrincipalPerson person, Evidence? evidence, DateTimeOffset now, CancellationToken ct)
    {
        if (evidence is null)
        {
            throw new InvalidInputException("evidence", MandateRules.EvidenceIsSeen);
        }
        if (await mandates.PersonOf(person.PersonalId, ct) is { } known && await accounts.Find(known, ct) is { } there)
        {
            return there;
        }
        var id = AccountId.New(now);
        var account = Account.Register(
            id, AccountKind.Citizen, $"person-{id.Value:N}", person.FullName, new AccountDetails { PersonalId = person.PersonalId }, now);
        await accounts.Add(account, passwordHash: null, ct);
        await mandates.KeepPerson(person.PersonalId, id, ct);
        return account;
    }
}

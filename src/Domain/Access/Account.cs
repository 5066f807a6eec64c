using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Access;

/// <summary>What an account stands for — loại tài khoản.</summary>
public enum AccountKind
{
    /// <summary>Công dân.</summary>
    Citizen,

    /// <summary>Doanh nghiệp, tổ chức.</summary>
    Enterprise,

    /// <summary>Cán bộ, công chức, viên chức.</summary>
    Staff,

    /// <summary>Phần mềm kết nối.</summary>
    Client,
}

/// <summary>An account — tài khoản.</summary>
public sealed partial class Account(AccountState state) : Aggregate
{
    public AccountState State { get; private set; } = state;

    public override string Kind => "account";

    public override string Key => State.Id.ToString();

    public override int Version => State.Version;

    public string DisplayName => State.DisplayName;

    /// <summary>Citizen or enterprise register by themselves — tự đăng ký tài khoản.</summary>
    public static Account Register(
        AccountId id, AccountKind kind, string userName, string displayName, AccountDetails details, DateTimeOffset now)
    {
        AccessRules.RoleFitsAgency.Demand(kind is AccountKind.Citizen or AccountKind.Enterprise);
        return Open(
            new AccountState
            {
                Id = id, Kind = kind, UserName = userName, DisplayName = displayName, Details = details,
                Appointments = [new Appointment(new Post(Role.Citizen, null, null))],
            },
            agency: null, now);
    }

    /// <summary>An administrator opens an account for an official — cấp tài khoản cán bộ.</summary>
    public static Account Engage(
        AccountId id, string userName, string displayName, AccountDetails details,
        string? agency, IReadOnlyList<Appointment> appointments, Actor by, DateTimeOffset now)
    {
        var account = Open(
            new AccountState { Id = id, Kind = AccountKind.Staff, UserName = userName, DisplayName = displayName, Details = details },
            agency, now);
        account.HoldAt(agency, appointments, by, now);
        return account;
    }

    /// <summary>Sets which roles the account holds at one agency (or everywhere); those elsewhere stay — phân công.</summary>
    public void HoldAt(string? agency, IReadOnlyList<Appointment> appointments, Actor by, DateTimeOffset now, string? reason = null)
    {
        DemandAdministration(agency, by);
        AccessRules.AccountIsActive.Demand(!State.Disabled);
        AccessRules.AccountIsOfficial.Demand(State.Kind == AccountKind.Staff);
        AccessRules.RoleFitsAgency.Demand(appointments.All(a => a.Post.Agency == agency && Fits(a.Post)));
        AccessRules.PeriodIsOrdered.Demand(appointments.All(a => !(a.ToDay < a.FromDay)));

        State = State with { Appointments = [.. State.Appointments.Where(a => a.Post.Agency != agency), .. appointments] };
        Record(new PostsChanged(agency, [.. appointments.Select(a => a.Post.Role).Distinct()]), now, agency, reason);
    }

    /// <summary>Ends every use of the account — khóa tài khoản.</summary>
    public void Disable(string? reason, Actor by, DateTimeOffset now)
    {
        foreach (var agency in State.Appointments.Select(a => a.Post.Agency).Distinct())
        {
            DemandAdministration(agency, by);
        }
        AccessRules.AccountIsAnothers.Demand(by.Id != State.Id);
        AccessRules.AccountIsActive.Demand(!State.Disabled);

        State = State with { Disabled = true };
        Record(new AccountDisabled(), now, State.Appointments.Select(a => a.Post.Agency).FirstOrDefault(), reason);
    }

    /// <summary>The posts held on a day; none where the account is disabled.</summary>
    public IEnumerable<Post> PostsOn(DateOnly day) => State.Disabled ? [] : State.Appointments.Where(a => a.IsInForceOn(day)).Select(a => a.Post);

    /// <summary>
    /// The same, each at the agency that has taken over from its own by then: officials go where the work goes. A post at an agency that was
    /// abolished ends, and so does that of a demo account (a row without events) with its agency.
    /// </summary>
    public IEnumerable<Post> PostsOn(DateOnly day, AgencyTree agencies) => PostsOn(day)
        .Select(post => post.Agency is not { } own ? post
            : agencies.InForceOn(own, day)?.Code is { } code && (code == own || Version > 0) ? post with { Agency = code }
            : null)
        .OfType<Post>().Distinct();

    /// <summary>Whether it holds the role at that agency (and division, where one is named) on a day.</summary>
    public bool Holds(Role role, string agency, DateOnly day, string? division = null) => PostsOn(day).Any(post =>
        post.Role == role && post.Agency == agency && (division is null || post.Division is null || post.Division == division));

    /// <summary>Whether it is the actor's own or one the actor administers.</summary>
    public bool IsInReachOf(Actor actor) => actor.Id == State.Id || actor.IsSystemAdmin
        || State.Appointments.Any(a => a.Post.Agency is { } agency && actor.Holds(Role.AgencyAdmin, agency));

    private static Account Open(AccountState state, string? agency, DateTimeOffset now)
    {
        var account = new Account(state);
        account.Record(new AccountOpened(state.Kind), now, agency);
        return account;
    }

    private static bool Fits(Post post) => post.Role switch
    {
        Role.Citizen => false,
        Role.SystemAdmin or Role.CatalogueEditor => post is { Agency: null, Division: null },
        _ => post.Agency is not null,
    };

    private static void DemandAdministration(string? agency, Actor by)
    {
        if (!by.IsSystemAdmin && (agency is null || !by.Holds(Role.AgencyAdmin, agency)))
        {
            throw new ForbiddenException(AccessRules.AgencyIsAdministered);
        }
    }
}

/// <summary>Data of an account: one row and its posts. The hash of the password is not part of it.</summary>
public sealed record AccountState
{
    public required AccountId Id { get; init; }

    public required AccountKind Kind { get; init; }

    public required string UserName { get; init; }

    public required string DisplayName { get; init; }

    public bool Disabled { get; init; }

    public int Version { get; init; }

    public AccountDetails Details { get; init; } = new();

    public IReadOnlyList<Appointment> Appointments { get; init; } = [];
}

/// <summary>Personal data of an account: kept in its row only.</summary>
public sealed record AccountDetails
{
    public string? Phone { get; init; }

    public string? Email { get; init; }

    /// <summary>Personal identification number — số định danh cá nhân.</summary>
    public string? PersonalId { get; init; }

    /// <summary>What a machine client may do; null for people.</summary>
    public ClientGrant? Grant { get; init; }
}

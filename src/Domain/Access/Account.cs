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
                Id = id, Kind = kind, UserName = userName, DisplayName = displayName, Details = PersonalData.Checked(details, kind, now),
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
            new AccountState
            {
                Id = id, Kind = AccountKind.Staff, UserName = userName, DisplayName = displayName,
                Details = PersonalData.Checked(details, AccountKind.Staff, now),
            },
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

    /// <summary>Changes what it is called and how its owner is reached; a new contact must be confirmed again — cập nhật tài khoản.</summary>
    public void Change(AccountChange change, Actor by, DateTimeOffset now)
    {
        if (by.Id != State.Id)
        {
            DemandAdministration(by);
        }
        AccessRules.AccountIsActive.Demand(!State.Disabled);

        var (name, details) = (change.DisplayName ?? State.DisplayName, change.AppliedTo(State.Details, State.Kind, now));
        var changed = AccountChange.Between((State.DisplayName, State.Details), (name, details));
        if (changed.Count > 0)
        {
            State = State with { DisplayName = name, Details = details };
            Record(new AccountChanged(changed), now, Home);
        }
    }

    /// <summary>Somebody proved to be reached there — xác nhận số điện thoại, thư điện tử.</summary>
    public void Confirm(ContactKind kind, DateTimeOffset now)
    {
        AccessRules.AccountIsActive.Demand(!State.Disabled);
        State = State with
        {
            Details = kind == ContactKind.Phone ? State.Details with { PhoneConfirmed = true } : State.Details with { EmailConfirmed = true },
        };
        Record(new ContactConfirmed(kind), now, Home);
    }

    /// <summary>The owner has another password from now on — đổi mật khẩu.</summary>
    public void ChangePassword(Actor by, DateTimeOffset now)
    {
        AccessRules.PasswordIsOwn.Demand(by.Id == State.Id);
        AccessRules.AccountIsActive.Demand(!State.Disabled);
        Record(new PasswordChanged(), now, Home);
    }

    /// <summary>A person may sign in to it by an outside issuer — gắn với tài khoản định danh.</summary>
    public void Link(Actor by, DateTimeOffset now)
    {
        DemandAdministration(by);
        AccessRules.AccountIsActive.Demand(!State.Disabled);
        Record(new SubjectLinked(), now, Home);
    }

    /// <summary>Its holder lets another key sign tokens — đổi khóa ký mã truy cập.</summary>
    public void RotateKeys(string keyId, DateTimeOffset now) => Record(new KeysRotated(keyId), now, Home);

    /// <summary>A demo account ends before live work begins — khóa tài khoản dùng thử.</summary>
    public void Retire(DateTimeOffset now)
    {
        State = State with { Disabled = true };
        Record(new AccountDisabled(), now, Home);
    }

    /// <summary>Ends every use of the account — khóa tài khoản.</summary>
    public void Disable(string? reason, Actor by, DateTimeOffset now)
    {
        DemandAdministration(by);
        AccessRules.AccountIsAnothers.Demand(by.Id != State.Id);
        AccessRules.AccountIsActive.Demand(!State.Disabled);

        State = State with { Disabled = true };
        Record(new AccountDisabled(), now, Home, reason);
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

    /// <summary>The agency under whose events those of the account stand.</summary>
    private string? Home => State.Appointments.Select(a => a.Post.Agency).FirstOrDefault();

    /// <summary>Demands an administrator of every agency where it holds a post: of one alone is not enough.</summary>
    private void DemandAdministration(Actor by)
    {
        foreach (var agency in State.Appointments.Select(a => a.Post.Agency).DefaultIfEmpty().Distinct())
        {
            DemandAdministration(agency, by);
        }
    }

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

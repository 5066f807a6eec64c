using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Tests.Access;

public sealed class AccountTests
{
    private const string Ward = "H05.30";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(7));
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly Actor SystemAdmin = Actor(new Post(Role.SystemAdmin, null, null));
    private static readonly Actor WardAdmin = Actor(new Post(Role.AgencyAdmin, Ward, null));

    [Test]
    public void A_registered_citizen_may_act_as_a_citizen()
    {
        var account = Account.Register(AccountId.New(Now), AccountKind.Citizen, "somebody", "Nguyễn Văn A", new AccountDetails(), Now);
        Assert.That(account.PostsOn(Today), Is.EqualTo(new[] { new Post(Role.Citizen, null, null) }));
        Assert.That(account.Recorded.Select(r => r.Event), Is.EqualTo(new[] { new AccountOpened(AccountKind.Citizen) }));
    }

    [TestCase("2026-03-01", false, Description = "the day before the first")]
    [TestCase("2026-03-02", true, Description = "the first day")]
    [TestCase("2026-03-31", true, Description = "the last day")]
    [TestCase("2026-04-01", false, Description = "the day after the last")]
    public void A_post_is_held_from_its_first_to_its_last_day(string day, bool held)
    {
        var account = Official(At(Ward, Role.Handler) with { FromDay = new DateOnly(2026, 3, 2), ToDay = new DateOnly(2026, 3, 31) });
        Assert.That(account.Holds(Role.Handler, Ward, DateOnly.Parse(day, null)), Is.EqualTo(held));
    }

    [Test]
    public void Roles_at_one_agency_leave_those_elsewhere_alone()
    {
        var account = Official(At(Ward, Role.Handler), At("H05", Role.Clerk));
        account.HoldAt(Ward, [At(Ward, Role.Leader)], WardAdmin, Now);
        Assert.That(account.PostsOn(Today).Select(post => post.Role), Is.EquivalentTo(new[] { Role.Clerk, Role.Leader }));
        Assert.That(account.Recorded.Single(), Has.Property("Agency").EqualTo(Ward).And.Property("Note").Null);
    }

    [Test]
    public void An_agency_administrator_disables_nobody_who_works_elsewhere_too()
    {
        var account = Official(At(Ward, Role.Handler), At("H05", Role.Clerk));
        Assert.That(() => account.Disable(null, WardAdmin, Now), Throws.TypeOf<ForbiddenException>());
        account.Disable("đã nghỉ việc", SystemAdmin, Now);
        Assert.That(account.PostsOn(Today), Is.Empty);
    }

    [Test]
    public void A_disabled_account_stays_as_it_is()
    {
        var account = new Account(Official(At(Ward, Role.Handler)).State with { Disabled = true });
        Assert.That(() => account.Disable("đã nghỉ việc", SystemAdmin, Now), Breaks(AccessRules.AccountIsActive));
        Assert.That(() => account.HoldAt(Ward, [], SystemAdmin, Now), Breaks(AccessRules.AccountIsActive));
    }

    [Test]
    public void A_period_does_not_end_before_it_begins()
    {
        var upsideDown = At(Ward, Role.Clerk) with { FromDay = Today, ToDay = Today.AddDays(-1) };
        Assert.That(() => Official().HoldAt(Ward, [upsideDown], SystemAdmin, Now), Breaks(AccessRules.PeriodIsOrdered));
    }

    [Test]
    public void A_citizen_holds_no_post_at_an_agency()
    {
        var account = Account.Register(AccountId.New(Now), AccountKind.Citizen, "somebody", "Nguyễn Văn A", new AccountDetails(), Now);
        Assert.That(() => account.HoldAt(Ward, [At(Ward, Role.Clerk)], SystemAdmin, Now), Breaks(AccessRules.AccountIsOfficial));
    }

    private static NUnit.Framework.Constraints.EqualConstraint<Rule> Breaks(Rule rule) =>
        Throws.TypeOf<RuleBrokenException>().With.Property(nameof(RuleBrokenException.Rule)).EqualTo(rule);

    private static Actor Actor(Post post) => new(AccountId.New(Now), "admin", [post]);

    private static Appointment At(string agency, Role role) => new(new Post(role, agency, null));

    private static Account Official(params Appointment[] appointments) => new(new AccountState
    {
        Id = AccountId.New(Now), Kind = AccountKind.Staff, UserName = "somebody", DisplayName = "Trần Thị B", Appointments = appointments,
    });
}

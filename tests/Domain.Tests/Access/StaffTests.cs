using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Tests.Access;

public sealed class StaffTests
{
    private const string Ward = "H05.30";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(7));
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly AgencyTree Tree = new(
    [
        new Agency
        {
            Code = Ward, Name = "Phường", Kind = AgencyKind.PeoplesCommittee, Level = AgencyLevel.Commune, WorkingHours = "office", Divisions = [],
        },
    ]);

    [Test]
    public void An_absence_is_an_event_of_the_official_with_the_reason_beside_it()
    {
        var (absent, cover) = (Official(Role.Handler), Official(Role.Handler));
        var absence = Of(absent, cover, 1, 5);
        absent.RecordAbsence(absence, cover, [], "nghỉ phép", By(Role.AgencyAdmin));
        Assert.That(absent.Recorded.Single().Event, Is.EqualTo(new AbsenceRecorded(absence.Id, cover.State.Id, absence.FromDay, absence.ToDay)));
        Assert.That(absent.Recorded.Single().Note, Is.EqualTo("nghỉ phép"));
        Assert.That(absent.EndAbsence(absence, By(Role.Head)).EndedAt, Is.EqualTo(Now));
    }

    [TestCase(Role.AgencyAdmin, true)]
    [TestCase(Role.Head, true)]
    [TestCase(Role.Leader, true)]
    [TestCase(Role.Handler, false)]
    [TestCase(Role.Clerk, false)]
    public void An_absence_is_recorded_by_those_who_manage_the_official(Role role, bool may)
    {
        var (absent, cover) = (Official(Role.Handler), Official(Role.Handler));
        void Record() => absent.RecordAbsence(Of(absent, cover, 1, 5), cover, [], "nghỉ phép", By(role));
        Assert.That(Record, may ? Throws.Nothing : Throws.TypeOf<ForbiddenException>());
    }

    [TestCase(Role.Leader, Role.AgencyAdmin, false)]
    [TestCase(Role.Leader, Role.Head, false)]
    [TestCase(Role.AgencyAdmin, Role.AgencyAdmin, false)]
    [TestCase(Role.ProcedureControl, Role.Head, false)]
    [TestCase(Role.Head, Role.AgencyAdmin, true)]
    [TestCase(Role.AgencyAdmin, Role.Leader, true)]
    [TestCase(Role.Leader, Role.Leader, true)]
    public void The_posts_of_a_leader_are_passed_on_by_a_leader(Role absentRole, Role by, bool may)
    {
        var (absent, cover) = (Official(absentRole), Official(Role.Handler));
        void Record(StaffCircumstances on) => absent.RecordAbsence(Of(absent, cover, 1, 5), cover, [], "nghỉ phép", on);
        Assert.That(() => Record(By(by)), may ? Throws.Nothing : Throws.TypeOf<ForbiddenException>());
        Assert.That(() => Record(By(by) with { By = new Actor(absent.State.Id, "x", [new Post(absentRole, Ward, null)]) }), Throws.Nothing, "the official himself");
        Assert.That(() => Record(By(by) with { By = new Actor(AccountId.New(Now), "x", [new Post(Role.SystemAdmin, null, null)]) }), Throws.Nothing);
        Assert.That(() => Record(By(by) with { By = new Actor(cover.State.Id, "x", [new Post(Role.Leader, Ward, null)]) }), Breaks.Input("cover", StaffRules.CoverIsNotRecorder));
    }

    [Test]
    public void A_post_that_begins_within_the_absence_counts_and_one_that_is_over_does_not()
    {
        var (absent, cover) = (Official(Role.Handler), Official(Role.Handler));
        Account With(Appointment other) => new(absent.State with { Appointments = [.. absent.State.Appointments, other] });
        void Record(Account official) => official.RecordAbsence(Of(official, cover, 1, 5), cover, [], "nghỉ phép", By(Role.Head));
        Assert.That(() => Record(With(new Appointment(new Post(Role.Leader, Ward, null), Today.AddDays(5)))), Throws.TypeOf<ForbiddenException>());
        Assert.That(() => Record(With(new Appointment(new Post(Role.Leader, Ward, null), Today.AddDays(6)))), Throws.Nothing);
        Assert.That(() => Record(With(new Appointment(new Post(Role.Leader, Ward, null), null, Today))), Throws.Nothing);
        var gone = new Account(absent.State with { Appointments = [new Appointment(new Post(Role.Handler, Ward, null), null, Today)] });
        Assert.That(() => Record(gone), Throws.TypeOf<ForbiddenException>(), "no post there any more");
    }

    [TestCase(1, 5, 5, 6, false, Description = "the last day is another's first")]
    [TestCase(1, 5, 6, 7, true, Description = "the day after")]
    [TestCase(6, 7, 1, 5, true, Description = "the day before")]
    [TestCase(3, 3, 1, 5, false, Description = "within")]
    public void Two_covers_do_not_meet(int from, int to, int otherFrom, int otherTo, bool may)
    {
        var (absent, cover, other) = (Official(Role.Clerk), Official(Role.Handler), Official(Role.Head));
        void Record(params Absence[] around) => absent.RecordAbsence(Of(absent, cover, from, to), cover, around, "nghỉ phép", By(Role.AgencyAdmin));
        Assert.That(() => Record(Of(absent, other, otherFrom, otherTo)), may ? Throws.Nothing : Breaks.Rule(StaffRules.AbsenceHasOneCover));
        Assert.That(() => Record(Of(absent, other, otherFrom, otherTo) with { EndedAt = Now }), Throws.Nothing, "ended before");
        Assert.That(() => Record(Of(cover, other, otherFrom, otherTo)), may ? Throws.Nothing : Breaks.Rule(StaffRules.CoverIsPresent));
        Assert.That(() => Record(Of(other, absent, otherFrom, otherTo)), may ? Throws.Nothing : Breaks.Rule(StaffRules.CoversNobody));
    }

    [Test]
    public void Who_leaves_holds_no_post_from_that_day_on()
    {
        var leaver = Official(Role.Handler, Role.Head);
        var handover = leaver.HandOver(HandoverId.New(Now), Official(Role.Handler), Today.AddDays(3), "chuyển công tác", By(Role.Leader));
        Assert.That(leaver.PostsOn(Today.AddDays(2)).Count(), Is.EqualTo(2));
        Assert.That(leaver.PostsOn(Today.AddDays(3)), Is.Empty);
        Assert.That(handover.Details.Agencies, Is.EqualTo(new[] { Ward }));
        Assert.That(leaver.Recorded.Single(), Has.Property("Note").EqualTo("chuyển công tác"));
    }

    [Test]
    public void A_post_that_would_begin_later_never_begins()
    {
        var leaver = new Account(Official(Role.Handler).State with
        {
            Appointments = [new Appointment(new Post(Role.Head, Ward, null), Today.AddDays(5)), new Appointment(new Post(Role.Handler, Ward, null), null, Today.AddDays(1))],
        });
        leaver.HandOver(HandoverId.New(Now), Official(Role.Handler), Today.AddDays(3), "chuyển công tác", By(Role.Leader));
        Assert.That(leaver.State.Appointments, Is.EqualTo(new[] { new Appointment(new Post(Role.Handler, Ward, null), null, Today.AddDays(1)) }));
    }

    [TestCase(Role.Head)]
    [TestCase(Role.Handler)]
    public void Work_is_handed_over_by_leader_and_administrator_only(Role role) => Assert.That(
        () => Official(Role.Handler).HandOver(HandoverId.New(Now), Official(Role.Handler), Today, "chuyển công tác", By(role)), Throws.TypeOf<ForbiddenException>());

    private static StaffCircumstances By(Role role) => new(new Actor(AccountId.New(Now), "x", [new Post(role, Ward, null)]), Tree, Now);

    private static Absence Of(Account official, Account cover, int from, int to) => new()
    {
        Id = AbsenceId.New(Now), AccountId = official.State.Id, CoverId = cover.State.Id, FromDay = Today.AddDays(from), ToDay = Today.AddDays(to),
    };

    private static Account Official(params Role[] roles) => new(new AccountState
    {
        Id = AccountId.New(Now), Kind = AccountKind.Staff, UserName = "somebody", DisplayName = "Trần Thị B",
        Appointments = [.. roles.Select(role => new Appointment(new Post(role, Ward, null)))],
    });
}

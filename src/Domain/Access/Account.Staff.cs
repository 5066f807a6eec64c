using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Access;

/// <summary>An account — tài khoản. This part: officials who are absent or leave.</summary>
public sealed partial class Account
{
    /// <summary>Roles that decide, appoint or control: no head and no administrator passes them on.</summary>
    private static readonly Role[] LeadersToGive = [Role.Leader, Role.AgencyAdmin, Role.ProcedureControl];

    /// <summary>Whether it is an official whom the actor knows from work: himself, a colleague at an agency, or anybody for system administrators.</summary>
    public bool IsColleagueOf(StaffCircumstances on) => State.Kind == AccountKind.Staff
        && (on.By.Id == State.Id || on.By.IsSystemAdmin || AgenciesOf(State.Appointments, on).Any(on.By.WorksAt));

    /// <summary>Will be absent; the cover has the posts meanwhile, at agencies where both work — ghi nhận vắng mặt.</summary>
    /// <param name="around">Absences that are not ended of the official and of the cover, and those that the official covers.</param>
    public void RecordAbsence(Absence absence, Account cover, IReadOnlyList<Absence> around, string reason, StaffCircumstances on)
    {
        DemandAbsenceManagement(absence, on);
        AccessRules.AccountIsActive.Demand(!State.Disabled);
        if (FaultOf(absence, cover, on) is { } fault)
        {
            throw new InvalidInputException([fault]);
        }
        DemandMayGive(absence, cover, on);
        var then = around.Where(other => other.Overlaps(absence)).ToArray();
        StaffRules.AbsenceHasOneCover.Demand(!then.Any(other => other.AccountId == State.Id && other.CoverId != cover.State.Id));
        StaffRules.CoverIsPresent.Demand(!then.Any(other => other.AccountId == cover.State.Id));
        StaffRules.CoversNobody.Demand(!then.Any(other => other.CoverId == State.Id));

        Record(new AbsenceRecorded(absence.Id, cover.State.Id, absence.FromDay, absence.ToDay), on.Now, OwnAgency(on), reason);
    }

    /// <summary>Is back, or another shall stand in: the cover loses the posts at once — kết thúc vắng mặt.</summary>
    public Absence EndAbsence(Absence absence, StaffCircumstances on)
    {
        DemandAbsenceManagement(absence, on);
        StaffRules.AbsenceIsOpen.Demand(absence.EndedAt is null);
        Record(new AbsenceEnded(absence.Id, absence.CoverId), on.Now, OwnAgency(on));
        return absence with { EndedAt = on.Now };
    }

    /// <summary>Leaves the posts at the agencies the actor leads or administers; the open work there is to go to another — bàn giao.</summary>
    /// <param name="leavesOn">First day without the posts.</param>
    public Handover HandOver(HandoverId id, Account to, DateOnly leavesOn, string reason, StaffCircumstances on)
    {
        AccessRules.AccountIsOfficial.Demand(State.Kind == AccountKind.Staff);
        var agencies = on.By.IsSystemAdmin ? null
            : AgenciesOf(State.Appointments, on).Where(code => on.By.HoldsAny(code, Role.Leader, Role.AgencyAdmin)).ToArray();
        if (agencies is [])
        {
            throw new ForbiddenException(StaffRules.HandoverIsManaged);
        }
        if (FaultOf(to, agencies, leavesOn, on) is { } fault)
        {
            throw new InvalidInputException([fault]);
        }

        State = State with { Appointments = [.. State.Appointments.Select(held => IsAt(held.Post, agencies, on) ? Until(held, leavesOn.AddDays(-1)) : held).OfType<Appointment>()] };
        Record(new WorkHandedOver(id, to.State.Id, agencies, leavesOn), on.Now, agencies?[0], reason);
        return new Handover
        {
            Id = id, FromAccount = State.Id, ToAccount = to.State.Id, RequestedBy = on.By.Id, RequestedAt = on.Now,
            Details = new HandoverDetails { Reason = reason, Agencies = agencies, LeavesOn = leavesOn },
        };
    }

    /// <summary>Whether a post is held at one of the agencies (null: at any) on a day.</summary>
    public bool WorksAtAny(IReadOnlyList<string>? agencies, DateOnly day, AgencyTree tree) =>
        PostsOn(day, tree).Any(post => post.Agency is { } code && (agencies is null || agencies.Contains(code)));

    private static Appointment? Until(Appointment held, DateOnly last) =>
        held.FromDay > last ? null : held.ToDay < last ? held : held with { ToDay = last };

    private static bool IsAt(Post post, IReadOnlyList<string>? agencies, StaffCircumstances on) =>
        agencies is null || (post.Agency is { } code && agencies.Contains(on.Agencies.HolderOn(code, on.Today)));

    private static IEnumerable<string> AgenciesOf(IEnumerable<Appointment> held, StaffCircumstances on) =>
        held.Select(one => one.Post.Agency).OfType<string>().Select(code => on.Agencies.HolderOn(code, on.Today)).Distinct();

    private Fault? FaultOf(Absence absence, Account cover, StaffCircumstances on) => absence switch
    {
        _ when absence.ToDay < absence.FromDay => new Fault("toDay", AccessRules.PeriodIsOrdered),
        _ when absence.ToDay < on.Today => new Fault("toDay", StaffRules.AbsenceIsNotOver),
        _ when cover.State.Id == State.Id => new Fault("cover", StaffRules.StandInIsAnother),
        _ when cover.State.Id == on.By.Id => new Fault("cover", StaffRules.CoverIsNotRecorder),
        _ when !PostsOn(absence.FromDay, on.Agencies).Any(post => post.Agency is { } code && cover.WorksAtAny([code], absence.FromDay, on.Agencies)) =>
            new Fault("cover", StaffRules.StandInWorksThere),
        _ => null,
    };

    private Fault? FaultOf(Account to, IReadOnlyList<string>? agencies, DateOnly leavesOn, StaffCircumstances on) => leavesOn switch
    {
        _ when leavesOn < on.Today => new Fault("leavesOn", StaffRules.LeavesFromTodayOn),
        _ when to.State.Id == State.Id => new Fault("to", StaffRules.StandInIsAnother),
        _ when !to.WorksAtAny(agencies, on.Today, on.Agencies) => new Fault("to", StaffRules.StandInWorksThere),
        _ => null,
    };

    /// <summary>Only agencies count where the official holds a post on those days.</summary>
    private void DemandAbsenceManagement(Absence absence, StaffCircumstances on)
    {
        if (on.By.Id != State.Id && !on.By.IsSystemAdmin
            && !AgenciesOf(State.Appointments.Where(held => IsHeldIn(held, absence)), on).Any(code => on.By.HoldsAny(code, Role.AgencyAdmin, Role.Head, Role.Leader)))
        {
            throw new ForbiddenException(StaffRules.AbsenceIsManaged);
        }
    }

    /// <summary>Whoever has no such posts to give passes none on by naming a cover.</summary>
    private void DemandMayGive(Absence absence, Account cover, StaffCircumstances on)
    {
        if (on.By.Id == State.Id || on.By.IsSystemAdmin)
        {
            return;
        }
        var covers = cover.State.Appointments.Where(held => IsHeldIn(held, absence)).SelectMany(held => PlacesOf(held.Post, absence, on)).ToHashSet();
        var given = State.Appointments.Where(held =>
            LeadersToGive.Contains(held.Post.Role) && IsHeldIn(held, absence) && PlacesOf(held.Post, absence, on).Any(covers.Contains));
        if (!AgenciesOf(given, on).All(code => on.By.Holds(Role.Leader, code)))
        {
            throw new ForbiddenException(StaffRules.PostsAreGivenByLeader);
        }
    }

    private static bool IsHeldIn(Appointment held, Absence absence) => !(held.FromDay > absence.ToDay) && !(held.ToDay < absence.FromDay);

    /// <summary>Where a post is today and in those days: officials go where the work goes.</summary>
    private static IEnumerable<string> PlacesOf(Post post, Absence absence, StaffCircumstances on) => post.Agency is not { } code ? []
        : new[] { on.Today, absence.FromDay, absence.ToDay }.Select(day => on.Agencies.HolderOn(code, day));

    private string? OwnAgency(StaffCircumstances on) => PostsOn(on.Today, on.Agencies).Select(post => post.Agency).FirstOrDefault();
}

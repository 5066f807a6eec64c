using OneStop.Domain.Access;
using OneStop.Domain.Audit;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Dossiers;

/// <summary>
/// For every action whether it is allowed now, to this actor, and if not, why: the one table that the actions themselves and the answer
/// "what can I do" both ask — điều kiện thực hiện thao tác.
/// </summary>
public static class DossierPolicy
{
    /// <summary>The first rule in the way; null where the action is allowed.</summary>
    public static Rule? Refusal(DossierAction action, DossierState s, Circumstances on) => ErasureRules.IsNotErased.Unless(s.ErasedAt is null) ?? action switch
    {
        DossierAction.Accept or DossierAction.Refuse => DossierRules.IsRegistered.Unless(s.Status == DossierStatus.Registered)
            ?? Receptionist(s, on),
        DossierAction.Claim => Handled(s) ?? AtOwnStep(s) ?? DossierRules.StepIsFree.Unless(s.Assignee is null) ?? StepRole(s, on),
        DossierAction.Assign => Handled(s) ?? AtOwnStep(s) ?? MayAssign(s, on),
        DossierAction.Unassign => Handled(s) ?? DossierRules.StepIsTaken.Unless(s.Assignee is not null)
            ?? (on.Actor.StandsFor(s.Assignee) ? null : MayAssign(s, on)),
        DossierAction.CompleteStep => CompleteStep(s, on),
        DossierAction.SendBack => InProgress(s) ?? LegsEnded(s) ?? (IsAway(s) ? HeadOrLeader(s, on) : Assignee(s, on)) ?? DossierRules.IsNotDecided.Unless(s.Outcome is null || IsAway(s))
            ?? DossierRules.EarlierStepExists.Unless(StepIndex(s, on) > 0),
        DossierAction.Recall => InProgress(s) ?? AtOwnStep(s) ?? LegsEnded(s) ?? DossierRules.IsNotDecided.Unless(s.Outcome is null)
            ?? DossierRules.StepIsFree.Unless(s.Assignee is null) ?? DossierRules.WasCompletedByCaller.Unless(CompletedBefore(s, on)),
        DossierAction.RequestSupplement => RequestSupplement(s, on),
        DossierAction.AnswerSupplement => DossierRules.AwaitsSupplement.Unless(s.Status == DossierStatus.AwaitingSupplement)
            ?? OwnerOrReceptionist(s, on),
        DossierAction.ImposeObligation => InProgress(s) ?? (WorksOnLeg(s, on, leg => leg.PausesForFinancialObligation)
            ? null
            : DossierRules.IsNotDecided.Unless(s.Outcome is null) ?? Assignee(s, on)),
        DossierAction.SettleObligation => DossierRules.AwaitsPayment.Unless(s.Status == DossierStatus.AwaitingPayment)
            ?? DossierRules.OfficialOfDossier.Unless(on.Actor.IsSystem || IsOfficial(on.Actor, s.ReceivingAgency) || IsOfficial(on.Actor, s.CompetentAgency) || WorksOnLeg(s, on, _ => true)),
        DossierAction.Extend => Extend(s, on),
        DossierAction.Apologise => DossierRules.IsBeingHandled.Unless(s.Status is DossierStatus.Received or DossierStatus.InProgress)
            ?? Leader(s, on) ?? DossierRules.IsLate.Unless(s.OverdueFrom <= on.Now),
        DossierAction.Withdraw => Undecided(s, alsoRegistered: true) ?? OwnerOrReceptionist(s, on),
        DossierAction.Stop => Undecided(s, alsoRegistered: false) ?? (on.Actor.IsSystem ? null : Leader(s, on)),
        DossierAction.Decide => InProgress(s) ?? DossierRules.IsNotDecided.Unless(s.Outcome is null)
            ?? DossierRules.IsDecidingStep.Unless(IsDeciding(s, on)) ?? AtOwnStep(s) ?? LegsEnded(s) ?? Assignee(s, on),
        DossierAction.RecordResult => RecordResult(s, on),
        DossierAction.Return => DossierRules.ResultIsReady.Unless(s.Status == DossierStatus.Resolved)
            ?? DossierRules.ReturnDeskAtAgency.Unless(on.Actor.HoldsAny(s.ReceivingAgency, Role.ReturnDesk, Role.Reception, Role.OneStopHead))
            ?? DossierRules.GroupIsReady.Unless(on.GroupIsReady),
        DossierAction.Correct => DossierRules.IsNotEnded.Unless(s.Status.IsOpen()) ?? Receptionist(s, on),
        DossierAction.Reopen => DossierRules.CanBeReopened.Unless(s.Status is DossierStatus.Stopped or DossierStatus.Returned && s.ReceivedAt is not null)
            ?? Leader(s, on),
        DossierAction.OpenTransfer => Handled(s) ?? DossierRules.MayOpenTransfer.Unless(
            (Assignee(s, on) is null && !IsAway(s)) || HeadOrLeader(s, on) is null || on.Actor.Holds(Role.OneStopHead, s.ReceivingAgency)),
        DossierAction.Reassign => DossierRules.IsNotEnded.Unless(s.Status.IsOpen())
            ?? DossierRules.MayReassign.Unless(on.Actor.HoldsAny(s.CompetentAgency, Role.Leader, Role.AgencyAdmin, Role.OneStopHead))
            ?? DossierRules.GoesToCoSuccessor.Unless(on.CoSuccessors.Count > 0),
    };

    /// <summary>Ends the action unless it is allowed.</summary>
    public static void Demand(DossierAction action, DossierState state, Circumstances on)
    {
        if (Refusal(action, state, on) is { } rule)
        {
            throw new RuleBrokenException(rule);
        }
    }

    /// <summary>The agency whose officials work on a step: reception and return desk are the receiving one's.</summary>
    public static string AgencyOf(RouteStep step, DossierState state) =>
        step.Role is Role.Reception or Role.ReturnDesk ? state.ReceivingAgency : state.CompetentAgency;

    /// <summary>The route the dossier follows, fixed when its code was issued.</summary>
    public static Route RouteOf(DossierState state, ProcedureVersion version) => version.RouteOf(state.Details.Route);

    internal static RouteStep? StepOf(DossierState s, Circumstances on) =>
        s.StepKey is null ? null : RouteOf(s, on.Version).Steps.FirstOrDefault(step => step.Key == s.StepKey);

    internal static int StepIndex(DossierState s, Circumstances on) =>
        RouteOf(s, on.Version).Steps.ToList().FindIndex(step => step.Key == s.StepKey);

    private static bool IsDeciding(DossierState s, Circumstances on) => StepIndex(s, on) == RouteOf(s, on.Version).DecidingIndex;

    /// <summary>Whether the current step, or one of its parallel group, is the deciding one.</summary>
    internal static bool StageDecides(DossierState s, Circumstances on)
    {
        var route = RouteOf(s, on.Version);
        var deciding = route.Steps[route.DecidingIndex];
        return deciding.Key == s.StepKey
            || (deciding.Transfer?.ParallelGroup is { } group && StepOf(s, on)?.Transfer?.ParallelGroup == group);
    }

    /// <summary>Whether the current step is worked on at other agencies.</summary>
    internal static bool IsAway(DossierState s) => s.Details.Legs.Any(leg => leg.Step is not null && leg.Passage == s.Details.Steps.Count - 1);

    /// <summary>Whether the actor works on dossiers there; who administers or controls does not.</summary>
    private static bool IsOfficial(Actor actor, string agency) =>
        actor.HoldsAny(agency, Role.Reception, Role.Handler, Role.Head, Role.Leader, Role.Clerk, Role.ReturnDesk, Role.OneStopHead);

    private static Rule? AtOwnStep(DossierState s) => DossierRules.IsAtOwnStep.Unless(!IsAway(s));

    private static Rule? LegsEnded(DossierState s) => DossierRules.LegsHaveEnded.Unless(s.Details.Legs.All(leg => leg.Standing != LegStanding.Open));

    /// <summary>Whether the actor works at the agency of an open leg.</summary>
    private static bool WorksOnLeg(DossierState s, Circumstances on, Func<Leg, bool> which) => s.Details.Legs.Any(leg =>
        leg.Standing == LegStanding.Open && which(leg) && on.Actor.HoldsAny(leg.Agency, Role.Handler, Role.Head, Role.Leader));

    private static Rule? HeadOrLeader(DossierState s, Circumstances on) =>
        DossierRules.LeaderOfCompetent.Unless(on.Actor.HoldsAny(s.CompetentAgency, Role.Head, Role.Leader));

    private static Rule? CompleteStep(DossierState s, Circumstances on) => Handled(s)
        ?? AtOwnStep(s)
        ?? LegsEnded(s)
        ?? Assignee(s, on)
        ?? DossierRules.IsNotReturnDesk.Unless(StepOf(s, on)?.Role != Role.ReturnDesk)
        ?? DossierRules.IsNotDecidingStep.Unless(s.Outcome is not null || !IsDeciding(s, on))
        ?? DossierRules.ResultIsNumbered.Unless(s.Outcome is null || s.Details.Result is not null || StepOf(s, on)?.Role != Role.Clerk);

    private static Rule? RequestSupplement(DossierState s, Circumstances on) =>
        DossierRules.IsBeingHandled.Unless(s.Status is DossierStatus.Registered or DossierStatus.Received or DossierStatus.InProgress)
        ?? DossierRules.IsNotDecided.Unless(s.Outcome is null)
        ?? (s.Status == DossierStatus.Registered ? Receptionist(s, on) : WorksOnLeg(s, on, _ => true) ? null : Assignee(s, on))
        ?? DossierRules.SupplementRoundIsLeft.Unless(s.Details.Supplements.Count < on.Version.SupplementRounds);

    private static Rule? Extend(DossierState s, Circumstances on) =>
        DossierRules.IsBeingHandled.Unless(s.Status is DossierStatus.Received or DossierStatus.InProgress)
        ?? Leader(s, on)
        ?? DossierRules.LimitCanBeExtended.Unless(s.Details.Clock!.Terms.Limit.Unit is not (TimeUnit.Hour or TimeUnit.Minute or TimeUnit.SameDay))
        ?? DossierRules.ExtendedOnce.Unless(!s.Details.Clock.WasExtended)
        ?? DossierRules.ExtensionIsBeforeDueDate.Unless(on.Today < s.Details.Clock.DueOn);

    private static Rule? RecordResult(DossierState s, Circumstances on)
    {
        if ((InProgress(s) ?? DossierRules.IsDecided.Unless(s.Outcome is not null) ?? LegsEnded(s) ?? DossierRules.ResultIsMissing.Unless(s.Details.Result is null)) is { } rule)
        {
            return rule;
        }
        return DossierRules.NumbersTheResult.Unless(StepOf(s, on)?.Role == Role.Clerk
            ? Assignee(s, on) is null
            : (on.Actor.StandsFor(s.Details.Decision?.By) && on.Actor.WorksAt(s.CompetentAgency)) || on.Actor.Holds(Role.Clerk, s.CompetentAgency));
    }

    private static Rule? Handled(DossierState s) =>
        DossierRules.IsBeingHandled.Unless(s.Status is DossierStatus.Received or DossierStatus.InProgress);

    private static Rule? InProgress(DossierState s) => DossierRules.IsBeingHandled.Unless(s.Status == DossierStatus.InProgress);

    private static Rule? Undecided(DossierState s, bool alsoRegistered) =>
        DossierRules.IsNotEnded.Unless(s.Status is DossierStatus.Received or DossierStatus.InProgress or DossierStatus.AwaitingSupplement
            or DossierStatus.AwaitingPayment || (alsoRegistered && s.Status == DossierStatus.Registered)
            || (s.Status == DossierStatus.Resolved && s.Outcome is not null))
        ?? DossierRules.IsNotDecided.Unless(s.Outcome is null || s.Status == DossierStatus.AwaitingPayment);

    private static Rule? Receptionist(DossierState s, Circumstances on) =>
        DossierRules.ReceptionistAtAgency.Unless(on.Actor.HoldsAny(s.ReceivingAgency, Role.Reception, Role.OneStopHead));

    private static Rule? OwnerOrReceptionist(DossierState s, Circumstances on) =>
        IsOwner(s, on.Actor) || Receptionist(s, on) is null ? null : DossierRules.OwnerOrReceptionist;

    /// <summary>The owner, a representative who may act, or the machine client that filed it.</summary>
    private static bool IsOwner(DossierState s, Actor actor) => actor.IsClient
        ? s.Client == actor.Id && actor.Grant.Allows(Scope.FileDossiers)
        : actor.ActsFor(s.OwnerAccount, s.ProcedureCode);

    private static Rule? Leader(DossierState s, Circumstances on) =>
        DossierRules.LeaderOfCompetent.Unless(on.Actor.Holds(Role.Leader, s.CompetentAgency));

    /// <summary>The assignee, for as long as he holds the role of the step.</summary>
    private static Rule? Assignee(DossierState s, Circumstances on) =>
        DossierRules.IsAssignee.Unless(on.Actor.StandsFor(s.Assignee)) ?? StepRole(s, on);

    private static Rule? StepRole(DossierState s, Circumstances on) => DossierRules.HoldsStepRole.Unless(
        StepOf(s, on) is { } step
        && (on.Actor.Holds(step.Role, AgencyOf(step, s), step.Division)
            || (step.Role == Role.Reception && on.Actor.Holds(Role.OneStopHead, s.ReceivingAgency))));

    private static Rule? MayAssign(DossierState s, Circumstances on) => DossierRules.MayAssign.Unless(
        StepOf(s, on) is { } step
        && on.Actor.HoldsAny(AgencyOf(step, s), Role.Head, Role.Leader, Role.OneStopHead, Role.AgencyAdmin));

    private static bool CompletedBefore(DossierState s, Circumstances on) =>
        s.Details.Steps is [.., { End: StepEnd.Completed } before, _] && on.Actor.StandsFor(before.Assignee);
}

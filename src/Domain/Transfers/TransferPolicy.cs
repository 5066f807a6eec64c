using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Transfers;

/// <summary>
/// For every action whether it is allowed now, to this actor, and if not, why: the one table that the actions themselves and the answer
/// "what can I do" both ask — điều kiện thực hiện thao tác liên thông.
/// </summary>
public static class TransferPolicy
{
    private static readonly Role[] Officials = [Role.Reception, Role.Handler, Role.Head, Role.Leader, Role.Clerk, Role.OneStopHead];

    private static readonly Role[] Workers = [Role.Handler, Role.Head, Role.Leader, Role.Clerk];

    /// <summary>The first rule in the way; null where the action is allowed.</summary>
    public static Rule? Refusal(TransferAction action, TransferState s, TransferCircumstances on) => action switch
    {
        TransferAction.Accept or TransferAction.Decline => TransferRules.IsSent.Unless(s.Status == TransferStatus.Sent) ?? Receiver(s, on),
        TransferAction.Reroute => Reroute(s, on),
        TransferAction.CompleteStep => TransferRules.IsAccepted.Unless(s.Status == TransferStatus.Accepted)
            ?? TransferRules.HasStepLeft.Unless(s.Details.StepsDone < s.Details.InnerSteps.Count) ?? StepRole(s, on),
        TransferAction.Complete => TransferRules.IsAccepted.Unless(s.Status == TransferStatus.Accepted)
            ?? TransferRules.DossierIsHandled.Unless(on.Dossier.Status is DossierStatus.InProgress or DossierStatus.Received) ?? Worker(s, on),
        TransferAction.Recall => TransferRules.IsOpen.Unless(s.Status.IsOpen())
            ?? TransferRules.IsUnopened.Unless(s.Status == TransferStatus.Sent || IsSilentConsultation(s, on)) ?? Sender(s, on),
        TransferAction.Remind => TransferRules.IsOpen.Unless(s.Status.IsOpen()) ?? Sender(s, on),
    };

    /// <summary>Ends the action unless it is allowed.</summary>
    public static void Demand(TransferAction action, TransferState state, TransferCircumstances on)
    {
        if (Refusal(action, state, on) is { } rule)
        {
            throw new RuleBrokenException(rule);
        }
    }

    /// <summary>The receiver forwards before it accepts; the sender finds a new way for what came back.</summary>
    private static Rule? Reroute(TransferState s, TransferCircumstances on)
    {
        if (s.Status == TransferStatus.Sent)
        {
            return Receiver(s, on);
        }
        var waits = s.Status is TransferStatus.Declined or TransferStatus.Recalled && s.Details.Next is null && on.Dossier.AwaitsWayOf(s);
        return TransferRules.AwaitsNewWay.Unless(waits) ?? Sender(s, on);
    }

    private static bool IsSilentConsultation(TransferState s, TransferCircumstances on) =>
        s.Kind == Procedures.TransferKind.Consultation && s.OverdueFrom <= on.Now;

    private static Rule? Receiver(TransferState s, TransferCircumstances on) =>
        TransferRules.OfficialOfReceiver.Unless(on.Actor.HoldsAny(s.ToAgency, Officials));

    private static Rule? Sender(TransferState s, TransferCircumstances on) =>
        TransferRules.OfficialOfSender.Unless(on.Actor.HoldsAny(s.FromAgency, Officials));

    private static Rule? Worker(TransferState s, TransferCircumstances on) =>
        TransferRules.WorkerOfReceiver.Unless(on.Actor.HoldsAny(s.ToAgency, Workers))
        ?? TransferRules.DecidedByHead.Unless(!s.Details.Decides || on.Actor.HoldsAny(s.ToAgency, Role.Head, Role.Leader));

    private static Rule? StepRole(TransferState s, TransferCircumstances on)
    {
        var step = s.Details.InnerSteps[s.Details.StepsDone];
        return TransferRules.HoldsStepRole.Unless(on.Actor.Holds(step.Role, s.ToAgency, step.Division));
    }

    /// <summary>Whether the dossier still stands where the leg was opened, and may go another way.</summary>
    private static bool AwaitsWayOf(this DossierState dossier, TransferState s) =>
        dossier.Status is DossierStatus.Received or DossierStatus.InProgress
        && dossier.Details.Legs.Any(leg => leg.Transfer == s.Id && leg.Passage == dossier.Details.Steps.Count - 1);
}

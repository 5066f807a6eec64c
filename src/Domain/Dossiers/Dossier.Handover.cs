using OneStop.Domain.Access;

namespace OneStop.Domain.Dossiers;

/// <summary>A dossier whose official leaves — bàn giao hồ sơ.</summary>
public sealed partial class Dossier
{
    /// <summary>
    /// Give it to whoever takes over, also while it waits for the citizen or another agency; where that one does not hold the role of the
    /// step it becomes free — bàn giao cho người khác. The answer is whether it was given. No due date moves.
    /// </summary>
    public bool HandOver(Actor to, string reason, Circumstances on)
    {
        var before = State.Assignee ?? throw new InvalidOperationException($"dossier {State.Id} has no assignee");
        var step = DossierPolicy.StepOf(State, on);
        var takes = step is not null && to.Holds(step.Role, DossierPolicy.AgencyOf(step, State), step.Division);
        if (State.Details.Steps is [.., { EndedAt: null }])
        {
            GiveTo(takes ? to.Id : null);
        }
        else
        {
            State = State with { Assignee = takes ? to.Id : null };
        }
        Happened(takes ? new StepAssigned(step!.Key, to.Id, before) : new StepUnassigned(State.StepKey ?? "", before), on, reason);
        return takes;
    }
}

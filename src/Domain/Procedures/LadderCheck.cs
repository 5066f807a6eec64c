using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Procedures;

/// <summary>The part of the check that looks at the escalation ladder.</summary>
internal sealed class LadderCheck(IReadOnlyList<EscalationRung> ladder)
{
    private const int MostRungs = 10;

    private static readonly Role[] Nobody = [Role.Citizen, Role.SystemAdmin, Role.CatalogueEditor];

    public IEnumerable<Fault> Faults()
    {
        if (ladder.Count > MostRungs)
        {
            yield return new Fault("escalation", ProcedureRules.LadderIsShort);
        }
        for (var i = 0; i < ladder.Count; i++)
        {
            var rung = ladder[i];
            if (!rung.At.IsValid)
            {
                yield return new Fault($"escalation[{i}].at", ProcedureRules.LimitIsValid);
            }
            else if (rung.At.Unit is not (TimeUnit.Minute or TimeUnit.Hour or TimeUnit.WorkingDay))
            {
                yield return new Fault($"escalation[{i}].at", ProcedureRules.RungCountsWorkingTime);
            }
            else if (i > 0 && ladder[i - 1].At.IsValid && rung.PlannedMinutes <= ladder[i - 1].PlannedMinutes)
            {
                yield return new Fault($"escalation[{i}]", ProcedureRules.RungsClimb);
            }
            if (Nobody.Contains(rung.To))
            {
                yield return new Fault($"escalation[{i}].to", ProcedureRules.RoleWorksOnDossiers);
            }
        }
    }
}

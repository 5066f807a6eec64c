using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;

namespace OneStop.Domain.Dossiers;

/// <summary>The rung of its procedure's ladder that a dossier reaches next — bậc cảnh báo kế tiếp của hồ sơ.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="At">When, as its clock stands now.</param>
public sealed record NextRung(int Number, EscalationRung Rung, DateTimeOffset At)
{
    /// <summary>None where the ladder has no more, and while the clock has not begun, stands still or is closed.</summary>
    public static NextRung? Of(DossierState state, Circumstances on)
    {
        var reached = state.Details.Rung ?? 0;
        if (reached >= on.Version.Escalation.Count || state.Details.Clock is not { IsClosed: false, OverdueFrom: not null } clock)
        {
            return null;
        }
        var rung = on.Version.Escalation[reached];
        return new NextRung(reached + 1, rung, InstantOf(rung, clock.DueAt, on));
    }

    /// <summary>Where the rung lies in a year nobody has laid down yet, it is looked at again a day later.</summary>
    private static DateTimeOffset InstantOf(EscalationRung rung, DateTimeOffset dueAt, Circumstances on)
    {
        try
        {
            return rung.InstantOf(dueAt, on.Calendar);
        }
        catch (MissingCalendarYearException)
        {
            return (on.Now > dueAt ? on.Now : dueAt).AddDays(1);
        }
    }
}

/// <summary>A dossier on the escalation ladder — cảnh báo, báo cáo hồ sơ.</summary>
public sealed partial class Dossier
{
    /// <summary>Bring the dossier before whoever the rung names; no clock moves — báo cáo, đôn đốc.</summary>
    public void Escalate(NextRung next, Circumstances on)
    {
        State = State with { Details = State.Details with { Rung = next.Number } };
        Happened(new DossierEscalated(next.Number, next.Rung.To, State.DueAt!.Value), on);
    }
}

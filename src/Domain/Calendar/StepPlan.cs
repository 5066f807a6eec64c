namespace OneStop.Domain.Calendar;

/// <summary>
/// When a step of the internal route is due — hạn xử lý của bước. Route hours are planning units, 8 per day of the limit; here they are a
/// share of the minutes the clock really has.
/// </summary>
public static class StepPlan
{
    /// <summary>
    /// The step's share of the budget, counted from its start or from the clock's last start, whichever is later, and moved by the time the
    /// clock stood still since; never after the dossier is due. Ask again after every change of the ledger.
    /// </summary>
    /// <param name="totalRouteHours">Hours of the whole route, or 8 per day of the limit.</param>
    /// <param name="stepStartedAt">When the step began.</param>
    public static DateTimeOffset Due(
        DeadlineLedger ledger, WorkingCalendar calendar, int stepHours, int totalRouteHours, DateTimeOffset stepStartedAt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stepHours);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(totalRouteHours);
        var from = stepStartedAt > ledger.StartsAt ? stepStartedAt : ledger.StartsAt;
        var minutes = Math.Max(1, ledger.BudgetMinutes * stepHours / totalRouteHours) + ledger.StoppedMinutes(calendar, from);
        return calendar.MinutesBetween(from, ledger.DueAt) <= minutes ? ledger.DueAt : calendar.AddMinutes(from, minutes);
    }
}

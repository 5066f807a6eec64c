using OneStop.Domain.Shared;

namespace OneStop.Domain.Calendar;

/// <summary>What a procedure version says about the clock while papers are completed — cách tính thời hạn khi bổ sung hồ sơ.</summary>
public enum SupplementPolicy
{
    /// <summary>The term is counted again once the dossier is complete (Decree 61/2018/NĐ-CP Art. 19.4) — tính lại từ đầu.</summary>
    Restart,

    /// <summary>The clock stands still until the answer — tạm dừng.</summary>
    Pause,

    /// <summary>The clock runs on — không tạm dừng.</summary>
    None,
}

/// <summary>What one supplement request does to the clock — tác động của yêu cầu bổ sung.</summary>
public enum SupplementEffect
{
    /// <summary>Pause now, restart at the answer.</summary>
    Restart,

    /// <summary>Pause now, resume at the answer.</summary>
    Pause,

    /// <summary>Nothing.</summary>
    None,
}

/// <summary>How a supplement request meets the clock — yêu cầu bổ sung, hoàn thiện hồ sơ.</summary>
public static class SupplementClock
{
    /// <summary>Working days from reception in which a request restarts the clock (Decree 61/2018/NĐ-CP Art. 19.4).</summary>
    public const int DefaultWindow = 3;

    /// <summary>
    /// A request restarts the clock only within the window and before the due instant; later it only pauses; once overdue it does neither.
    /// Asked when the request is made; the answer acts by what was said then.
    /// </summary>
    /// <param name="windowWorkingDays">Working days after the day of the first start; requests on the last day are within.</param>
    public static SupplementEffect EffectOf(
        SupplementPolicy policy, DeadlineLedger ledger, WorkingCalendar calendar, DateTimeOffset now, int windowWorkingDays = DefaultWindow)
    {
        if (policy is SupplementPolicy.None || ledger.IsClosed || ledger.IsOverdue(now))
        {
            return SupplementEffect.None;
        }

        var restarts = policy is SupplementPolicy.Restart
            && now < ledger.DueAt
            && VietnamTime.DateOf(now) <= WindowEndsOn(ledger, calendar, windowWorkingDays);
        return restarts ? SupplementEffect.Restart : SupplementEffect.Pause;
    }

    /// <summary>Last day on which a request restarts the clock; it does not move with a restart.</summary>
    public static DateOnly WindowEndsOn(DeadlineLedger ledger, WorkingCalendar calendar, int windowWorkingDays = DefaultWindow) =>
        calendar.AddWorkingDays(VietnamTime.DateOf(ledger.Entries[0].StartsAt!.Value), windowWorkingDays);
}

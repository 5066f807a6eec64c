namespace OneStop.Domain.Calendar;

/// <summary>What happened to a clock — biến động thời hạn.</summary>
public enum LedgerEntryKind
{
    /// <summary>The clock starts — bắt đầu tính thời hạn.</summary>
    Start,

    /// <summary>The clock stands still — tạm dừng tính thời hạn.</summary>
    Pause,

    /// <summary>The clock goes on — tiếp tục tính thời hạn.</summary>
    Resume,

    /// <summary>The whole term is counted again — tính lại thời hạn từ đầu.</summary>
    Restart,

    /// <summary>More time — gia hạn.</summary>
    Extend,

    /// <summary>A changed calendar moves the due instant — tính lại theo lịch làm việc thay đổi.</summary>
    Reproject,

    /// <summary>The work is done — kết thúc tính thời hạn.</summary>
    Close,

    /// <summary>The work goes on after all — mở lại.</summary>
    Reopen,
}

/// <summary>One line of a ledger; lines are only ever added — dòng nhật ký thời hạn.</summary>
public sealed record LedgerEntry
{
    public required DateTimeOffset At { get; init; }

    public required LedgerEntryKind Kind { get; init; }

    /// <summary>
    /// Working minutes: the budget at a start, restart and re-projection, the time the clock stood still at a resume, a reopening and
    /// the closing of a paused clock, the time gained at an extension.
    /// </summary>
    public long? Minutes { get; init; }

    /// <summary>Due instant before.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Due instant after.</summary>
    public DateTimeOffset? After { get; init; }

    public string? Actor { get; init; }

    public string? Reason { get; init; }

    /// <summary>Why, for machines: <c>supplement</c>, <c>financialObligation</c>, <c>extension</c>.</summary>
    public string? Rule { get; init; }

    /// <summary>First instant that counts from here on.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>Last day before rolling, for clocks that count days off.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>When the clock becomes near due.</summary>
    public DateTimeOffset? NearDueFrom { get; init; }

    /// <summary>What an extension adds.</summary>
    public TimeLimit? By { get; init; }

    /// <summary>Whether a pause or a closing stops the time. Once overdue it does not: it is written down, and the time runs on.</summary>
    public bool StopsTime { get; init; }

    /// <summary>Version of the calendar that was counted with.</summary>
    public string? Calendar { get; init; }

    /// <summary>Whether the time runs from here on, if it stood still; so too where a pause ends in a closing that comes too late.</summary>
    internal bool LetsTimeRun => Kind is LedgerEntryKind.Resume or LedgerEntryKind.Reopen || (Kind is LedgerEntryKind.Close && !StopsTime);

    internal LedgerEntry To(Projection clock, WorkingCalendar calendar, long minutes, DateTimeOffset? before) => this with
    {
        Minutes = minutes,
        Before = before,
        After = clock.DueAt,
        StartsAt = clock.StartsAt,
        EndsOn = clock.EndsOn,
        NearDueFrom = clock.NearDueFrom(calendar),
        Calendar = calendar.Version,
    };
}

/// <summary>How a clock stands — tình trạng thời hạn.</summary>
public enum Timeliness
{
    /// <summary>No clock yet: the dossier is not received — chưa tính thời hạn.</summary>
    NotStarted,

    /// <summary>Being handled, in time; paused clocks too — trong hạn.</summary>
    InTime,

    /// <summary>Being handled, in its last 8 working hours or, for short terms, the second half — sắp đến hạn.</summary>
    NearDue,

    /// <summary>Being handled, late — quá hạn.</summary>
    Overdue,

    /// <summary>Done before the due date — trước hạn.</summary>
    Early,

    /// <summary>Done on the due date — đúng hạn.</summary>
    OnTime,

    /// <summary>Done after the due date — trễ hạn.</summary>
    Late,
}

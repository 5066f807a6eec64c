using System.Text.Json.Serialization;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Calendar;

/// <summary>
/// The clock of a dossier, a leg or a task as an append-only ledger: due instants are derived from it, never assigned, and nothing in it
/// makes a late dossier on time — sổ theo dõi thời hạn. An instant before the last change of the clock counts as that change's instant.
/// </summary>
public sealed record DeadlineLedger
{
    public required ClockTerms Terms { get; init; }

    public required IReadOnlyList<LedgerEntry> Entries { get; init; }

    /// <summary>When the dossier was received, before the start rule.</summary>
    [JsonIgnore]
    public DateTimeOffset ReceivedAt => Entries[0].At;

    /// <summary>First instant that counts, of the last restart where there was one.</summary>
    [JsonIgnore]
    public DateTimeOffset StartsAt => Entries.Last(entry => entry.StartsAt is not null).StartsAt!.Value;

    /// <summary>The day the days are counted from — ngày bắt đầu tính thời hạn.</summary>
    [JsonIgnore]
    public DateOnly StartsOn => VietnamTime.DateOf(StartsAt);

    /// <summary>The due instant now — hạn trả kết quả. While the clock is paused it is the one before the pause.</summary>
    [JsonIgnore]
    public DateTimeOffset DueAt => Entries.Last(entry => entry.After is not null).After!.Value;

    /// <summary>The due date now — ngày hẹn trả.</summary>
    [JsonIgnore]
    public DateOnly DueOn => VietnamTime.DateOf(DueAt);

    /// <summary>The first promise, whatever happened since — hẹn trả lần đầu.</summary>
    [JsonIgnore]
    public DateTimeOffset FirstDueAt => Entries[0].After!.Value;

    [JsonIgnore]
    public bool IsPaused => Turn.Kind is LedgerEntryKind.Pause;

    [JsonIgnore]
    public bool IsClosed => Turn.Kind is LedgerEntryKind.Close;

    /// <summary>Whether it was ever extended, also before a restart.</summary>
    [JsonIgnore]
    public bool WasExtended => Entries.Any(entry => entry.Kind is LedgerEntryKind.Extend);

    /// <summary>Version of the calendar the due instant was last counted with.</summary>
    [JsonIgnore]
    public string Calendar => Entries.Last(entry => entry.Calendar is not null).Calendar!;

    /// <summary>Working minutes in all since the last start. For clocks in calendar days: what the term held when it was set.</summary>
    [JsonIgnore]
    public long BudgetMinutes => Entries.Aggregate(0L, (budget, entry) => entry.Kind switch
    {
        LedgerEntryKind.Start or LedgerEntryKind.Restart or LedgerEntryKind.Reproject => entry.Minutes ?? 0,
        LedgerEntryKind.Extend => budget + (entry.Minutes ?? 0),
        _ => budget,
    });

    /// <summary>The first instant at which the running clock is near due; none while it stands still.</summary>
    [JsonIgnore]
    public DateTimeOffset? NearDueFrom => StandsStill ? null : Entries.Last(entry => entry.NearDueFrom is not null).NearDueFrom;

    /// <summary>
    /// The first instant at which the running clock is overdue; none while it stands still. Day limits: midnight after the due date,
    /// because work done that evening is still on time; hours and minutes: the minute after the due instant.
    /// </summary>
    [JsonIgnore]
    public DateTimeOffset? OverdueFrom => StandsStill ? null : LateFrom;

    /// <summary>Working minutes of the term itself since the last start, without extensions — thời hạn theo quy định.</summary>
    [JsonIgnore]
    public long TermMinutes => Entries.Last(entry => entry.Kind is LedgerEntryKind.Start or LedgerEntryKind.Restart).Minutes ?? 0;

    /// <summary>How it ended by the first promise; asked before that, <see cref="Timeliness.InTime"/>.</summary>
    [JsonIgnore]
    public Timeliness FirstClosing => IsClosed ? Projection.Judge(Terms.Limit, FirstDueAt, Turn.At) : Timeliness.InTime;

    /// <summary>How it ended; asked before that, <see cref="Timeliness.InTime"/>.</summary>
    [JsonIgnore]
    public Timeliness Closing => IsClosed ? Projection.Judge(Terms.Limit, DueAt, Turn.At) : Timeliness.InTime;

    /// <summary>The clock starts — bắt đầu tính thời hạn.</summary>
    /// <exception cref="ArgumentException">The limit is not valid.</exception>
    public static DeadlineLedger Start(ClockTerms terms, WorkingCalendar calendar, DateTimeOffset at, string? actor)
    {
        if (!terms.Limit.IsValid)
        {
            throw new ArgumentException($"{terms.Limit} is not a limit", nameof(terms));
        }

        var start = Projection.Start(terms, calendar, at);
        return new DeadlineLedger
        {
            Terms = terms,
            Entries = [Line(LedgerEntryKind.Start, at, actor, null, null).To(start, calendar, start.Budget, before: null)],
        };
    }

    /// <summary>The clock stands still. Once overdue this is only written down: the time runs on.</summary>
    /// <exception cref="InvalidOperationException">It is paused or closed: there is one pause at a time.</exception>
    public DeadlineLedger Pause(WorkingCalendar calendar, DateTimeOffset at, string? actor, string rule, string? reason = null)
    {
        Demand(!IsPaused && !IsClosed, "only a running clock can pause");
        at = NotBeforeTurn(at);
        return Plus(Line(LedgerEntryKind.Pause, at, actor, rule, reason) with { StopsTime = at < LateFrom, Calendar = calendar.Version });
    }

    /// <summary>The clock goes on; the due instant moves by the time it stood still.</summary>
    /// <exception cref="InvalidOperationException">It is not paused.</exception>
    public DeadlineLedger Resume(WorkingCalendar calendar, DateTimeOffset at, string? actor, string? rule = null, string? reason = null)
    {
        Demand(IsPaused, "only a paused clock can resume");
        return Plus(GoOn(Line(LedgerEntryKind.Resume, NotBeforeTurn(at), actor, rule, reason), calendar));
    }

    /// <summary>The whole term again, by the start rule, from this instant; also out of a pause.</summary>
    /// <exception cref="InvalidOperationException">It is closed, or was overdue when the time last ran.</exception>
    public DeadlineLedger Restart(WorkingCalendar calendar, DateTimeOffset at, string? actor, string rule, string? reason = null)
    {
        at = NotBeforeTurn(at);
        Demand(!IsClosed && !IsOverdue(at), "only an open clock in time can restart");
        var start = Projection.Start(Terms, calendar, at);
        return Plus(Line(LedgerEntryKind.Restart, at, actor, rule, reason).To(start, calendar, start.Budget, DueAt));
    }

    /// <summary>More time, counted from the old due instant in its own unit — gia hạn.</summary>
    /// <exception cref="InvalidOperationException">It is closed or overdue.</exception>
    /// <exception cref="ArgumentException">The limit is not valid, or is <see cref="TimeUnit.SameDay"/>.</exception>
    public DeadlineLedger Extend(
        WorkingCalendar calendar, TimeLimit by, DateTimeOffset at, string? actor, string rule, string? reason = null)
    {
        Demand(!IsClosed && !IsOverdue(at), "only an open clock in time can be extended");
        if (!by.IsValid)
        {
            throw new ArgumentException($"{by} is not a limit", nameof(by));
        }

        var extended = Current.ExtendedBy(calendar, by);
        var gained = calendar.MinutesBetween(DueAt, extended.DueAt);
        return Plus(Line(LedgerEntryKind.Extend, at, actor, rule, reason).To(extended, calendar, gained, DueAt) with { By = by });
    }

    /// <summary>The work is done. A pause ends with it.</summary>
    /// <exception cref="InvalidOperationException">It is closed already.</exception>
    public DeadlineLedger Close(WorkingCalendar calendar, DateTimeOffset at, string? actor, string? rule = null, string? reason = null)
    {
        Demand(!IsClosed, "a clock closes once");
        at = NotBeforeTurn(at);
        var line = Line(LedgerEntryKind.Close, at, actor, rule, reason);
        line = (IsPaused ? GoOn(line, calendar) : line) with { Calendar = calendar.Version };
        return Plus(line with { StopsTime = (!IsPaused || StandsStill) && at < Projection.LateFrom(Terms.Limit, line.After ?? DueAt) });
    }

    /// <summary>The work goes on where it stood when it was closed; what was late stays late — mở lại hồ sơ.</summary>
    /// <exception cref="InvalidOperationException">It is not closed.</exception>
    public DeadlineLedger Reopen(WorkingCalendar calendar, DateTimeOffset at, string? actor, string rule, string? reason = null)
    {
        Demand(IsClosed, "only a closed clock can reopen");
        return Plus(GoOn(Line(LedgerEntryKind.Reopen, NotBeforeTurn(at), actor, rule, reason), calendar));
    }

    /// <summary>
    /// Counts the whole ledger again under a changed calendar. Nothing is written where nothing changes, where the clock is closed or
    /// overdue, or where the change alone would make it overdue at once.
    /// </summary>
    public DeadlineLedger Reproject(WorkingCalendar calendar, DateTimeOffset at, string? actor, string rule, string? reason = null)
    {
        if (IsClosed || IsOverdue(at))
        {
            return this;
        }

        var again = Projection.Replay(Terms, Entries, calendar);
        var moved = Plus(Line(LedgerEntryKind.Reproject, at, actor, rule, reason).To(again, calendar, again.Budget, DueAt));
        return again == Current || (StoppedAt ?? at) >= moved.LateFrom ? this : moved;
    }

    /// <summary>Working minutes the clock ran since its last start, until now or its closing — thời gian đã sử dụng.</summary>
    public long UsedMinutes(WorkingCalendar calendar, DateTimeOffset now) =>
        Running(now).Sum(stretch => calendar.MinutesBetween(stretch.From, stretch.To));

    /// <summary>The stretches of time in which it ran since its last start, until now or its closing, oldest first.</summary>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Running(DateTimeOffset now)
    {
        var start = StartsAt;
        var stretches = new List<(DateTimeOffset From, DateTimeOffset To)>();
        DateTimeOffset? since = start;
        foreach (var entry in SinceStart())
        {
            if (entry.StopsTime && since is { } running)
            {
                stretches.Add((running, entry.At));
                since = null;
            }
            else if (entry.LetsTimeRun && since is null)
            {
                since = entry.At;
            }
        }

        if (since is { } still)
        {
            stretches.Add((still, IsClosed ? Turn.At : NotBeforeTurn(now)));
        }

        return [.. stretches.Select(stretch => (Later(stretch.From, start), Later(stretch.To, start)))];
    }

    /// <summary>Working minutes to the due instant, negative when overdue; they do not fall while the clock stands still — thời gian còn lại.</summary>
    public long LeftMinutes(WorkingCalendar calendar, DateTimeOffset now)
    {
        var until = StoppedAt ?? (IsClosed ? Turn.At : now);
        return Current.Counted(calendar, until, DueAt);
    }

    /// <summary>Working minutes the clock stood still after <paramref name="since"/>, a pause still open not counted.</summary>
    public long StoppedMinutes(WorkingCalendar calendar, DateTimeOffset since)
    {
        var clock = Current with { StartsAt = since > StartsAt ? since : StartsAt };
        var minutes = 0L;
        DateTimeOffset? stopped = null;
        foreach (var entry in SinceStart())
        {
            if (entry.LetsTimeRun)
            {
                minutes += stopped is { } from ? clock.Counted(calendar, from, entry.At) : 0;
                stopped = null;
            }
            else if (entry.StopsTime)
            {
                stopped ??= entry.At;
            }
        }

        return minutes;
    }

    /// <summary>Whether it is late: open and overdue, or closed late.</summary>
    public bool IsOverdue(DateTimeOffset now) => At(now) is Timeliness.Overdue or Timeliness.Late;

    /// <summary>How it stands now. A clock that has not begun to run yet is in time; one that stands still stays in time.</summary>
    public Timeliness At(DateTimeOffset now) =>
        IsClosed ? Closing
        : StandsStill ? Timeliness.InTime
        : now >= LateFrom ? Timeliness.Overdue
        : now >= NearDueFrom ? Timeliness.NearDue
        : Timeliness.InTime;

    /// <summary>The last line that set the clock going or stopped it.</summary>
    private LedgerEntry Turn => Entries.Last(entry => entry.Kind is not (LedgerEntryKind.Extend or LedgerEntryKind.Reproject));

    private bool StandsStill => Turn.StopsTime;

    private DateTimeOffset? StoppedAt => StandsStill ? Turn.At : null;

    private DateTimeOffset LateFrom => Projection.LateFrom(Terms.Limit, DueAt);

    private Projection Current => new(StartsAt, DueAt, Entries.Last(entry => entry.After is not null).EndsOn, BudgetMinutes);

    /// <summary>The line with the due instant moved by the time the clock stood still up to it.</summary>
    private LedgerEntry GoOn(LedgerEntry line, WorkingCalendar calendar)
    {
        var clock = Current;
        return StoppedAt is { } from
            ? line.To(clock.Shifted(calendar, Terms.Limit, from, line.At), calendar, clock.Counted(calendar, from, line.At), DueAt)
            : line.To(clock, calendar, 0, DueAt);
    }

    /// <summary>Clocks of two servers differ by moments: time does not run backwards in a ledger.</summary>
    private DateTimeOffset NotBeforeTurn(DateTimeOffset at) => at < Turn.At ? Turn.At : at;

    private IEnumerable<LedgerEntry> SinceStart()
    {
        var last = Entries.Count - 1;
        while (Entries[last].Kind is not (LedgerEntryKind.Start or LedgerEntryKind.Restart))
        {
            last--;
        }

        return Entries.Skip(last + 1);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
    private DeadlineLedger Plus(LedgerEntry line) => this with { Entries = [.. Entries, line] };

    private static LedgerEntry Line(LedgerEntryKind kind, DateTimeOffset at, string? actor, string? rule, string? reason) =>
        new() { At = at, Kind = kind, Actor = actor, Rule = rule, Reason = reason };

    private static void Demand(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }
}

using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Infrastructure.Tests.Reports;

/// <summary>One change of a dossier at an instant; the first has nothing before it.</summary>
internal sealed record Change(DateTimeOffset At, DossierState? Before, DossierState After);

/// <summary>
/// Lives of dossiers made up at random, always the same for one seed: received in the first quarter of 2026 by three agencies, asked for
/// supplements, extended, handed from one official to another, reassigned, withdrawn, stopped, resolved early, on time and late, taken up
/// again and resolved anew.
/// </summary>
internal sealed class RandomHistories(int seed, WorkingCalendar office)
{
    private static readonly string[] Agencies = ["X.C", "X.P", "X.T"];

    private static readonly string[] Fields = ["ho-tich", "dat-dai", "cu-tru"];

    private readonly Random random = new(seed);

    private readonly AccountId[] officials = [.. Enumerable.Range(0, 4).Select(_ => AccountId.New(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)))];

    /// <summary>All changes of so many dossiers, in the order of time.</summary>
    public IReadOnlyList<Change> Make(int dossiers)
    {
        var all = new List<Change>();
        DossierId? root = null;
        for (var n = 0; n < dossiers; n++)
        {
            // Now and then a group of two: one that stands for both, then the other.
            var leads = n % 40 == 0;
            var life = Life(n, root, leads);
            root = leads ? life[0].After.Id : null;
            all.AddRange(life);
        }
        return [.. all.OrderBy(change => change.At)];
    }

    private List<Change> Life(int n, DossierId? root, bool leads)
    {
        var at = WorkTime(new DateTimeOffset(2026, 1, 5, 7, 30, 0, VietnamTime.Offset).AddMinutes(random.Next(80 * 24 * 60)));
        var state = First(n, at, root, leads);
        var life = new List<Change> { new(at, null, state) };
        for (var acts = random.Next(1, 7); acts > 0; acts--)
        {
            at = WorkTime(at.AddMinutes(random.Next(60, 4 * 24 * 60)));
            if (Next(state, at) is { } next)
            {
                life.Add(new Change(at, state, next));
                state = next;
            }
        }
        return life;
    }

    private DossierState First(int n, DateTimeOffset at, DossierId? root, bool leads)
    {
        var clock = DeadlineLedger.Start(new ClockTerms { Limit = new TimeLimit(random.Next(1, 9), TimeUnit.WorkingDay) }, office, at, null);
        var (agency, field, id) = (Pick(Agencies), Pick(Fields), DossierId.New(at));
        return new DossierState
        {
            Id = id, Code = $"H-{n}", Status = DossierStatus.Received, ProcedureCode = $"1.{field}", ProcedureVersion = 1, CaseKey = "mac-dinh", Field = field,
            ReceivingAgency = random.Next(3) == 0 ? "X.C.1" : agency, CompetentAgency = agency, Channel = (Channel)random.Next(3), SubmittedAt = at, ReceivedAt = at,
            DueAt = clock.DueAt, FirstDueAt = clock.DueAt, OverdueFrom = clock.OverdueFrom, UpdatedAt = at, RootId = root,
            Details = new DossierDetails
            {
                Owner = new Party { FullName = "Nguyễn Văn A" }, ReturnBy = ReturnVia.Counter, Route = "standard", Clock = clock, CalendarTemplate = "plain",
                Children = leads ? [DossierId.New(at)] : [],
            },
        };
    }

    private DossierState? Next(DossierState s, DateTimeOffset at) => s.Status switch
    {
        DossierStatus.AwaitingSupplement => Running(s, s.Details.Clock!.Resume(office, at, null), DossierStatus.InProgress, at),
        DossierStatus.Resolved or DossierStatus.Stopped when random.Next(3) == 0 => Running(s, s.Details.Clock!.Reopen(office, at, null, "reopened"), DossierStatus.InProgress, at),
        DossierStatus.Resolved or DossierStatus.Stopped or DossierStatus.Withdrawn => null,
        _ => random.Next(10) switch
        {
            0 or 1 => Handled(s, at),
            2 => Paused(s, at),
            3 when !s.Details.Clock!.IsOverdue(at) =>
                Running(s, s.Details.Clock!.Extend(office, new TimeLimit(2, TimeUnit.WorkingDay), at, null, "extended"), s.Status, at),
            4 => s with { CompetentAgency = Pick(Agencies), OriginCompetent = s.OriginCompetent ?? s.CompetentAgency, UpdatedAt = at },
            5 => Closed(s, at, random.Next(2) == 0 ? DossierStatus.Withdrawn : DossierStatus.Stopped),
            6 => s with { UpdatedAt = at },
            _ => Closed(s, at, DossierStatus.Resolved),
        },
    };

    private DossierState Handled(DossierState s, DateTimeOffset at) =>
        s with { Status = DossierStatus.InProgress, UpdatedAt = at, Details = s.Details with { Handler = Pick(officials) } };

    private DossierState Paused(DossierState s, DateTimeOffset at)
    {
        var round = s.Details.Supplements.Count + 1;
        var asked = Running(s, s.Details.Clock!.Pause(office, at, null, "supplement"), DossierStatus.AwaitingSupplement, at);
        return asked with
        {
            Details = asked.Details with
            {
                Supplements = [.. s.Details.Supplements, new Supplement { Round = round, RequestedAt = at, RequestedBy = "x", From = s.Status, AnswerBy = at.AddDays(30), Defects = [] }],
            },
        };
    }

    private static DossierState Running(DossierState s, DeadlineLedger clock, DossierStatus status, DateTimeOffset at) => s with
    {
        Status = status,
        Outcome = null,
        ClosedAt = null,
        Closing = null,
        DueAt = clock.DueAt,
        OverdueFrom = clock.OverdueFrom,
        UpdatedAt = at,
        Details = s.Details with { Clock = clock, UsedMinutes = null },
    };

    private DossierState Closed(DossierState s, DateTimeOffset at, DossierStatus status)
    {
        var clock = s.Details.Clock!.Close(office, at, null);
        return s with
        {
            Status = status,
            Outcome = status == DossierStatus.Resolved ? (Outcome)random.Next(1, 3) : null,
            ClosedAt = at,
            Closing = clock.Closing,
            DueAt = clock.DueAt,
            OverdueFrom = clock.OverdueFrom,
            UpdatedAt = at,
            Details = s.Details with { Clock = clock, UsedMinutes = clock.UsedMinutes(office, at) },
        };
    }

    private DateTimeOffset WorkTime(DateTimeOffset at) => office.NextWorkingTime(at);

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];
}

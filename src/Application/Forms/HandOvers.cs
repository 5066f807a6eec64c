using OneStop.Application.Agencies;
using OneStop.Application.Dossiers;
using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Forms;

/// <summary>The rows of the control slip: from step to step, and to other agencies and back.</summary>
internal sealed class HandOvers(DossierState s, DossierSurroundings around, IReadOnlyDictionary<AccountId, Account> accounts)
{
    private readonly Route route = DossierPolicy.RouteOf(s, around.Version);

    public ControlSlip Slip(IReadOnlyList<TransferState> transfers) => new(
        Name(s.CompetentAgency), [.. transfers.Where(Cooperates).Select(leg => leg.ToAgency).Distinct().Select(Name)], [.. Steps().Concat(transfers.SelectMany(Legs)).OrderBy(row => row.At)]);

    /// <summary>What goes to legs of the route and comes back from them stands in their own rows.</summary>
    private IEnumerable<HandOver> Steps()
    {
        var passages = s.Details.Steps;
        for (var i = 0; i < passages.Count; i++)
        {
            if (passages[i].EndedAt is { } at && !IsAway(i) && !IsAway(i + 1))
            {
                var next = i + 1 < passages.Count ? Side(passages[i + 1]) : null;
                yield return new HandOver(Kind(passages[i], next), Side(passages[i]), next, at, Result(passages[i]), passages[i].Note);
            }
        }
    }

    private IEnumerable<HandOver> Legs(TransferState leg)
    {
        var (from, to) = (new HandOverSide(Name(leg.FromAgency), null, Official(leg.Details.SentBy)), new HandOverSide(Name(leg.ToAgency), null, Official(leg.Details.AcceptedBy)));
        yield return new HandOver(HandOverKind.Sent, from, to, leg.SentAt, Before(leg), leg.Details.Task);
        if (leg.ClosedAt is { } at)
        {
            yield return new HandOver(Kind(leg.Status), to, from, at, Of(leg.Closing), leg.Details.EndReason ?? leg.Details.Result?.Note);
        }
    }

    /// <summary>Whoever declined it, or from whom it was taken, did not help to resolve it.</summary>
    private static bool Cooperates(TransferState leg) =>
        leg.Status.IsOpen() || (leg.AcceptedAt is not null && leg.Status is (TransferStatus.Completed or TransferStatus.Lapsed));

    private bool IsAway(int passage) => s.Details.Legs.Any(leg => leg.Step is not null && leg.Passage == passage);

    /// <summary>How the step was in time that a leg of the route followed.</summary>
    private HandOverResult? Before(TransferState leg) =>
        s.Details.Legs.FirstOrDefault(known => known.Transfer == leg.Id) is { Step: not null, Passage: > 0 and var passage } && !IsAway(passage - 1)
            ? Result(s.Details.Steps[passage - 1])
            : null;

    private HandOverSide Side(StepPassage passage)
    {
        var step = StepOf(passage);
        return new HandOverSide(Name(step is null ? s.CompetentAgency : DossierPolicy.AgencyOf(step, s)), step?.Name ?? passage.Step, Official(passage.Assignee));
    }

    /// <summary>By the step's planned time; without one, only late where the dossier is. What passed before a restart of the clock is not judged.</summary>
    private HandOverResult? Result(StepPassage passage)
    {
        if (StepOf(passage) is not { } step || s.Details.Clock is not { } clock || around.Calendar is not { } calendar || passage.EndedAt is not { } ended)
        {
            return null;
        }
        if (step.Role == Role.ReturnDesk)
        {
            return Of(s.Closing);
        }
        if (ended < clock.StartsAt)
        {
            return clock.Entries.Any(entry => entry.Kind == LedgerEntryKind.Restart) ? null : HandOverResult.OnTime;
        }
        if (step.LimitHours == 0)
        {
            return VietnamTime.DateOf(ended) > clock.DueOn ? HandOverResult.Overdue : HandOverResult.OnTime;
        }
        var due = StepPlan.Due(clock, calendar, step.LimitHours, clock.Terms.Limit.PlannedHours, passage.StartedAt);
        return ended > due ? HandOverResult.Overdue : VietnamTime.DateOf(ended) < VietnamTime.DateOf(due) ? HandOverResult.Early : HandOverResult.OnTime;
    }

    private RouteStep? StepOf(StepPassage passage) => route.Steps.FirstOrDefault(step => step.Key == passage.Step);

    private AgencyName Name(string code) => new(code, around.Agencies.NameOf(code));

    private string? Official(AccountId? id) => id is { } known && accounts.TryGetValue(known, out var account) ? account.State.DisplayName : null;

    private HandOverKind Kind(StepPassage passage, HandOverSide? next) => passage.End switch
    {
        StepEnd.SentBack => HandOverKind.SentBack,
        StepEnd.Recalled => HandOverKind.Recalled,
        StepEnd.Closed => HandOverKind.Ended,
        _ when next is null && s.ReturnedAt is not null => HandOverKind.HandedOut,
        _ => HandOverKind.Passed,
    };

    private static HandOverKind Kind(TransferStatus status) => status switch
    {
        TransferStatus.Declined => HandOverKind.Declined,
        TransferStatus.Rerouted => HandOverKind.Rerouted,
        TransferStatus.Recalled => HandOverKind.TakenBack,
        TransferStatus.Lapsed => HandOverKind.Lapsed,
        _ => HandOverKind.Returned,
    };

    private static HandOverResult? Of(Timeliness? closing) => closing switch
    {
        Timeliness.Early => HandOverResult.Early,
        Timeliness.OnTime => HandOverResult.OnTime,
        Timeliness.Late => HandOverResult.Overdue,
        _ => null,
    };
}

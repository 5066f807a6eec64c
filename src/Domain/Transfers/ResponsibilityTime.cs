using OneStop.Domain.Calendar;

namespace OneStop.Domain.Transfers;

/// <summary>A stretch of a dossier's clock and the one party it is charged to — khoảng thời gian trách nhiệm.</summary>
/// <param name="Transfer">The leg that was open; null where none was.</param>
/// <param name="Minutes">Working minutes in it.</param>
public sealed record ResponsibleSpan(
    DateTimeOffset From, DateTimeOffset To, ResponsibleAgency Agency, TransferId? Transfer, long Minutes);

/// <summary>What one party answers for in all — thời gian trách nhiệm của một cơ quan.</summary>
/// <param name="Legs">Number of its legs that were charged.</param>
public sealed record ResponsibleShare(ResponsibleAgency Agency, long Minutes, int Legs);

/// <summary>
/// Who had a dossier while its clock ran: every working minute since the clock's last start is charged to exactly one party, so that the
/// minutes add up to those the clock used — thời gian trách nhiệm của từng cơ quan.
/// </summary>
/// <param name="Competent">Answers where no leg is open.</param>
/// <param name="Spans">In order, without overlap; pauses lie between them.</param>
public sealed record ResponsibilityTime(ResponsibleAgency Competent, IReadOnlyList<ResponsibleSpan> Spans)
{
    public long Minutes => Spans.Sum(span => span.Minutes);

    /// <summary>
    /// The parties, the one with most minutes first. The competent agency is always one, for it answers for the whole, with whatever
    /// time of its own.
    /// </summary>
    public IReadOnlyList<ResponsibleShare> Shares =>
    [
        .. Spans.GroupBy(span => span.Agency)
            .Select(group => new ResponsibleShare(group.Key, group.Sum(span => span.Minutes), group.Select(span => span.Transfer).OfType<TransferId>().Distinct().Count()))
            .Concat(Spans.Any(span => span.Agency == Competent) ? [] : [new ResponsibleShare(Competent, 0, 0)])
            .OrderByDescending(share => share.Minutes).ThenBy(share => share.Agency.Code, StringComparer.Ordinal).ThenBy(share => share.Agency.Origin, StringComparer.Ordinal),
    ];

    /// <summary>
    /// Charges the time: to the open leg, of several to the one that ends last, else to the competent agency; while the clock stands still,
    /// to nobody.
    /// </summary>
    public static ResponsibilityTime Of(
        DeadlineLedger clock, WorkingCalendar calendar, ResponsibleAgency competent, IReadOnlyList<ResponsibleLeg> legs, DateTimeOffset now)
    {
        var spans = new List<ResponsibleSpan>();
        foreach (var (from, to) in clock.Running(now))
        {
            var last = from;
            foreach (var next in Turns(legs, from, to))
            {
                Charge(spans, new ResponsibleSpan(last, next, competent, null, calendar.MinutesBetween(last, next)), OpenAt(legs, last));
                last = next;
            }
        }

        return new ResponsibilityTime(competent, spans);
    }

    /// <summary>The instants in a stretch at which another party may begin, and its end.</summary>
    private static IEnumerable<DateTimeOffset> Turns(IReadOnlyList<ResponsibleLeg> legs, DateTimeOffset from, DateTimeOffset to) =>
        legs.SelectMany(leg => new[] { leg.SentAt, leg.ClosedAt ?? to }).Append(to).Where(at => at > from && at <= to).Distinct().Order();

    private static ResponsibleLeg? OpenAt(IReadOnlyList<ResponsibleLeg> legs, DateTimeOffset at) =>
        legs.Where(leg => leg.IsOpenAt(at)).Aggregate((ResponsibleLeg?)null, (last, leg) => last is null || leg.EndsAfter(last) ? leg : last);

    /// <summary>Adds a stretch for the party that has it; one that goes on is not a new span.</summary>
    private static void Charge(List<ResponsibleSpan> spans, ResponsibleSpan stretch, ResponsibleLeg? leg)
    {
        var span = leg is null ? stretch : stretch with { Agency = leg.Agency, Transfer = leg.Transfer };
        if (spans.Count > 0 && spans[^1] is var last && last.To == span.From && last.Agency == span.Agency && last.Transfer == span.Transfer)
        {
            spans[^1] = last with { To = span.To, Minutes = last.Minutes + span.Minutes };
        }
        else
        {
            spans.Add(span);
        }
    }
}

namespace OneStop.Linked;

/// <summary>
/// Who had a dossier, counted anew minute by minute: the open leg's agency, of several the one that ends last, the sender for a leg that
/// went the wrong way, else the competent agency; nobody while the clock stands still. What ran before a restart is not counted.
/// </summary>
internal sealed class Reckoning
{
    private readonly List<(DateTimeOffset Minute, string Agency)> charged = [];

    public Reckoning(Deadline clock, WorkingHours hours, string competent, IReadOnlyList<Leg> legs)
    {
        var end = clock.Entries.Single(entry => entry.Kind == "close").At;
        for (var minute = clock.StartsAt; minute < end; minute = minute.AddMinutes(1))
        {
            if (hours.Counts(minute) && !StandsStill(clock, minute))
            {
                charged.Add((minute, Holder(legs, minute) ?? competent));
            }
        }
    }

    public long Minutes => charged.Count;

    public long Of(string agency) => charged.Count(minute => minute.Agency == agency);

    /// <summary>Minutes of an agency in a stretch.</summary>
    public long Of(string agency, DateTimeOffset from, DateTimeOffset to) =>
        charged.Count(minute => minute.Agency == agency && minute.Minute >= from && minute.Minute < to);

    private static bool StandsStill(Deadline clock, DateTimeOffset minute) =>
        clock.Entries.LastOrDefault(entry => entry.At <= minute && entry.Kind is "pause" or "resume" or "restart") is { Kind: "pause" };

    private static string? Holder(IReadOnlyList<Leg> legs, DateTimeOffset minute)
    {
        var last = legs.Where(leg => leg.SentAt <= minute && minute < leg.EndedAt).MaxBy(leg => leg.EndedAt);
        return last is null ? null : WentWrong(last) ? last.FromAgency.Code : last.ToAgency.Code;
    }

    private static bool WentWrong(Leg leg) => leg.Status is "declined" or "rerouted" || leg is { Status: "recalled", AcceptedAt: null };
}

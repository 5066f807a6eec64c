using System.Collections.Concurrent;
using System.Globalization;
using OneStop.Processes;

namespace OneStop.Replay;

/// <summary>What the lives of a scenario share: the API, the opening hours, what the procedures demand, the codes given so far.</summary>
internal sealed class Office(ApiClient api, OpeningHours hours, Period period)
{
    private readonly ConcurrentDictionary<string, Procedure> procedures = new();

    public ApiClient Api => api;

    public OpeningHours Hours => hours;

    /// <summary>The codes given so far.</summary>
    public ConcurrentBag<string> Codes { get; } = [];

    public Procedure this[string procedure] => procedures[procedure];

    /// <summary>Looks up what a procedure demands in the version in force on the clock's day.</summary>
    public async Task Learn(string procedure) =>
        procedures[procedure] = (await api.Get($"/api/v1/procedures/{procedure}", null)).Demand<Procedure>();

    /// <summary>Reception, decision and return in one call: same-day procedures at the counter.</summary>
    public bool IsOnTheSpot(Cell cell) => cell is { Channel: "counter", Outcome: Ending.Early or Ending.OnTime } && this[cell.ProcedureCode].IsSameDay;

    /// <summary>The openings at which dossiers of a cell can come in so that they end as it says within the period.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> OpeningsFor(Cell cell)
    {
        // What is still open at the end may have come in at a closing: same-day procedures after 15:00 are due on the next day.
        var all = hours.Openings.Concat(cell.Outcome == Ending.InProgress ? hours.Closings : []).Order()
            .Where(at => OpeningHours.DayOf(at) >= cell.ReceivedFrom && OpeningHours.DayOf(at) <= cell.ReceivedTo).ToList();
        var (low, high) = (0, all.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = await EndsInPeriod(cell, all[middle]) ? (middle + 1, high) : (low, middle);
        }
        var fitting = cell.Outcome == Ending.InProgress ? all[low..] : all[..low];
        return fitting.Count > 0 ? fitting : throw new InvalidOperationException($"no opening for {cell.Outcome} {cell.ProcedureCode}");
    }

    /// <summary>When a dossier is closed that came in, or was supplemented, at an instant and is due at another.</summary>
    public DateTimeOffset EndOf(Cell cell, DateTimeOffset from, DateTimeOffset dueAt)
    {
        switch (cell.Outcome)
        {
            case Ending.Early:
                // A little before half of the term: not all sessions are of one length.
                var between = hours.Between(from, dueAt);
                return between[(int)(between.Count * 0.8 * (cell.ElapsedRatioMax ?? 0.5))];
            case Ending.Overdue or Ending.Unsolved:
                return hours.Next(dueAt);
            default:
                return dueAt;
        }
    }

    private async Task<bool> EndsInPeriod(Cell cell, DateTimeOffset from)
    {
        if (IsOnTheSpot(cell))
        {
            return true;
        }
        var answer = await api.Post("/api/v1/deadlines/calculate", null, new { procedure = cell.ProcedureCode, agency = cell.Agencies[0], from, channel = cell.Channel });
        var due = answer.Demand<Due>().DueAt;
        // What is supplemented begins its term anew, but ends before the first due date all the same.
        return OpeningHours.DayOf(cell.SupplementRequestsMax > 0 ? due : EndOf(cell, from, due)) <= period.To;
    }

    /// <summary>A result of a procedure, numbered and signed on a day.</summary>
    public object ResultOf(string procedure, int number, DateTimeOffset now) => new
    {
        typeCode = this[procedure].Results.Select(kind => kind.Code).FirstOrDefault(code => code is not null) ?? "KQ.0",
        number = string.Create(CultureInfo.InvariantCulture, $"{number:00000}"), issuedOn = OpeningHours.DayOf(now), signer = "Trần Thị Bình",
    };

    private sealed record Due(DateTimeOffset DueAt);
}

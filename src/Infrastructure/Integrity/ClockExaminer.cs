using System.Globalization;
using OneStop.Application.Calendar;
using OneStop.Application.Integrity;
using OneStop.Domain.Calendar;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Integrity;

/// <summary>Whether due instants are what their ledgers say, and the ledgers what the calendar says; whether rows have the version of their last event.</summary>
internal sealed class ClockExaminer(DbSession db, ICalendars calendars, TimeProvider clock)
{
    private const string Pending = "SELECT COUNT(*) FROM DueJobs j WHERE j.Kind = 'Reproject'";

    /// <summary>Asked once for each reading of a slice.</summary>
    private bool? changing;

    private const string Versions = """
        SELECT e.AggregateId, MAX(e.Version) AS Version
        FROM Events e
        WHERE e.AggregateId IN @Ids AND e.Aggregate = @Aggregate
        GROUP BY e.AggregateId
        """;

    /// <summary>Before a slice is read a second time: a calendar may have changed since the first.</summary>
    public void ReadAgain() => changing = null;

    /// <summary>What is wrong with a clock.</summary>
    /// <param name="dueAt">The due instant of the row.</param>
    public async Task<IntegrityFinding?> Of(string subject, DateTimeOffset? dueAt, DeadlineLedger ledger, string? template, CancellationToken ct)
    {
        if (dueAt != ledger.DueAt)
        {
            return new IntegrityFinding(FindingKind.DueDiffers, subject, Text(ledger.DueAt), Text(dueAt));
        }
        // A closed clock is not counted again; while a changed calendar is being counted in, clocks differ from it.
        if (template is null || ledger.IsClosed || (changing ??= await db.QueryOne<long>(Pending, null, ct) > 0) || await Again(ledger, template, ct) is not { } again || again == ledger.DueAt)
        {
            return null;
        }
        return new IntegrityFinding(FindingKind.DueNotByCalendar, subject, Text(again), Text(ledger.DueAt));
    }

    /// <summary>The rows whose version is not that of their last event.</summary>
    public async Task<IEnumerable<IntegrityFinding>> Versioned(string aggregate, IReadOnlyDictionary<string, int> rows, CancellationToken ct)
    {
        var logged = (await db.Query<VersionRow>(Versions, new { Ids = rows.Keys.ToArray(), Aggregate = aggregate }, ct)).ToDictionary(row => row.AggregateId, row => row.Version);
        return rows.Where(row => logged.GetValueOrDefault(row.Key) != row.Value).Select(row => new IntegrityFinding(
            FindingKind.VersionDiffers, row.Key, logged.GetValueOrDefault(row.Key).ToString(CultureInfo.InvariantCulture), row.Value.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The due instant counted again from the ledger; null where the calendar does not reach so far.</summary>
    private async Task<DateTimeOffset?> Again(DeadlineLedger ledger, string template, CancellationToken ct)
    {
        try
        {
            return ledger.Reproject(await calendars.Of(template, ct), clock.GetUtcNow(), null, "examined").DueAt;
        }
        catch (MissingCalendarYearException)
        {
            return null;
        }
    }

    private static string Text(DateTimeOffset? at) => at?.ToString("O", CultureInfo.InvariantCulture) ?? "-";

    private sealed record VersionRow
    {
        public required string AggregateId { get; init; }

        public required int Version { get; init; }
    }
}

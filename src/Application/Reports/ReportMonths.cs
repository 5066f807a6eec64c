using OneStop.Domain.Shared;

namespace OneStop.Application.Reports;

/// <summary>The calendar months of a period.</summary>
internal static class ReportMonths
{
    /// <summary>Those that a period touches, the first and the last only as far as it goes.</summary>
    public static IEnumerable<ReportPeriod> Of(DateOnly from, DateOnly to)
    {
        while (from <= to)
        {
            var last = new DateOnly(from.Year, from.Month, DateTime.DaysInMonth(from.Year, from.Month));
            yield return new ReportPeriod(from, last < to ? last : to);
            from = last.AddDays(1);
        }
    }

    /// <summary>Those of them that had begun at an instant.</summary>
    public static IEnumerable<ReportPeriod> Begun(DateOnly from, DateOnly to, DateTimeOffset asOf) =>
        Of(from, to).TakeWhile(month => month.From <= VietnamTime.DateOf(asOf));
}

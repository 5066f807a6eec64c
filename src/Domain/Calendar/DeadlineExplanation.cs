namespace OneStop.Domain.Calendar;

/// <summary>The deadline explains itself in one paragraph to print — giải trình thời hạn.</summary>
public static class DeadlineExplanation
{
    public static string Of(DeadlineLedger ledger, WorkingCalendar calendar, DateTimeOffset now, bool english) =>
        string.Join(' ', (english ? (DeadlineWords)new EnglishDeadlineWords() : new VietnameseDeadlineWords()).Sentences(ledger, calendar, now));
}

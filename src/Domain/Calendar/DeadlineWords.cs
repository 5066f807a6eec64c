namespace OneStop.Domain.Calendar;

internal abstract class DeadlineWords { public abstract IEnumerable<string> Sentences(DeadlineLedger l, WorkingCalendar c, DateTimeOffset now); }
internal sealed class EnglishDeadlineWords : DeadlineWords { public override IEnumerable<string> Sentences(DeadlineLedger l, WorkingCalendar c, DateTimeOffset now) => [$"Due {l.DueAt:o}."]; }
internal sealed class VietnameseDeadlineWords : DeadlineWords { public override IEnumerable<string> Sentences(DeadlineLedger l, WorkingCalendar c, DateTimeOffset now) => [$"Hạn {l.DueAt:o}."]; }

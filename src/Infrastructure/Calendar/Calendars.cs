using System.Collections.Concurrent;
using OneStop.Application.Calendar;
using OneStop.Domain.Calendar;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Calendar;

internal sealed class CalendarCache
{
    public Cached<KeptCalendars> Entries { get; } = new(Stamp.Calendar);
}

/// <summary>Everything about working time at one stamp; a working calendar is made when it is first asked for.</summary>
internal sealed class KeptCalendars(NationalCalendar national, IReadOnlyDictionary<string, KeptTemplate> templates)
{
    private readonly ConcurrentDictionary<string, WorkingCalendar> made = new(StringComparer.Ordinal);

    public NationalCalendar National => national;

    public IReadOnlyDictionary<string, KeptTemplate> Templates => templates;

    public WorkingCalendar Of(string template) => templates.TryGetValue(template, out var kept)
        ? made.GetOrAdd(template, _ => new WorkingCalendar(national, kept.Template))
        : throw new NotFoundException(CalendarBookRules.TemplateExists);
}

internal sealed class Calendars(DbSession db, Stamps stamps, CalendarCache cache) : ICalendars
{
    private const string SelectYears = "SELECT Version, Details FROM CalendarYears";

    private const string SelectTemplates = "SELECT Version, Details FROM WeeklyTemplates ORDER BY Name";

    public async ValueTask<WorkingCalendar> Of(string template, CancellationToken ct) => (await Kept(ct)).Of(template);

    public async ValueTask<NationalCalendar> National(CancellationToken ct) => (await Kept(ct)).National;

    public async ValueTask<IReadOnlyList<KeptTemplate>> Templates(CancellationToken ct) =>
        [.. (await Kept(ct)).Templates.Values.OrderBy(kept => kept.Template.Name, StringComparer.Ordinal)];

    private ValueTask<KeptCalendars> Kept(CancellationToken ct) => cache.Entries.Get(db, stamps, Load, ct);

    private async Task<KeptCalendars> Load(CancellationToken ct)
    {
        var years = await db.Query<CalendarRow>(SelectYears, null, ct);
        var templates = await db.Query<CalendarRow>(SelectTemplates, null, ct);
        return new KeptCalendars(
            new NationalCalendar(
                years.Select(row => Details.Read<CalendarYear>(row.Details)).ToDictionary(year => year.Year),
                version: years.Sum(row => row.Version)),
            templates.Select(row => new KeptTemplate(Details.Read<WeeklyTemplate>(row.Details), row.Version))
                .ToDictionary(kept => kept.Template.Name, StringComparer.Ordinal));
    }
}

using OneStop.Domain.Calendar;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Calendar;

internal sealed class CalendarRepository(DbSession db, Stamps stamps) : ICalendarRepository
{
    private const string SelectYear = "SELECT Version, Details FROM CalendarYears WHERE [Year] = @Year";

    private const string SelectTemplate = "SELECT Version, Details FROM WeeklyTemplates WHERE Name = @Name";

    private const string InsertYear = "INSERT INTO CalendarYears ([Year], Version, Details) VALUES (@Year, @Version, @Details)";

    private const string InsertTemplate = "INSERT INTO WeeklyTemplates (Name, Version, Details) VALUES (@Name, @Version, @Details)";

    private const string UpdateYear = """
        UPDATE CalendarYears
        SET Version = @Version, Details = @Details
        WHERE [Year] = @Year AND Version = @Before
        """;

    private const string UpdateTemplate = """
        UPDATE WeeklyTemplates
        SET Version = @Version, Details = @Details
        WHERE Name = @Name AND Version = @Before
        """;

    public async Task<CalendarYearBook?> FindYear(int year, CancellationToken ct) =>
        await db.QueryOne<CalendarRow>(SelectYear, new { Year = year }, ct) is { } row
            ? new CalendarYearBook(Details.Read<CalendarYear>(row.Details), row.Version)
            : null;

    public async Task<WeeklyTemplateBook?> FindTemplate(string name, CancellationToken ct) =>
        await db.QueryOne<CalendarRow>(SelectTemplate, new { Name = name }, ct) is { } row
            ? new WeeklyTemplateBook(Details.Read<WeeklyTemplate>(row.Details), row.Version)
            : null;

    public Task Save(CalendarYearBook year, CancellationToken ct)
    {
        var row = new { year.State.Year, Version = year.NextVersion, Before = year.Version, Details = Details.Write(year.State) };
        return Save(year, InsertYear, UpdateYear, row, CalendarBookRules.YearIsNew, ct);
    }

    public Task Save(WeeklyTemplateBook template, CancellationToken ct)
    {
        var row = new { template.State.Name, Version = template.NextVersion, Before = template.Version, Details = Details.Write(template.State) };
        return Save(template, InsertTemplate, UpdateTemplate, row, CalendarBookRules.TemplateIsNew, ct);
    }

    private async Task Save(Aggregate book, string insert, string update, object row, Rule unlessUnique, CancellationToken ct)
    {
        if (book.Version == 0)
        {
            await db.Insert(insert, row, unlessUnique, ct);
        }
        else if (await db.Execute(update, row, ct) == 0)
        {
            throw new StaleException(book.Kind, 0);
        }
        db.Touch(book);
        await stamps.Changed(Stamp.Calendar, ct);
    }
}

/// <summary>A year or a template as it is stored.</summary>
internal sealed record CalendarRow
{
    public required int Version { get; init; }

    public required string Details { get; init; }
}

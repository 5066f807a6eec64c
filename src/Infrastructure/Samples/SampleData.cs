using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OneStop.Application.Ports;
using OneStop.Application.Procedures;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Samples;

/// <summary>Section <c>Samples</c> of the configuration.</summary>
public sealed record SampleOptions
{
    /// <summary>Whether a first start loads the sample catalogue, agencies and calendars.</summary>
    public bool Load { get; init; } = true;
}

/// <summary>What a first start loads into an empty catalogue — dữ liệu mẫu.</summary>
internal sealed class SampleData(
    DbSession db, Stamps stamps, IUnitOfWork unitOfWork, IAgencyRepository agencies, ICalendarRepository calendars,
    IProcedureRepository procedures, IFields fields, SampleSuccessions successions, TimeProvider clock, ILogger<SampleData> log)
{
    private const string CountRows = """
        SELECT (SELECT COUNT(*) FROM Procedures) + (SELECT COUNT(*) FROM Agencies) + (SELECT COUNT(*) FROM CalendarYears) AS Loaded
        """;

    /// <summary>Loads the samples where they are wanted and nothing is there yet.</summary>
    public static async Task Load(IServiceProvider services, CancellationToken ct)
    {
        if (!services.GetRequiredService<SampleOptions>().Load)
        {
            return;
        }
        if (await IsEmpty(services, ct))
        {
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<SampleData>().Load(ct);
        }
    }

    private static async Task<bool> IsEmpty(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DbSession>().QueryOne<long>(CountRows, null, ct) == 0;
    }

    private Task<bool> Load(CancellationToken ct) => unitOfWork.InTransaction(
        async () =>
        {
            var began = Stopwatch.GetTimestamp();
            // The row lock makes a second process wait here and then see what the first one loaded.
            await stamps.Changed(Stamp.Catalogue, ct);
            if (await db.QueryOne<long>(CountRows, null, ct) > 0)
            {
                return false;
            }
            var now = clock.GetUtcNow();
            await LoadCalendar(now, ct);
            var all = SampleAgencies.All();
            foreach (var agency in all)
            {
                await agencies.Add(RegisteredAgency.Import(agency, now), ct);
            }
            await successions.Load(all, now, ct);
            await LoadProcedures(new SampleCatalogue(new AgencyTree(all)), now, ct);
            log.LogInformation("Loaded the sample data in {Milliseconds} ms", (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            return true;
        },
        ct);

    private async Task LoadCalendar(DateTimeOffset now, CancellationToken ct)
    {
        var file = SampleFiles.Calendar();
        foreach (var template in file.WeeklyTemplates)
        {
            await calendars.Save(WeeklyTemplateBook.Lay(template, now), ct);
        }
        foreach (var year in file.Years)
        {
            await calendars.Save(CalendarYearBook.Lay(YearOf(year), now), ct);
        }
    }

    private async Task LoadProcedures(SampleCatalogue samples, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var name in SampleFiles.Procedures().Select(sample => sample.FieldName).Distinct())
        {
            await fields.Ensure(new Field { Code = FoldedText.Slug(name), Name = name }, ct);
        }
        foreach (var state in samples.Procedures())
        {
            await procedures.Add(Procedure.Import(state, now), ct);
        }
    }

    private static CalendarYear YearOf(SampleYear year) => new()
    {
        Year = year.Year,
        DaysOff = [.. year.DaysOff.Select(DayOf)],
        WorkedDays = [.. year.WorkedSaturdays.Select(day => new WorkedDay(day.Date, day.InsteadOf, day.Reason, day.Verified))],
        HolidaysOnWeekend = [.. year.HolidaysOnWeekend.Select(DayOf)],
    };

    private static DayOff DayOf(SampleDay day) =>
        new(day.Date, day.Name, day.Kind, day.Compensates, day.WorkedInstead, day.Reason, day.Verified);
}

using FluentValidation;
using MediatR;
using OneStop.Application.Jobs;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Calendar;
using OneStop.Domain.Shared;

namespace OneStop.Application.Calendar;

/// <summary>Opening hours of a week under a name — giờ làm việc trong tuần.</summary>
public sealed record WeeklyTemplateView
{
    public required string Name { get; init; }

    public required int Version { get; init; }

    /// <summary>Sessions per day in order; a day that is missing or empty is closed. Terms count Monday to Friday.</summary>
    public required IReadOnlyDictionary<DayOfWeek, IReadOnlyList<Session>> Days { get; init; }

    public string? Note { get; init; }

    internal static WeeklyTemplateView Of(WeeklyTemplate template, int version) =>
        new() { Name = template.Name, Version = version, Days = template.Days, Note = template.Note };
}

/// <summary>All weekly templates — danh sách lịch tuần.</summary>
[Allows(Permission.Public)]
public sealed record ListWeeklyTemplates(PageRequest Page) : IQuery<Page<WeeklyTemplateView>>;

internal sealed class ListWeeklyTemplatesValidator : AbstractValidator<ListWeeklyTemplates>
{
    public ListWeeklyTemplatesValidator() => this.Page(query => query.Page);
}

internal sealed class ListWeeklyTemplatesHandler(ICalendars calendars) : IRequestHandler<ListWeeklyTemplates, Page<WeeklyTemplateView>>
{
    public async Task<Page<WeeklyTemplateView>> Handle(ListWeeklyTemplates query, CancellationToken ct) => Pages.Cut(
        query.Page,
        [.. (await calendars.Templates(ct)).Select(kept => WeeklyTemplateView.Of(kept.Template, kept.Version))],
        template => template.Name);
}

/// <summary>Enter or change a weekly template — thêm, điều chỉnh lịch tuần.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record WriteWeeklyTemplate(string Name, WeeklyHours Hours) : ICommand<WeeklyTemplateView>;

/// <summary>The hours of a template.</summary>
public sealed record WeeklyHours
{
    public required IReadOnlyDictionary<DayOfWeek, IReadOnlyList<Session>> Days { get; init; }

    public string? Note { get; init; }
}

internal sealed class WriteWeeklyTemplateValidator : AbstractValidator<WriteWeeklyTemplate>
{
    public WriteWeeklyTemplateValidator()
    {
        RuleFor(c => c.Name).Must(name => name.Length <= 60 && FoldedText.IsSlug(name)).OverridePropertyName("name");
        RuleFor(c => c.Hours.Days).Must(days => days.Values.All(sessions => sessions is { Count: <= 10 }))
            .WithState(_ => FieldRules.WithinLength).OverridePropertyName("days");
        RuleFor(c => c.Hours.Note).MaximumLength(400).OverridePropertyName("note");
    }
}

internal sealed class WriteWeeklyTemplateHandler(ICalendarRepository calendars, IDueJobs jobs, ICaller caller, TimeProvider clock)
    : IRequestHandler<WriteWeeklyTemplate, WeeklyTemplateView>
{
    public async Task<WeeklyTemplateView> Handle(WriteWeeklyTemplate command, CancellationToken ct)
    {
        var template = new WeeklyTemplate { Name = command.Name, Days = command.Hours.Days, Note = command.Hours.Note };
        if (template.Faults().ToList() is { Count: > 0 } faults)
        {
            throw new InvalidInputException(faults);
        }
        var book = await calendars.FindTemplate(command.Name, ct);
        if (book is null)
        {
            book = WeeklyTemplateBook.Lay(template, clock.GetUtcNow());
        }
        else
        {
            caller.DemandVersion(book.Kind, book.Version);
            book.Change(template, clock.GetUtcNow());
            await jobs.Schedule(DueJob.ReprojectAll(clock.GetUtcNow()), ct);
        }
        await calendars.Save(book, ct);
        return WeeklyTemplateView.Of(book.State, book.NextVersion);
    }
}

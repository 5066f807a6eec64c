using System.Text.RegularExpressions;
using FluentValidation;
using MediatR;
using OneStop.Application.Calendar;
using OneStop.Application.Pipeline;
using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;

namespace OneStop.Application.Agencies;

/// <summary>Enter an agency into the register — thêm cơ quan.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record RegisterAgency : ICommand<AgencyView>
{
    /// <summary>Identifier code, never given out before.</summary>
    public required string Code { get; init; }

    public string? LegacyCode { get; init; }

    public required string Name { get; init; }

    public required AgencyKind Kind { get; init; }

    public required AgencyLevel Level { get; init; }

    public string? Parent { get; init; }

    public string? AreaCode { get; init; }

    public DateOnly? EffectiveFrom { get; init; }

    public DateOnly? EffectiveTo { get; init; }

    public IReadOnlyDictionary<string, string> Links { get; init; } = new Dictionary<string, string>();

    /// <summary>Name of a weekly template.</summary>
    public required string WorkingHours { get; init; }

    public IReadOnlyList<string> Divisions { get; init; } = [];

    public IReadOnlyList<DatedCodeTemplate> CodeTemplates { get; init; } = [];

    public string? Note { get; init; }
}

internal sealed partial class RegisterAgencyValidator : AbstractValidator<RegisterAgency>
{
    public RegisterAgencyValidator()
    {
        RuleFor(c => c.Code).Must(code => code.Length <= 35 && AgencyCode().IsMatch(code)).WithState(_ => AgencyRules.CodeIsWellFormed);
        RuleFor(c => c.Name).NotEmpty().MaximumLength(400);
        RuleFor(c => c.Note).MaximumLength(1_000);
        RuleFor(c => c.Divisions).Must(AgencyShape.AreNames).WithState(_ => FieldRules.WithinLength);
        RuleFor(c => c.Links).Must(AgencyShape.AreLinks).WithState(_ => FieldRules.InList);
        RuleFor(c => c.CodeTemplates).Must(AgencyShape.AreTemplates).WithState(_ => FieldRules.WellFormed);
    }

    [GeneratedRegex(@"^[A-Z][0-9]{2}(\.[0-9A-Z]+)*\z")]
    private static partial Regex AgencyCode();
}

internal sealed class RegisterAgencyHandler(IAgencyRepository agencies, IAgencies all, ICalendars calendars, TimeProvider clock)
    : IRequestHandler<RegisterAgency, AgencyView>
{
    public async Task<AgencyView> Handle(RegisterAgency command, CancellationToken ct)
    {
        await calendars.DemandTemplate(command.WorkingHours, ct);
        var registered = RegisteredAgency.Register(AgencyOf(command), await all.Tree(ct), clock.GetUtcNow());
        await agencies.Add(registered, ct);
        return AgencyView.Of(registered.State, await all.Tree(ct));
    }

    private static Agency AgencyOf(RegisterAgency command) => new()
    {
        Code = command.Code, LegacyCode = command.LegacyCode, Name = command.Name, Kind = command.Kind, Level = command.Level,
        Parent = command.Parent, AreaCode = command.AreaCode, EffectiveFrom = command.EffectiveFrom, EffectiveTo = command.EffectiveTo,
        Links = command.Links, WorkingHours = command.WorkingHours, Divisions = command.Divisions, CodeTemplates = command.CodeTemplates,
        Note = command.Note,
    };
}

/// <summary>The shape of what an agency carries; null stands for "not sent".</summary>
internal static partial class AgencyShape
{
    private const int MostRows = 200;

    private static readonly string[] LinkNames = ["taxOffice", "landOffice", "police", "socialInsurance"];

    public static bool AreNames(IReadOnlyList<string>? names) =>
        names is null || (names.Count <= MostRows && names.All(name => name is { Length: > 0 and <= 200 }));

    public static bool AreLinks(IReadOnlyDictionary<string, string>? links) =>
        links is null || links.All(link => LinkNames.Contains(link.Key) && link.Value is not null);

    /// <summary>A code template cannot give the same code twice: it has the agency, the day and the daily number, each once.</summary>
    public static bool AreTemplates(IReadOnlyList<DatedCodeTemplate>? templates) =>
        templates is null || (templates.Count <= MostRows && templates.All(dated => dated is { Template.Length: <= 40 } && Template().IsMatch(dated.Template)));

    [GeneratedRegex(@"^[0-9A-Za-z.\-]*\{(code|legacyCode)\}[0-9A-Za-z.\-]*\{(yyMMdd|yyyyMMdd)\}[0-9A-Za-z.\-]*\{(0000|0000000)\}\z")]
    private static partial Regex Template();
}

internal static class KnownTemplates
{
    /// <summary>Demands that there is such a weekly template.</summary>
    public static async Task DemandTemplate(this ICalendars calendars, string name, CancellationToken ct)
    {
        if (!(await calendars.Templates(ct)).Any(kept => kept.Template.Name == name))
        {
            throw new InvalidInputException("workingHours", AgencyRules.WorkingHoursAreKnown);
        }
    }
}

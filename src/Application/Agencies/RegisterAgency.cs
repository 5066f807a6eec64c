using System.Text.RegularExpressions;
using FluentValidation;
using MediatR;
using OneStop.Application.Calendar;
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

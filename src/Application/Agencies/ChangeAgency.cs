using FluentValidation;
using MediatR;
using OneStop.Application.Calendar;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;

namespace OneStop.Application.Agencies;

/// <summary>Change what is known of an agency; what is left out stays — cập nhật cơ quan.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record ChangeAgency(string Code, AgencyChange Change) : ICommand<AgencyView>;

/// <summary>The fields to change; code, kind and level stay for ever.</summary>
public sealed record AgencyChange
{
    public string? LegacyCode { get; init; }

    public string? Name { get; init; }

    public string? Parent { get; init; }

    public string? AreaCode { get; init; }

    public DateOnly? EffectiveFrom { get; init; }

    public DateOnly? EffectiveTo { get; init; }

    public IReadOnlyDictionary<string, string>? Links { get; init; }

    /// <summary>Name of a weekly template; running clocks keep theirs.</summary>
    public string? WorkingHours { get; init; }

    public IReadOnlyList<string>? Divisions { get; init; }

    public IReadOnlyList<DatedCodeTemplate>? CodeTemplates { get; init; }

    public string? Note { get; init; }

    internal Agency To(Agency agency) => agency with
    {
        LegacyCode = LegacyCode ?? agency.LegacyCode,
        Name = Name ?? agency.Name,
        Parent = Parent ?? agency.Parent,
        AreaCode = AreaCode ?? agency.AreaCode,
        EffectiveFrom = EffectiveFrom ?? agency.EffectiveFrom,
        EffectiveTo = EffectiveTo ?? agency.EffectiveTo,
        Links = Links ?? agency.Links,
        WorkingHours = WorkingHours ?? agency.WorkingHours,
        Divisions = Divisions ?? agency.Divisions,
        CodeTemplates = CodeTemplates ?? agency.CodeTemplates,
        Note = Note ?? agency.Note,
    };
}

internal sealed class ChangeAgencyValidator : AbstractValidator<ChangeAgency>
{
    public ChangeAgencyValidator()
    {
        RuleFor(c => c.Change.Name).Length(1, 400).OverridePropertyName("name");
        RuleFor(c => c.Change.Note).MaximumLength(1_000).OverridePropertyName("note");
        RuleFor(c => c.Change.Divisions).Must(AgencyShape.AreNames).WithState(_ => FieldRules.WithinLength).OverridePropertyName("divisions");
        RuleFor(c => c.Change.Links).Must(AgencyShape.AreLinks).WithState(_ => FieldRules.InList).OverridePropertyName("links");
        RuleFor(c => c.Change.CodeTemplates).Must(AgencyShape.AreTemplates).WithState(_ => FieldRules.WellFormed).OverridePropertyName("codeTemplates");
    }
}

internal sealed class ChangeAgencyHandler(
    IAgencyRepository agencies, IAgencies all, ICalendars calendars, ICaller caller, TimeProvider clock)
    : IRequestHandler<ChangeAgency, AgencyView>
{
    public async Task<AgencyView> Handle(ChangeAgency command, CancellationToken ct)
    {
        var agency = await agencies.Find(command.Code, ct) ?? throw new NotFoundException(AgencyRules.Exists);
        caller.DemandVersion(agency.Kind, agency.Version);
        if (command.Change.WorkingHours is { } template)
        {
            await calendars.DemandTemplate(template, ct);
        }

        agency.Change(command.Change.To, await all.Tree(ct), clock.GetUtcNow());
        await agencies.Save(agency, ct);
        return AgencyView.Of(agency.State, await all.Tree(ct));
    }
}

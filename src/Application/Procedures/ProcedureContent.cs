using System.Globalization;
using FluentValidation;
using OneStop.Application.Pipeline;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Procedures;

/// <summary>What an editor writes into a version; keys that are left out follow from names and positions — nội dung thủ tục.</summary>
public record ProcedureContent
{
    public required string Name { get; init; }

    /// <summary>Code of the field; a new one is entered where its name comes with it.</summary>
    public required string Field { get; init; }

    /// <summary>Name of a field that is not in the list yet.</summary>
    public string? FieldName { get; init; }

    public required AgencyLevel Level { get; init; }

    public IReadOnlyList<AgencyLevel> AlsoLevels { get; init; } = [];

    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>Last day in force.</summary>
    public DateOnly? EffectiveTo { get; init; }

    public IReadOnlyList<Channel> Channels { get; init; } = [Channel.Counter, Channel.Online, Channel.Postal];

    public ServiceLevel? Service { get; init; }

    /// <summary>Online level 1–4 of Decree 43/2011/NĐ-CP.</summary>
    public int? OnlineLevel2018 { get; init; }

    public required IReadOnlyList<CaseContent> Cases { get; init; }

    public IReadOnlyList<ComponentContent> Components { get; init; } = [];

    public FeePolicy FeePolicy { get; init; } = FeePolicy.Unknown;

    public IReadOnlyList<FeeLine> Fees { get; init; } = [];

    public IReadOnlyList<ResultKind> Results { get; init; } = [];

    public SupplementPolicy SupplementPolicy { get; init; } = SupplementPolicy.Restart;

    /// <summary>Working days from reception in which a request restarts the clock.</summary>
    public int SupplementWindow { get; init; } = SupplementClock.DefaultWindow;

    public int SupplementRounds { get; init; } = 1;

    /// <summary>After how long an unanswered supplement closes the dossier; 30 calendar days where absent.</summary>
    public TimeLimit? SupplementTerm { get; init; }

    /// <summary>In how much working time an online dossier must be accepted or refused; 8 hours where absent.</summary>
    public TimeLimit? AcceptanceTerm { get; init; }

    public TimeOnly? CutOff { get; init; }

    public IReadOnlyList<RouteContent> Routes { get; init; } = [];

    /// <summary>The escalation ladder, lowest rung first: at most ten, each later than the one before.</summary>
    public IReadOnlyList<EscalationRung> Escalation { get; init; } = [];

    /// <summary>Whether its dossiers are seen only by those who must work on them, their superiors and controllers.</summary>
    public bool Confidential { get; init; }

    /// <summary>Years from the end of a dossier after which its personal data are erased, 1 to 100; the general term where absent.</summary>
    public int? RetentionYears { get; init; }

    /// <summary>Law and decision it rests on.</summary>
    public string? Source { get; init; }

    internal ProcedureVersion ToVersion() => new()
    {
        Number = 0, Name = Name, Field = Field, Level = Level, AlsoLevels = AlsoLevels, EffectiveFrom = EffectiveFrom, EffectiveTo = EffectiveTo,
        Channels = Channels, Service = Service, OnlineLevel2018 = OnlineLevel2018, Cases = [.. Cases.Select(known => known.ToCase())],
        Components = [.. Components.Select((part, i) => part.ToComponent(i + 1))], FeePolicy = FeePolicy, Fees = Fees, Results = Results,
        SupplementPolicy = SupplementPolicy, SupplementWindow = SupplementWindow, SupplementRounds = SupplementRounds,
        SupplementTerm = SupplementTerm ?? new TimeLimit(30, TimeUnit.CalendarDay),
        AcceptanceTerm = AcceptanceTerm ?? new TimeLimit(8, TimeUnit.Hour), CutOff = CutOff,
        Routes = [.. Routes.Select(route => route.ToRoute())], Escalation = Escalation, Source = Source,
        Confidential = Confidential, RetentionYears = RetentionYears,
    };
}

/// <summary>A case as an editor writes it — trường hợp giải quyết.</summary>
public sealed record CaseContent
{
    /// <summary>Slug of the name where absent.</summary>
    public string? Key { get; init; }

    public required string Name { get; init; }

    public required TimeLimit Limit { get; init; }

    public Channel? Channel { get; init; }

    internal ProcedureCase ToCase() => new(Key ?? FoldedText.Slug(Name), Name, Limit, Channel);
}

/// <summary>A part of the dossier as an editor writes it — thành phần hồ sơ.</summary>
public sealed record ComponentContent
{
    /// <summary>01, 02, … by position where absent.</summary>
    public string? Code { get; init; }

    public required string Name { get; init; }

    public bool Required { get; init; } = true;

    public int Originals { get; init; }

    public int CertifiedCopies { get; init; }

    public int Photocopies { get; init; }

    internal Component ToComponent(int position) => new(
        Code ?? position.ToString("00", CultureInfo.InvariantCulture), Name, Required, Originals, CertifiedCopies, Photocopies);
}

internal sealed class ProcedureContentValidator : AbstractValidator<ProcedureContent>
{
    private const int MostRows = 200;

    public ProcedureContentValidator()
    {
        RuleFor(c => c.Name).NotEmpty().MaximumLength(1_000);
        RuleFor(c => c.Field).NotEmpty().MaximumLength(120);
        RuleFor(c => c.FieldName).MaximumLength(400);
        RuleFor(c => c.OnlineLevel2018).InclusiveBetween(1, 4);
        RuleFor(c => c.RetentionYears).InclusiveBetween(1, 100);
        RuleFor(c => c.Cases).Must(Fits).WithState(_ => FieldRules.WithinLength);
        RuleFor(c => c.Components).Must(Fits).WithState(_ => FieldRules.WithinLength);
        RuleFor(c => c.Fees).Must(Fits).WithState(_ => FieldRules.WithinLength);
        RuleFor(c => c.Results).Must(Fits).WithState(_ => FieldRules.WithinLength);
        RuleFor(c => c.Routes).Must(Fits).WithState(_ => FieldRules.WithinLength);
        RuleFor(c => c.Escalation).Must(Fits).WithState(_ => FieldRules.WithinLength);
        RuleForEach(c => c.Fees).Must(fee => fee is { Name: not null, Per: not null }).WithState(_ => FieldRules.Required);
        RuleForEach(c => c.Results).Must(result => result is { Name: not null }).WithState(_ => FieldRules.Required);
        RuleForEach(c => c.Routes).Must(route => route is not null && StepsFit(route.Steps)).WithState(_ => FieldRules.WithinLength);
    }

    /// <summary>Not too long, and without holes: JSON may hold null where a row is wanted.</summary>
    private static bool Fits<T>(IReadOnlyList<T> rows) => rows.Count <= MostRows && rows.All(row => row is not null);

    private static bool StepsFit(IReadOnlyList<StepContent> steps) =>
        Fits(steps) && steps.All(step => step.Transfer is null || StepsFit(step.Transfer.InnerSteps));
}

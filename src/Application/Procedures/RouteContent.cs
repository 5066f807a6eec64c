using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Procedures;

/// <summary>A route as an editor writes it — quy trình nội bộ.</summary>
public sealed record RouteContent
{
    public required string Key { get; init; }

    /// <summary>The competent agency it is for; the default of the version where absent.</summary>
    public string? Agency { get; init; }

    /// <summary>The case it is for; every case where absent.</summary>
    public string? Case { get; init; }

    public DateOnly? EffectiveFrom { get; init; }

    public DateOnly? EffectiveTo { get; init; }

    public required IReadOnlyList<StepContent> Steps { get; init; }

    internal Route ToRoute() => new()
    {
        Key = Key, Agency = Agency, Case = Case, EffectiveFrom = EffectiveFrom, EffectiveTo = EffectiveTo,
        Steps = [.. Steps.Select(step => step.ToStep())],
    };
}

/// <summary>A step as an editor writes it — bước xử lý.</summary>
public sealed record StepContent
{
    /// <summary>Slug of the name where absent.</summary>
    public string? Key { get; init; }

    public required string Name { get; init; }

    /// <summary>Who works on it; handler for a leg where absent.</summary>
    public Role Role { get; init; } = Role.Handler;

    public string? Division { get; init; }

    /// <summary>Planned hours, 8 to a day of the limit.</summary>
    public int LimitHours { get; init; }

    public bool Decides { get; init; }

    public LegContent? Transfer { get; init; }

    internal RouteStep ToStep() => new(Key ?? FoldedText.Slug(Name), Name, Role, Division, LimitHours, Transfer?.ToTransfer(), Decides);
}

/// <summary>A leg at another agency as an editor writes it — bước liên thông.</summary>
public sealed record LegContent
{
    public required TransferKind Kind { get; init; }

    /// <summary>A code, or `self`, `parent`, `province`, `taxOffice`, `landOffice`, `police`, `socialInsurance`.</summary>
    public required string ToAgency { get; init; }

    public TimeLimit? Limit { get; init; }

    public string? ParallelGroup { get; init; }

    public bool SilenceMeansConsent { get; init; }

    public bool PausesForFinancialObligation { get; init; }

    public IReadOnlyList<StepContent> InnerSteps { get; init; } = [];

    internal RouteTransfer ToTransfer() => new(
        Kind, ToAgency, Limit, ParallelGroup, SilenceMeansConsent, PausesForFinancialObligation, [.. InnerSteps.Select(step => step.ToStep())]);
}

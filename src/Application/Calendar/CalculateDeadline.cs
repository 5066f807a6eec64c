using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Calendar;

/// <summary>What date would follow — tính thử hạn trả kết quả.</summary>
[Allows(Permission.Public)]
public sealed record CalculateDeadline : IQuery<DeadlineView>
{
    /// <summary>Code of a procedure; its version in force at the start gives the limit.</summary>
    public string? Procedure { get; init; }

    /// <summary>Key of a case; needed where the procedure has several that the channel does not tell apart.</summary>
    public string? Case { get; init; }

    /// <summary>A limit instead of a procedure's.</summary>
    public TimeLimit? Limit { get; init; }

    /// <summary>Where the dossier is filed or resolved; the hours are those of the competent agency.</summary>
    public required string Agency { get; init; }

    /// <summary>The instant of reception.</summary>
    public required DateTimeOffset From { get; init; }

    public Channel? Channel { get; init; }
}

internal sealed class CalculateDeadlineValidator : AbstractValidator<CalculateDeadline>
{
    public CalculateDeadlineValidator()
    {
        RuleFor(q => q.Procedure).NotEmpty().When(q => q.Limit is null);
        RuleFor(q => q.Limit).Must(limit => limit is null || limit.Value.IsValid).WithState(_ => ProcedureRules.LimitIsValid);
    }
}

internal sealed class CalculateDeadlineHandler(IProcedureRepository procedures, IAgencies agencies, ICalendars calendars, ICaller caller)
    : IRequestHandler<CalculateDeadline, DeadlineView>
{
    public async Task<DeadlineView> Handle(CalculateDeadline query, CancellationToken ct)
    {
        var tree = await agencies.Tree(ct);
        var agency = tree.Find(tree.CompetentFor(query.Agency)) ?? throw new InvalidInputException("agency", AgencyRules.IsKnown);
        var calendar = await calendars.Of(agency.WorkingHours, ct);
        var ledger = DeadlineLedger.Start(await Terms(query, ct), calendar, query.From, actor: null);
        return DeadlineView.Of("whatIf", ledger, calendar, query.From, caller.English);
    }

    private async Task<ClockTerms> Terms(CalculateDeadline query, CancellationToken ct)
    {
        if (query.Procedure is not { } code)
        {
            return new ClockTerms { Limit = query.Limit!.Value };
        }
        var procedure = await procedures.Find(code, ct) ?? throw new InvalidInputException("procedure", ProcedureRules.Exists);
        var version = procedure.InForceOn(VietnamTime.DateOf(query.From)) ?? throw new InvalidInputException("procedure", ProcedureRules.VersionExists);
        return new ClockTerms { Limit = query.Limit ?? CaseOf(query, version).Limit, CutOff = version.CutOff, LegalBasis = version.Source };
    }

    private static ProcedureCase CaseOf(CalculateDeadline query, ProcedureVersion version)
    {
        if (query.Case is { } key)
        {
            return version.Cases.FirstOrDefault(known => known.Key == key) ?? throw new InvalidInputException("case", ProcedureRules.CaseIsKnown);
        }
        var fitting = version.Cases.Where(known => known.Channel is null || query.Channel is null || known.Channel == query.Channel).ToList();
        return fitting is [var only] ? only : throw new InvalidInputException("case", FieldRules.Required);
    }
}

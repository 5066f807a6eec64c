using FluentValidation;
using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Dossiers;

/// <summary>Check a filing without writing anything: the same errors, and the deadline that would result — kiểm tra hồ sơ trước khi nộp.</summary>
[Allows(Permission.FileDossiers)]
public sealed record ValidateFiling(FileDossier Filing) : IQuery<FilingCheck>;

/// <summary>What would come of a filing.</summary>
/// <param name="Status">The status it would have.</param>
/// <param name="DueAt">When the result would be due; null where reception is still to be decided.</param>
/// <param name="AcceptBy">Until when reception would be decided.</param>
public sealed record FilingCheck(bool Valid, DossierStatus Status, DateTimeOffset? DueAt, DateOnly? DueOn, DateTimeOffset? AcceptBy, string? Explanation)
{
    internal static FilingCheck Of(DossierState state, Circumstances on, bool english) => new(
        true, state.Status, state.DueAt, state.Details.Clock?.DueOn, state.Details.AcceptBy,
        state.Details.Clock is { } clock ? DeadlineExplanation.Of(clock, on.Calendar, on.Now, english) : null);
}

internal sealed class ValidateFilingValidator : AbstractValidator<ValidateFiling>
{
    public ValidateFilingValidator() => RuleFor(query => query.Filing).SetValidator(new FileDossierValidator()).OverridePropertyName("");
}

internal sealed class ValidateFilingHandler(Intake intake, IDossierRepository dossiers, DossierDesk desk, ICaller caller) : IRequestHandler<ValidateFiling, FilingCheck>
{
    public async Task<FilingCheck> Handle(ValidateFiling query, CancellationToken ct)
    {
        var arrival = await intake.Prepare(query.Filing, desk.Now, ct);
        var dossier = arrival.Enter("");
        await arrival.DemandFiledOnce(dossier, dossiers, ct);
        return FilingCheck.Of(dossier.State, arrival.On, caller.English);
    }
}

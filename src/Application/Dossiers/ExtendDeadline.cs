using FluentValidation;
using MediatR;
using OneStop.Application.Pipeline;
using OneStop.Domain.Calendar;

namespace OneStop.Application.Dossiers;

/// <summary>More time, once, at the latest on the day before the due date — gia hạn.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record ExtendDeadline(string Id, TimeLimit By, string Reason) : ICommand<DossierView>;

internal sealed class ExtendDeadlineValidator : AbstractValidator<ExtendDeadline>
{
    public ExtendDeadlineValidator()
    {
        RuleFor(c => c.By).Must(by => by.IsValid && by.Unit is TimeUnit.WorkingDay or TimeUnit.CalendarDay or TimeUnit.Month)
            .WithState(_ => FieldRules.WithinRange);
        RuleFor(c => c.Reason).NotEmpty().MaximumLength(2_000);
    }
}

internal sealed class ExtendDeadlineHandler(DossierDesk desk) : IRequestHandler<ExtendDeadline, DossierView>
{
    public Task<DossierView> Handle(ExtendDeadline command, CancellationToken ct) =>
        desk.Act(command.Id, (dossier, on) => dossier.Extend(command.By, command.Reason, on), ct);
}

/// <summary>Apologise for a delay with a new expected date — xin lỗi và hẹn lại ngày trả.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record Apologise(string Id, string Reason, DateOnly ExpectedOn) : ICommand<DossierView>;

internal sealed class ApologiseValidator : AbstractValidator<Apologise>
{
    public ApologiseValidator() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(2_000);
}

internal sealed class ApologiseHandler(DossierDesk desk) : IRequestHandler<Apologise, DossierView>
{
    public Task<DossierView> Handle(Apologise command, CancellationToken ct) =>
        desk.Act(command.Id, (dossier, on) => dossier.Apologise(command.Reason, command.ExpectedOn, on), ct);
}

using FluentValidation;
using MediatR;

namespace OneStop.Application.Dossiers;

/// <summary>End the current step — hoàn thành bước.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record CompleteStep(string Id, string? Note) : ICommand<DossierView>;

internal sealed class CompleteStepValidator : AbstractValidator<CompleteStep>
{
    public CompleteStepValidator() => RuleFor(c => c.Note).MaximumLength(2_000);
}

internal sealed class CompleteStepHandler(DossierDesk desk) : IRequestHandler<CompleteStep, DossierView>
{
    public Task<DossierView> Handle(CompleteStep command, CancellationToken ct) =>
        desk.Act(command.Id, (dossier, on) => dossier.CompleteStep(command.Note, on), ct);
}

/// <summary>Send it back to an earlier step — trả lại bước trước.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record SendBackStep(string Id, string ToStep, string Reason) : ICommand<DossierView>;

internal sealed class SendBackStepValidator : AbstractValidator<SendBackStep>
{
    public SendBackStepValidator()
    {
        RuleFor(c => c.ToStep).NotEmpty().MaximumLength(60);
        RuleFor(c => c.Reason).NotEmpty().MaximumLength(2_000);
    }
}

internal sealed class SendBackStepHandler(DossierDesk desk) : IRequestHandler<SendBackStep, DossierView>
{
    public Task<DossierView> Handle(SendBackStep command, CancellationToken ct) =>
        desk.Act(command.Id, (dossier, on) => dossier.SendBack(command.ToStep, command.Reason, on), ct);
}

/// <summary>Take the step back before the next official began — thu hồi.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record RecallStep(string Id) : ICommand<DossierView>;

internal sealed class RecallStepHandler(DossierDesk desk) : IRequestHandler<RecallStep, DossierView>
{
    public Task<DossierView> Handle(RecallStep command, CancellationToken ct) =>
        desk.Act(command.Id, (dossier, on) => dossier.Recall(on), ct);
}

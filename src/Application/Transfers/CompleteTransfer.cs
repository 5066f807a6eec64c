using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Application.Pipeline;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Transfers;

/// <summary>The work of a leg is done — hoàn thành chặng liên thông.</summary>
/// <param name="Outcome">Needed on a leg that decides, and only there.</param>
/// <param name="Result">Needed on a leg that decides.</param>
/// <param name="Note">Needed for a refusal.</param>
/// <param name="Documents">What comes back, by reference.</param>
[Allows(Permission.WorkOnDossiers)]
public sealed record CompleteTransfer(string Id, Outcome? Outcome, Result? Result, string? Note, IReadOnlyList<Document> Documents)
    : ICommand<TransferView>;

internal sealed class CompleteTransferValidator : AbstractValidator<CompleteTransfer>
{
    public CompleteTransferValidator()
    {
        RuleFor(c => c.Result).SetValidator(new ResultShape()!).When(c => c.Result is not null);
        RuleFor(c => c.Note).MaximumLength(2_000);
        RuleFor(c => c.Documents).Must(list => list.Count <= 50).WithState(_ => FieldRules.WithinLength);
        RuleForEach(c => c.Documents).SetValidator(new DocumentShape());
    }
}

internal sealed class CompleteTransferHandler(TransferDesk desk) : IRequestHandler<CompleteTransfer, TransferView>
{
    public Task<TransferView> Handle(CompleteTransfer command, CancellationToken ct) => desk.Act(
        command.Id,
        work =>
        {
            work.Transfer.Complete(command.Outcome, command.Result, command.Note, command.Documents, work.On);
            work.Dossier.EndLeg(work.Transfer, work.DossierOn);
        },
        ct);
}

/// <summary>End the current inner step of a leg — hoàn thành bước của chặng.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record CompleteTransferStep(string Id, string? Note) : ICommand<TransferView>;

internal sealed class CompleteTransferStepValidator : AbstractValidator<CompleteTransferStep>
{
    public CompleteTransferStepValidator() => RuleFor(c => c.Note).MaximumLength(2_000);
}

internal sealed class CompleteTransferStepHandler(TransferDesk desk) : IRequestHandler<CompleteTransferStep, TransferView>
{
    public Task<TransferView> Handle(CompleteTransferStep command, CancellationToken ct) =>
        desk.Act(command.Id, work => work.Transfer.CompleteStep(command.Note, work.On), ct);
}

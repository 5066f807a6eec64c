using FluentValidation;
using MediatR;

namespace OneStop.Application.Transfers;

/// <summary>Take a transfer back before it is opened — thu hồi.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record RecallTransfer(string Id, string Reason) : ICommand<TransferView>;

internal sealed class RecallTransferValidator : AbstractValidator<RecallTransfer>
{
    public RecallTransferValidator() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(2_000);
}

internal sealed class RecallTransferHandler(TransferDesk desk) : IRequestHandler<RecallTransfer, TransferView>
{
    public Task<TransferView> Handle(RecallTransfer command, CancellationToken ct) => desk.Act(
        command.Id,
        work =>
        {
            work.Transfer.Recall(command.Reason, work.On);
            work.Dossier.SetLegAside(work.Transfer.State.Id, work.DossierOn);
        },
        ct);
}

/// <summary>Ask the receiver where a transfer stays — đôn đốc.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record RemindTransfer(string Id) : ICommand<TransferView>;

internal sealed class RemindTransferHandler(TransferDesk desk) : IRequestHandler<RemindTransfer, TransferView>
{
    public Task<TransferView> Handle(RemindTransfer command, CancellationToken ct) =>
        desk.Act(command.Id, work => work.Transfer.Remind(work.On), ct);
}

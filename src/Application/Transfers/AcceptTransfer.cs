using FluentValidation;
using MediatR;

namespace OneStop.Application.Transfers;

/// <summary>Take a transfer — tiếp nhận hồ sơ liên thông.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record AcceptTransfer(string Id) : ICommand<TransferView>;

internal sealed class AcceptTransferHandler(TransferDesk desk) : IRequestHandler<AcceptTransfer, TransferView>
{
    public Task<TransferView> Handle(AcceptTransfer command, CancellationToken ct) =>
        desk.Act(command.Id, work => work.Transfer.Accept(work.On), ct);
}

/// <summary>Send a transfer back — từ chối tiếp nhận liên thông.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record DeclineTransfer(string Id, string Reason) : ICommand<TransferView>;

internal sealed class DeclineTransferValidator : AbstractValidator<DeclineTransfer>
{
    public DeclineTransferValidator() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(2_000);
}

internal sealed class DeclineTransferHandler(TransferDesk desk) : IRequestHandler<DeclineTransfer, TransferView>
{
    public Task<TransferView> Handle(DeclineTransfer command, CancellationToken ct) => desk.Act(
        command.Id,
        work =>
        {
            work.Transfer.Decline(command.Reason, work.On);
            work.Dossier.SetLegAside(work.Transfer.State.Id, work.DossierOn);
        },
        ct);
}

using FluentValidation;
using MediatR;

namespace OneStop.Application.Dossiers;

/// <summary>The citizen has to pay before the work goes on — yêu cầu thực hiện nghĩa vụ tài chính.</summary>
/// <param name="Kind">Such as <c>landTax</c>, <c>registrationFee</c>.</param>
/// <param name="AmountVnd">In đồng.</param>
/// <param name="Basis">Notice or law it rests on.</param>
[Allows(Permission.WorkOnDossiers)]
public sealed record ImposeObligation(string Id, string Kind, long AmountVnd, string Basis) : ICommand<DossierView>;

internal sealed class ImposeObligationValidator : AbstractValidator<ImposeObligation>
{
    public ImposeObligationValidator()
    {
        RuleFor(c => c.Kind).NotEmpty().MaximumLength(60).Matches(NamedDefectShape.Codes);
        RuleFor(c => c.AmountVnd).InclusiveBetween(1, 1_000_000_000_000);
        RuleFor(c => c.Basis).NotEmpty().MaximumLength(500);
    }
}

internal sealed class ImposeObligationHandler(DossierDesk desk) : IRequestHandler<ImposeObligation, DossierView>
{
    public Task<DossierView> Handle(ImposeObligation command, CancellationToken ct) =>
        desk.Act(command.Id, (dossier, on) => dossier.ImposeObligation(command.Kind, command.AmountVnd, command.Basis, on), ct);
}

/// <summary>The citizen has paid — xác nhận đã thực hiện nghĩa vụ tài chính.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record SettleObligation(string Id, Guid Obligation, DateTimeOffset? PaidAt, string? ReceiptNumber) : ICommand<DossierView>;

internal sealed class SettleObligationValidator : AbstractValidator<SettleObligation>
{
    public SettleObligationValidator() => RuleFor(c => c.ReceiptNumber).MaximumLength(60);
}

internal sealed class SettleObligationHandler(DossierDesk desk) : IRequestHandler<SettleObligation, DossierView>
{
    public Task<DossierView> Handle(SettleObligation command, CancellationToken ct) => desk.Act(
        command.Id, (dossier, on) => dossier.SettleObligation(command.Obligation, command.PaidAt, command.ReceiptNumber, on), ct);
}

using FluentValidation;
using MediatR;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Dossiers;

/// <summary>Correct a clerk's mistake; the receipt gets a new revision — đính chính giấy tiếp nhận.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record CorrectReceipt(string Id, Correction Changes, string Reason) : ICommand<DossierView>;

internal sealed class CorrectReceiptValidator : AbstractValidator<CorrectReceipt>
{
    public CorrectReceiptValidator()
    {
        RuleFor(c => c.Changes.Owner).SetValidator(new PartyShape()!).When(c => c.Changes.Owner is not null);
        RuleFor(c => c.Changes.Submitter).SetValidator(new PartyShape()!).When(c => c.Changes.Submitter is not null);
        RuleForEach(c => c.Changes.Parts).SetValidator(new PartShape()).When(c => c.Changes.Parts is not null);
        RuleFor(c => c.Reason).NotEmpty().MaximumLength(2_000);
    }
}

internal sealed class CorrectReceiptHandler(DossierDesk desk) : IRequestHandler<CorrectReceipt, DossierView>
{
    public Task<DossierView> Handle(CorrectReceipt command, CancellationToken ct) =>
        desk.Act(command.Id, (dossier, on) => dossier.Correct(command.Changes, command.Reason, on), ct);
}

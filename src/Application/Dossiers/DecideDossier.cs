using FluentValidation;
using MediatR;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Dossiers;

/// <summary>Decide at the deciding step — phê duyệt hoặc từ chối giải quyết.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record DecideDossier(string Id, Outcome Outcome, string? Reason, Document? Document) : ICommand<DossierView>;

internal sealed class DecideDossierValidator : AbstractValidator<DecideDossier>
{
    public DecideDossierValidator()
    {
        RuleFor(c => c.Reason).MaximumLength(2_000);
        RuleFor(c => c.Document).SetValidator(new DocumentShape()!).When(c => c.Document is not null);
    }
}

internal sealed class DecideDossierHandler(DossierDesk desk) : IRequestHandler<DecideDossier, DossierView>
{
    public Task<DossierView> Handle(DecideDossier command, CancellationToken ct) =>
        desk.Act(command.Id, (dossier, on) => dossier.Decide(command.Outcome, command.Reason, command.Document, on), ct);
}

/// <summary>Number the result — cấp số kết quả.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record RecordResult(string Id, Result Result) : ICommand<DossierView>;

internal sealed class RecordResultValidator : AbstractValidator<RecordResult>
{
    public RecordResultValidator() => RuleFor(c => c.Result).SetValidator(new ResultShape()).OverridePropertyName("");
}

internal sealed class RecordResultHandler(DossierDesk desk) : IRequestHandler<RecordResult, DossierView>
{
    public Task<DossierView> Handle(RecordResult command, CancellationToken ct) =>
        desk.Act(command.Id, (dossier, on) => dossier.RecordResult(command.Result, on), ct);
}

/// <summary>Hand the result to the citizen — trả kết quả.</summary>
/// <param name="ReceivedBy">Name of who took it, where that is not the owner.</param>
[Allows(Permission.WorkOnDossiers)]
public sealed record ReturnResult(string Id, ReturnVia Via, string? ReceivedBy) : ICommand<DossierView>;

internal sealed class ReturnResultValidator : AbstractValidator<ReturnResult>
{
    public ReturnResultValidator() => RuleFor(c => c.ReceivedBy).MaximumLength(200);
}

internal sealed class ReturnResultHandler(DossierDesk desk) : IRequestHandler<ReturnResult, DossierView>
{
    public Task<DossierView> Handle(ReturnResult command, CancellationToken ct) =>
        desk.Act(command.Id, (dossier, on) => dossier.Return(command.Via, command.ReceivedBy, on), ct);
}

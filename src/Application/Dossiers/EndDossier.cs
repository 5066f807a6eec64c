using FluentValidation;
using MediatR;

namespace OneStop.Application.Dossiers;

/// <summary>The citizen takes the dossier back — rút hồ sơ.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record WithdrawDossier(string Id, string Reason) : ICommand<DossierView>;

internal sealed class WithdrawDossierValidator : AbstractValidator<WithdrawDossier>
{
    public WithdrawDossierValidator() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(2_000);
}

internal sealed class WithdrawDossierHandler(DossierDesk desk) : IRequestHandler<WithdrawDossier, DossierView>
{
    public Task<DossierView> Handle(WithdrawDossier command, CancellationToken ct) =>
        desk.Act(command.Id, (dossier, on) => dossier.Withdraw(command.Reason, on), ct);
}

/// <summary>Stop the work — dừng giải quyết hồ sơ.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record StopDossier(string Id, string Reason) : ICommand<DossierView>;

internal sealed class StopDossierValidator : AbstractValidator<StopDossier>
{
    public StopDossierValidator() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(2_000);
}

internal sealed class StopDossierHandler(DossierDesk desk) : IRequestHandler<StopDossier, DossierView>
{
    public Task<DossierView> Handle(StopDossier command, CancellationToken ct) =>
        desk.Act(command.Id, (dossier, on) => dossier.Stop(command.Reason, on), ct);
}

/// <summary>Take a stopped or returned dossier up again — mở lại hồ sơ.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record ReopenDossier(string Id, string Reason) : ICommand<DossierView>;

internal sealed class ReopenDossierValidator : AbstractValidator<ReopenDossier>
{
    public ReopenDossierValidator() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(2_000);
}

internal sealed class ReopenDossierHandler(DossierDesk desk) : IRequestHandler<ReopenDossier, DossierView>
{
    public Task<DossierView> Handle(ReopenDossier command, CancellationToken ct) =>
        desk.Act(command.Id, (dossier, on) => dossier.Reopen(command.Reason, on), ct);
}

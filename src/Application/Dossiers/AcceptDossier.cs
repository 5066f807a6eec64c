using FluentValidation;
using MediatR;

namespace OneStop.Application.Dossiers;

/// <summary>Accept a registered dossier — tiếp nhận hồ sơ đã đăng ký.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record AcceptDossier(string Id) : ICommand<DossierView>;

internal sealed class AcceptDossierHandler(DossierDesk desk) : IRequestHandler<AcceptDossier, DossierView>
{
    public Task<DossierView> Handle(AcceptDossier command, CancellationToken ct) =>
        desk.Act(command.Id, (dossier, on) => dossier.Accept(on), ct);
}

/// <summary>Refuse a registered dossier, naming each defect — từ chối tiếp nhận hồ sơ.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record RefuseDossier(string Id, IReadOnlyList<NamedDefect> Defects) : ICommand<DossierView>;

internal sealed class RefuseDossierValidator : AbstractValidator<RefuseDossier>
{
    public RefuseDossierValidator()
    {
        RuleFor(c => c.Defects).NotEmpty();
        RuleForEach(c => c.Defects).SetValidator(new NamedDefectShape());
    }
}

internal sealed class RefuseDossierHandler(DossierDesk desk) : IRequestHandler<RefuseDossier, DossierView>
{
    public Task<DossierView> Handle(RefuseDossier command, CancellationToken ct) =>
        desk.Act(command.Id, (dossier, on) => dossier.Refuse(NamedDefect.Numbered(command.Defects), on), ct);
}

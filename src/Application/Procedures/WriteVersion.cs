using FluentValidation;
using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Procedures;

/// <summary>Change a draft, or draft the next version — sửa dự thảo, soạn phiên bản mới.</summary>
[Allows(Permission.EditCatalogue)]
public sealed record WriteVersion(string Code, int Number, ProcedureContent Content) : ICommand<ProcedureView>;

internal sealed class WriteVersionValidator : AbstractValidator<WriteVersion>
{
    public WriteVersionValidator() => RuleFor(c => c.Content).SetValidator(new ProcedureContentValidator()).OverridePropertyName("");
}

internal sealed class WriteVersionHandler(IProcedureRepository procedures, IFields fields, ICaller caller, TimeProvider clock)
    : IRequestHandler<WriteVersion, ProcedureView>
{
    public async Task<ProcedureView> Handle(WriteVersion command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var procedure = await procedures.Existing(command.Code, ct);
        caller.DemandVersion(procedure.Kind, procedure.Version);

        procedure.WriteVersion(command.Number, command.Content.ToVersion(), now);
        await fields.EnsureNamed(command.Content, ct);
        await procedures.Save(procedure, ct);
        return ProcedureAnswers.View(
            procedure, procedure.VersionOf(command.Number)!, await fields.All(ct), VietnamTime.DateOf(now), withDrafts: true);
    }
}

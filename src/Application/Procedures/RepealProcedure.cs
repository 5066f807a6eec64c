using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Procedures;

/// <summary>Repeal a procedure — bãi bỏ thủ tục hành chính.</summary>
[Allows(Permission.EditCatalogue)]
public sealed record RepealProcedure(string Code, DateOnly EffectiveTo) : ICommand<ProcedureView>;

internal sealed class RepealProcedureHandler(IProcedureRepository procedures, IFields fields, ICaller caller, TimeProvider clock)
    : IRequestHandler<RepealProcedure, ProcedureView>
{
    public async Task<ProcedureView> Handle(RepealProcedure command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = VietnamTime.DateOf(now);
        var procedure = await procedures.Existing(command.Code, ct);
        caller.DemandVersion(procedure.Kind, procedure.Version);

        procedure.Repeal(command.EffectiveTo, now);
        await procedures.Save(procedure, ct);
        return ProcedureAnswers.View(procedure, procedure.ShownOn(today, withDrafts: true)!, await fields.All(ct), today, withDrafts: true);
    }
}

using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Procedures;

/// <summary>One procedure with the version of a number, or the one today shows — xem thủ tục hành chính.</summary>
[Allows(Permission.Public)]
public sealed record GetProcedure(string Code, int? Number) : IQuery<ProcedureView>;

internal sealed class GetProcedureHandler(IProcedureRepository procedures, IFields fields, ICaller caller, TimeProvider clock)
    : IRequestHandler<GetProcedure, ProcedureView>
{
    public async Task<ProcedureView> Handle(GetProcedure query, CancellationToken ct)
    {
        var procedure = await procedures.Existing(query.Code, ct);
        var today = VietnamTime.DateOf(clock.GetUtcNow());
        var editor = caller.Actor.Grants(Permission.EditCatalogue);
        var shown = query.Number is { } number
            ? procedure.VersionOf(number) is { } version && (editor || version.Status == VersionStatus.Published) ? version : null
            : procedure.ShownOn(today, editor);
        return ProcedureAnswers.View(
            procedure, shown ?? throw new NotFoundException(ProcedureRules.VersionExists), await fields.All(ct), today, editor);
    }
}

internal static class ProcedureLookUps
{
    /// <summary>The procedure of the code, or 404.</summary>
    public static async ValueTask<Procedure> Existing(this IProcedureRepository procedures, string code, CancellationToken ct) =>
        await procedures.Find(code, ct) ?? throw new NotFoundException(ProcedureRules.Exists);
}

using FluentValidation;
using MediatR;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Procedures;

/// <summary>Draft a new procedure — soạn thủ tục hành chính mới.</summary>
[Allows(Permission.EditCatalogue)]
public sealed record DraftProcedure : ProcedureContent, ICommand<ProcedureView>
{
    /// <summary>Code in the national database, such as `1.004203`; local procedures take one of the same form.</summary>
    public required string Code { get; init; }

    /// <summary>False for local procedures without a national code.</summary>
    public bool CodeOfficial { get; init; } = true;
}

internal sealed class DraftProcedureValidator : AbstractValidator<DraftProcedure>
{
    public DraftProcedureValidator() => Include(new ProcedureContentValidator());
}

internal sealed class DraftProcedureHandler(IProcedureRepository procedures, IFields fields, TimeProvider clock)
    : IRequestHandler<DraftProcedure, ProcedureView>
{
    public async Task<ProcedureView> Handle(DraftProcedure command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var procedure = Procedure.Draft(command.Code, command.CodeOfficial, command.ToVersion(), now);
        await fields.EnsureNamed(command, ct);
        await procedures.Add(procedure, ct);
        return ProcedureAnswers.View(procedure, procedure.OpenDraft!, await fields.All(ct), VietnamTime.DateOf(now), withDrafts: true);
    }
}

internal static class NamedFields
{
    /// <summary>Enters the content's field where its name comes with it.</summary>
    public static async Task EnsureNamed(this IFields fields, ProcedureContent content, CancellationToken ct)
    {
        if (content.FieldName is { Length: > 0 } name)
        {
            await fields.Ensure(new Field { Code = content.Field, Name = name }, ct);
        }
    }
}

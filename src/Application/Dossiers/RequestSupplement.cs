using FluentValidation;
using MediatR;
using OneStop.Application.Jobs;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Dossiers;

/// <summary>Ask the citizen once for everything that is missing — yêu cầu bổ sung, hoàn thiện hồ sơ.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record RequestSupplement(string Id, IReadOnlyList<NamedDefect> Defects) : ICommand<DossierView>;

internal sealed class RequestSupplementValidator : AbstractValidator<RequestSupplement>
{
    public RequestSupplementValidator()
    {
        RuleFor(c => c.Defects).NotEmpty();
        RuleForEach(c => c.Defects).SetValidator(new NamedDefectShape());
    }
}

internal sealed class RequestSupplementHandler(DossierDesk desk, IDueJobs jobs) : IRequestHandler<RequestSupplement, DossierView>
{
    public Task<DossierView> Handle(RequestSupplement command, CancellationToken ct) => desk.Act(
        command.Id,
        async (dossier, on) =>
        {
            dossier.RequestSupplement(NamedDefect.Numbered(command.Defects), on);
            var round = dossier.State.Details.Supplements[^1];
            await jobs.Schedule(new DueJob(DueJobKind.CloseUnanswered, $"{dossier.State.Id}/{round.Round}", round.AnswerBy), ct);
            if (RemindOfSupplement.JobOf(dossier.State.Id, round, on.Calendar) is { } reminder)
            {
                await jobs.Schedule(reminder, ct);
            }
        },
        ct);
}

/// <summary>Answer every defect — nộp hồ sơ bổ sung.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record AnswerSupplement(string Id, IReadOnlyList<DefectAnswer> Answers) : ICommand<DossierView>;

internal sealed class AnswerSupplementValidator : AbstractValidator<AnswerSupplement>
{
    public AnswerSupplementValidator()
    {
        RuleFor(c => c.Answers).NotEmpty();
        RuleForEach(c => c.Answers).ChildRules(answer =>
        {
            answer.RuleFor(a => a.Message).MaximumLength(2_000);
            answer.RuleFor(a => a.Part).SetValidator(new PartShape()!).When(a => a.Part is not null);
        });
    }
}

internal sealed class AnswerSupplementHandler(DossierDesk desk) : IRequestHandler<AnswerSupplement, DossierView>
{
    public Task<DossierView> Handle(AnswerSupplement command, CancellationToken ct) =>
        desk.Act(command.Id, (dossier, on) => dossier.AnswerSupplement(command.Answers, on), ct);
}

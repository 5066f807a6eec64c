using System.Text.Json;
using FluentValidation;
using MediatR;
using OneStop.Application.Access;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;

namespace OneStop.Application.Dossiers;

/// <summary>File a dossier: received at once at the counter or by post, registered online — nộp, tiếp nhận hồ sơ.</summary>
[Allows(Permission.FileDossiers)]
public sealed record FileDossier : ICommand<DossierView>
{
    /// <summary>Code in the national database — mã thủ tục hành chính.</summary>
    /// <example>2.000815</example>
    public required string Procedure { get; init; }

    /// <summary>Key of the case; may be left out where the procedure has one for the channel — trường hợp.</summary>
    public string? Case { get; init; }

    /// <summary>Code of the receiving agency — cơ quan tiếp nhận.</summary>
    /// <example>H17.122</example>
    public required string Agency { get; init; }

    /// <summary>Code of the competent agency; by default the receiving one, or its parent where that is a one-stop office.</summary>
    public string? CompetentAgency { get; init; }

    /// <summary>A place that helped to file it.</summary>
    public string? SupportedBy { get; init; }

    public required Channel Channel { get; init; }

    /// <summary>Leave it at status 1 for a decision at the desk.</summary>
    public bool Register { get; init; }

    /// <summary>Evidence of a hand-over by post; sets the instant of reception.</summary>
    public PostalHandover? Postal { get; init; }

    public required Party Owner { get; init; }

    public IReadOnlyList<Party> CoOwners { get; init; } = [];

    public Submitter? Submitter { get; init; }

    /// <summary>Account of whom the caller represents by a mandate, and whose the dossier is then; the caller's own where absent.</summary>
    public AccountId? Principal { get; init; }

    public IReadOnlyList<Part> Parts { get; init; } = [];

    /// <summary>Answers of the electronic form, as an object.</summary>
    public JsonElement? FormData { get; init; }

    public ReturnVia ReturnBy { get; init; }

    /// <summary>Outcome and result of a procedure solved on the spot: reception, decision and return in one call.</summary>
    public OnTheSpot? OnTheSpot { get; init; }

    public string? Note { get; init; }

    /// <summary>The citizen confirms that an open dossier of the same procedure is not this one.</summary>
    public bool AcknowledgeDuplicate { get; init; }
}

/// <summary>What was decided on the spot — giải quyết tại chỗ.</summary>
/// <param name="Reason">Needed for a refusal.</param>
public sealed record OnTheSpot(Outcome Outcome, Result Result, string? Reason = null);

internal sealed class FileDossierValidator : AbstractValidator<FileDossier>
{
    public FileDossierValidator()
    {
        RuleFor(c => c.Procedure).NotEmpty().MaximumLength(20);
        RuleFor(c => c.Case).MaximumLength(100);
        RuleFor(c => c.Agency).NotEmpty().MaximumLength(35);
        RuleFor(c => c.CompetentAgency).MaximumLength(35);
        RuleFor(c => c.SupportedBy).MaximumLength(35);
        RuleFor(c => c.Owner).SetValidator(new PartyShape());
        RuleFor(c => c.CoOwners).Must(list => list.Count <= 50).WithState(_ => Pipeline.FieldRules.WithinLength);
        RuleForEach(c => c.CoOwners).SetValidator(new PartyShape());
        RuleFor(c => c.Submitter).SetValidator(new PartyShape()!).When(c => c.Submitter is not null);
        RuleFor(c => c.Submitter!.Subject).SetValidator(new SubjectShape()!).When(c => c.Submitter?.Subject is not null);
        RuleFor(c => c.Parts).Must(list => list.Count <= 100).WithState(_ => Pipeline.FieldRules.WithinLength);
        RuleForEach(c => c.Parts).SetValidator(new PartShape());
        RuleFor(c => c.FormData).Must(form => form is null or { ValueKind: JsonValueKind.Object });
        RuleFor(c => c.Note).MaximumLength(2_000);
        RuleFor(c => c.Postal!.HandoverRecord).NotEmpty().MaximumLength(100).When(c => c.Postal is not null);
        RuleFor(c => c.OnTheSpot!.Result).SetValidator(new ResultShape()).When(c => c.OnTheSpot is not null);
    }
}

internal sealed class FileDossierHandler(Intake intake, IDossierRepository dossiers, ISubjects subjects, DossierDesk desk)
    : IRequestHandler<FileDossier, DossierView>
{
    public async Task<DossierView> Handle(FileDossier command, CancellationToken ct)
    {
        var arrival = await (await intake.Prepare(command, desk.Now, ct)).ForSubject(subjects, ct);
        var dossier = arrival.Enter(await arrival.NextCode(dossiers, ct));

        await arrival.DemandFiledOnce(dossier, dossiers, ct);
        await desk.Add(dossier, arrival.On, ct);

        var around = await desk.Surroundings(dossier.State, ct);
        return dossier.State.View(around, dossier.CurrentVersion) with { Receipt = ReceiptView.Of(dossier.State, around) };
    }
}

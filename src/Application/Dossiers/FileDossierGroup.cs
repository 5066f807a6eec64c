using System.Text.Json;
using FluentValidation;
using MediatR;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;

namespace OneStop.Application.Dossiers;

/// <summary>
/// File the dossiers of linked procedures at once: one submission, one receipt, a dossier for each procedure — nộp hồ sơ nhóm thủ tục hành
/// chính liên thông.
/// </summary>
[Allows(Permission.FileDossiers)]
public sealed record FileDossierGroup : ICommand<DossierGroupView>
{
    /// <summary>Code of the receiving agency — cơ quan tiếp nhận.</summary>
    /// <example>H17.122</example>
    public required string Agency { get; init; }

    public required Channel Channel { get; init; }

    /// <summary>Leave them at status 1 for a decision at the desk.</summary>
    public bool Register { get; init; }

    /// <summary>Evidence of a hand-over by post; sets the instant of reception.</summary>
    public PostalHandover? Postal { get; init; }

    public required Party Owner { get; init; }

    public IReadOnlyList<Party> CoOwners { get; init; } = [];

    public Submitter? Submitter { get; init; }

    /// <summary>Account of whom the caller represents by a mandate, and whose the dossier is then; the caller's own where absent.</summary>
    public AccountId? Principal { get; init; }

    public ReturnVia ReturnBy { get; init; }

    /// <summary>No result leaves before all are ready; false: each leaves as it comes.</summary>
    public bool ReturnTogether { get; init; } = true;

    /// <summary>The citizen confirms that open dossiers of the same procedures are not these.</summary>
    public bool AcknowledgeDuplicate { get; init; }

    public string? Note { get; init; }

    /// <summary>2 to 10; the first is the root, which stands for all of them.</summary>
    public required IReadOnlyList<LinkedFiling> Dossiers { get; init; }

    /// <summary>One of them as a filing of its own.</summary>
    internal FileDossier Filing(LinkedFiling one) => new()
    {
        Procedure = one.Procedure, Case = one.Case, Agency = Agency, CompetentAgency = one.CompetentAgency, SupportedBy = one.SupportedBy,
        Channel = Channel, Register = Register, Postal = Postal, Owner = Owner, CoOwners = CoOwners, Submitter = Submitter, Principal = Principal, Parts = one.Parts,
        FormData = one.FormData, ReturnBy = ReturnBy, Note = Note, AcknowledgeDuplicate = AcknowledgeDuplicate,
    };
}

/// <summary>What a dossier of a group has for itself.</summary>
public sealed record LinkedFiling
{
    /// <summary>Code in the national database — mã thủ tục hành chính.</summary>
    /// <example>2.000815</example>
    public required string Procedure { get; init; }

    /// <summary>Key of the case; may be left out where the procedure has one for the channel — trường hợp.</summary>
    public string? Case { get; init; }

    /// <summary>Code of the competent agency; by default the receiving one, or its parent where that is a one-stop office.</summary>
    public string? CompetentAgency { get; init; }

    /// <summary>A place that helped to file it.</summary>
    public string? SupportedBy { get; init; }

    public IReadOnlyList<Part> Parts { get; init; } = [];

    /// <summary>Answers of the electronic form, as an object.</summary>
    public JsonElement? FormData { get; init; }
}

/// <summary>A group as it was filed.</summary>
/// <param name="Root">The dossier that stands for all.</param>
/// <param name="Dossiers">The root, then the others as they were handed in.</param>
/// <param name="Receipt">The one receipt; null where they are registered for a decision.</param>
public sealed record DossierGroupView(DossierId Root, IReadOnlyList<DossierView> Dossiers, ReceiptView? Receipt);

internal sealed class FileDossierGroupValidator : AbstractValidator<FileDossierGroup>
{
    private const int Fewest = 2;
    private const int Most = 10;
    private static readonly FileDossierValidator OfOne = new();

    public FileDossierGroupValidator()
    {
        RuleFor(c => c.Dossiers).Must(list => list.Count is >= Fewest and <= Most).WithState(_ => FieldRules.WithinLength);
        RuleFor(c => c).Custom((group, context) =>
        {
            foreach (var (index, one) in group.Dossiers.Take(Most).Index())
            {
                foreach (var failure in OfOne.Validate(group.Filing(one)).Errors)
                {
                    failure.PropertyName = GroupIntake.PathOf(index, failure.PropertyName);
                    context.AddFailure(failure);
                }
            }
        });
    }
}

internal sealed class FileDossierGroupHandler(GroupIntake intake, IDossierRepository dossiers, DossierDesk desk, LinkedDossiers linked)
    : IRequestHandler<FileDossierGroup, DossierGroupView>
{
    public async Task<DossierGroupView> Handle(FileDossierGroup command, CancellationToken ct)
    {
        var arrivals = await intake.ForSubject(await intake.Prepare(command, ct), ct);
        var codes = new List<string>();
        foreach (var arrival in arrivals)
        {
            codes.Add(await arrival.NextCode(dossiers, ct));
        }
        var entered = GroupIntake.Enter(arrivals, command.ReturnTogether, codes);
        foreach (var (arrival, dossier) in arrivals.Zip(entered))
        {
            await arrival.DemandFiledOnce(dossier, dossiers, ct);
            await desk.Add(dossier, arrival.On, ct);
        }
        return await View(entered, ct);
    }

    private async Task<DossierGroupView> View(IReadOnlyList<Dossier> entered, CancellationToken ct)
    {
        var views = new List<DossierView>();
        foreach (var dossier in entered)
        {
            views.Add(await desk.View(dossier, ct));
        }
        var root = entered[0].State;
        var receipt = ReceiptView.Of(root, await desk.Surroundings(root, ct), await linked.ReceiptsOf(root, ct));
        return new DossierGroupView(root.Id, views, receipt);
    }
}

/// <summary>Check a group without writing anything — kiểm tra hồ sơ liên thông trước khi nộp.</summary>
[Allows(Permission.FileDossiers)]
public sealed record ValidateGroup(FileDossierGroup Group) : IQuery<GroupCheck>;

/// <summary>What would come of a group, one by one.</summary>
public sealed record GroupCheck(bool Valid, IReadOnlyList<FilingCheck> Dossiers);

internal sealed class ValidateGroupValidator : AbstractValidator<ValidateGroup>
{
    public ValidateGroupValidator() => RuleFor(query => query.Group).SetValidator(new FileDossierGroupValidator()).OverridePropertyName("");
}

internal sealed class ValidateGroupHandler(GroupIntake intake, IDossierRepository dossiers, ICaller caller) : IRequestHandler<ValidateGroup, GroupCheck>
{
    public async Task<GroupCheck> Handle(ValidateGroup query, CancellationToken ct)
    {
        var arrivals = await intake.Prepare(query.Group, ct);
        var entered = GroupIntake.Enter(arrivals, query.Group.ReturnTogether, [.. arrivals.Select(_ => "")]);
        foreach (var (arrival, dossier) in arrivals.Zip(entered))
        {
            await arrival.DemandFiledOnce(dossier, dossiers, ct);
        }
        return new GroupCheck(true, [.. arrivals.Zip(entered, (arrival, dossier) => FilingCheck.Of(dossier.State, arrival.On, caller.English))]);
    }
}

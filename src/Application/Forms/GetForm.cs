using FluentValidation;
using MediatR;
using OneStop.Application.Audit;
using OneStop.Application.Dossiers;
using OneStop.Application.Pipeline;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Forms;
using OneStop.Domain.Shared;

namespace OneStop.Application.Forms;

/// <summary>A statutory form filled in from the dossier — biểu mẫu của hồ sơ.</summary>
/// <param name="Id">Identity or code of the dossier.</param>
/// <param name="Form">Name of the form, such as `receipt`.</param>
/// <param name="Round">Which request for a supplement; the last where absent.</param>
/// <param name="Number">Which apology or extension; the last where absent.</param>
[Allows(Permission.ReadDossiers)]
public sealed record GetForm(string Id, string Form, int? Round, int? Number) : IQuery<FormView>;

internal sealed class GetFormValidator : AbstractValidator<GetForm>
{
    public GetFormValidator()
    {
        RuleFor(query => query.Form).MaximumLength(60);
        RuleFor(query => query.Round).GreaterThan(0);
        RuleFor(query => query.Number).GreaterThan(0);
    }
}

internal sealed class GetFormHandler(DossierDesk desk, FormFiller filler, IAccessJournal journal) : IRequestHandler<GetForm, FormView>
{
    public async Task<FormView> Handle(GetForm query, CancellationToken ct)
    {
        var state = (await desk.GetWhole(query.Id, ct)).State;
        var occasion = Occasion(query, state, await desk.Reach(ct));
        var set = FormSet.On(VietnamTime.DateOf(occasion.At ?? desk.Now));
        FormRules.IsInSet.DemandFound(set.Sheet(occasion.Form) is not null);
        if (occasion.Missing is { } rule)
        {
            throw new RuleBrokenException(rule);
        }
        await journal.Note(state, AccessKind.Form, ct);
        return await filler.Fill(state, occasion, set, ct);
    }

    private static FormOccasion Occasion(GetForm query, DossierState state, DossierReach reach)
    {
        // What is for officials only is not there for others.
        var occasions = FormOccasion.Of(state, reach.IsOfficial).Where(occasion => occasion.Form == FormKeys.Find(query.Form)).ToArray();
        FormRules.Exists.DemandFound(occasions.Length > 0);
        var form = occasions[0].Form;
        Fault?[] faults =
        [
            query.Round is not null && form != StatutoryForm.SupplementRequest ? new Fault("round", FieldRules.Known) : null,
            query.Number is not null && form != StatutoryForm.Apology ? new Fault("number", FieldRules.Known) : null,
        ];
        if (faults.OfType<Fault>().ToArray() is { Length: > 0 } found)
        {
            throw new InvalidInputException(found);
        }
        var wanted = occasions[0].Number is null ? null : query.Round ?? query.Number;
        var which = wanted is null ? occasions[^1] : occasions.FirstOrDefault(occasion => occasion.Number == wanted);
        return which ?? throw new NotFoundException(FormRules.WasIssued);
    }
}

using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Application.Ports;
using OneStop.Domain.Forms;
using OneStop.Domain.Shared;

namespace OneStop.Application.Forms;

/// <summary>The statutory forms of a dossier: which there are now, and if not, why — các biểu mẫu của hồ sơ.</summary>
[Allows(Permission.ReadDossiers)]
public sealed record ListForms(string Id) : IQuery<DossierForms>;

/// <summary>What can be printed of a dossier.</summary>
public sealed record DossierForms(IReadOnlyList<FormLine> Items);

/// <summary>One form — biểu mẫu.</summary>
/// <param name="Form">Its name in addresses.</param>
/// <param name="Number">Its number in the set; null where the set has no such form.</param>
/// <param name="Set">The set of the day it is made out on: `2018` or `2025`.</param>
/// <param name="Ordinal">Which round or number it is, of forms that can be made out several times.</param>
/// <param name="At">When what it is about happened.</param>
/// <param name="Href">Where it is read and printed.</param>
/// <param name="Reason">Why it is not available; null where it is.</param>
public sealed record FormLine(
    string Form, string? Number, string? Title, string Set, int? Ordinal, DateTimeOffset? At, bool Available, string Href, ActionRefusal? Reason);

internal sealed class ListFormsHandler(DossierDesk desk, ICaller caller) : IRequestHandler<ListForms, DossierForms>
{
    public async Task<DossierForms> Handle(ListForms query, CancellationToken ct)
    {
        var state = (await desk.GetWhole(query.Id, ct)).State;
        var occasions = FormOccasion.Of(state, (await desk.Reach(ct)).IsOfficial);
        return new DossierForms([.. occasions.Select(occasion => Line(occasion, $"/api/v1/dossiers/{state.Id}/forms/{occasion.Form.Key()}"))]);
    }

    private FormLine Line(FormOccasion occasion, string place)
    {
        var set = FormSet.On(VietnamTime.DateOf(occasion.At ?? desk.Now));
        var sheet = set.Sheet(occasion.Form);
        var rule = FormRules.IsInSet.Unless(sheet is not null) ?? occasion.Missing;
        var which = occasion switch
        {
            { Number: null } => "",
            { Form: StatutoryForm.SupplementRequest } => $"?round={occasion.Number}",
            _ => $"?number={occasion.Number}",
        };
        return new FormLine(
            occasion.Form.Key(), sheet?.Number, caller.English ? sheet?.English : sheet?.Vietnamese, set.Key, occasion.Number, occasion.At, rule is null, place + which,
            rule is null ? null : new ActionRefusal(rule.Code, caller.English ? rule.English : rule.Vietnamese, rule.LegalBasis));
    }
}

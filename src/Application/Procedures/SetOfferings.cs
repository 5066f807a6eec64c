using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Agencies;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Procedures;

/// <summary>Say which agencies are competent for a procedure — quy định cơ quan có thẩm quyền.</summary>
[Allows(Permission.EditCatalogue)]
public sealed record SetOfferings(string Code, IReadOnlyList<string> Agencies) : ICommand<ProcedureView>;

internal sealed class SetOfferingsValidator : AbstractValidator<SetOfferings>
{
    private const int MostAgencies = 5_000;

    public SetOfferingsValidator() =>
        RuleFor(c => c.Agencies).Must(agencies => agencies.Count <= MostAgencies && agencies.All(agency => agency is not null)).WithState(_ => FieldRules.WithinLength);
}

internal sealed class SetOfferingsHandler(
    IProcedureRepository procedures, IFields fields, IAgencies agencies, ICaller caller, TimeProvider clock)
    : IRequestHandler<SetOfferings, ProcedureView>
{
    public async Task<ProcedureView> Handle(SetOfferings command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = VietnamTime.DateOf(now);
        var procedure = await procedures.Existing(command.Code, ct);
        caller.DemandVersion(procedure.Kind, procedure.Version);

        var competent = (await agencies.Tree(ct)).DemandCompetent(command.Agencies, "agencies");
        if (procedure.SetOfferings(competent, now))
        {
            await procedures.Save(procedure, ct);
        }
        return ProcedureAnswers.View(procedure, procedure.ShownOn(today, withDrafts: true)!, await fields.All(ct), today, withDrafts: true);
    }
}

internal static class CompetentAgencies
{
    /// <summary>The agencies, each of which must be known and more than an office that receives.</summary>
    public static IReadOnlySet<string> DemandCompetent(this AgencyTree tree, IReadOnlyList<string> codes, string path)
    {
        var faults = codes
            .Select((code, i) => tree.Find(code ?? "") switch
            {
                null => new Fault($"{path}[{i}]", AgencyRules.IsKnown),
                { Kind: AgencyKind.OneStop } => new Fault($"{path}[{i}]", AgencyRules.IsCompetent),
                _ => null,
            })
            .OfType<Fault>().ToList();
        return faults.Count == 0 ? codes.ToHashSet(StringComparer.Ordinal) : throw new InvalidInputException(faults);
    }
}

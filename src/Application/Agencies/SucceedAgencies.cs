using FluentValidation;
using MediatR;
using OneStop.Application.Pipeline;
using OneStop.Application.Procedures;
using OneStop.Domain.Agencies;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Agencies;

/// <summary>
/// Merge, split, rename or abolish agencies from a day on — sắp xếp, sáp nhập, chia tách, đổi tên, giải thể. The successors are in the
/// register already.
/// </summary>
[Allows(Permission.AdministerSystem)]
public sealed record SucceedAgencies : ICommand<Succession>
{
    /// <summary>Codes of the agencies that end.</summary>
    public required IReadOnlyList<string> Predecessors { get; init; }

    /// <summary>Codes of those that take over, the main one first; empty where they are abolished.</summary>
    public required IReadOnlyList<string> Successors { get; init; }

    /// <summary>First day of the new order; the predecessors end on the day before.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Whether the successors become competent for what the predecessors were competent for.</summary>
    public bool OfferingsFollow { get; init; } = true;
}

/// <summary>The agencies after a succession.</summary>
public sealed record Succession(IReadOnlyList<AgencyView> Predecessors, IReadOnlyList<AgencyView> Successors, DateOnly From);

internal sealed class SucceedAgenciesValidator : AbstractValidator<SucceedAgencies>
{
    public SucceedAgenciesValidator()
    {
        RuleFor(c => c.Predecessors).Must(codes => codes.Count > 0 && AreCodes(codes)).WithState(_ => FieldRules.WithinLength);
        RuleFor(c => c.Successors).Must(AreCodes).WithState(_ => FieldRules.WithinLength);
    }

    private static bool AreCodes(IReadOnlyList<string> codes) =>
        codes.Count <= 100 && codes.Distinct().Count() == codes.Count && codes.All(code => code is not null);
}

internal sealed class SucceedAgenciesHandler(
    IAgencyRepository agencies, IAgencies all, IProcedureViews views, IProcedureRepository procedures, TimeProvider clock)
    : IRequestHandler<SucceedAgencies, Succession>
{
    public async Task<Succession> Handle(SucceedAgencies command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var tree = await all.Tree(ct);
        foreach (var code in command.Successors)
        {
            AgencyRules.IsInForce.Demand((tree.Find(code) ?? throw new NotFoundException(AgencyRules.Exists)).IsInForceOn(command.From));
        }
        foreach (var code in command.Predecessors)
        {
            var agency = await agencies.Find(code, ct) ?? throw new NotFoundException(AgencyRules.Exists);
            agency.Succeed(command.Successors, command.From, now);
            await agencies.Save(agency, ct);
        }
        if (command.OfferingsFollow)
        {
            await MoveOfferings(command, now, ct);
        }
        return Answer(command, await all.Tree(ct));
    }

    /// <summary>The predecessors stay in the offerings: their dossiers of before are still theirs, and they are closed by their dates.</summary>
    private async Task MoveOfferings(SucceedAgencies command, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var code in await views.OfferedBy(command.Predecessors, ct))
        {
            var procedure = await procedures.Existing(code, ct);
            if (procedure.SetOfferings(procedure.State.Offerings.Concat(command.Successors).ToHashSet(StringComparer.Ordinal), now))
            {
                await procedures.Save(procedure, ct);
            }
        }
    }

    private static Succession Answer(SucceedAgencies command, AgencyTree tree) => new(
        [.. command.Predecessors.Select(code => AgencyView.Of(tree.Find(code)!, tree))],
        [.. command.Successors.Select(code => AgencyView.Of(tree.Find(code)!, tree))],
        command.From);
}

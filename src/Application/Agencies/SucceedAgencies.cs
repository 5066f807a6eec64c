using FluentValidation;
using MediatR;
using OneStop.Application.Jobs;
using OneStop.Application.Pipeline;
using OneStop.Application.Procedures;
using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Agencies;

/// <summary>
/// Merge, split, rename or abolish agencies from a day on — sắp xếp, sáp nhập, chia tách, đổi tên, giải thể. The successors are in the
/// register already. It decides at once who holds the work; a due job moves the rows.
/// </summary>
[Allows(Permission.AdministerSystem)]
public sealed record SucceedAgencies : ICommand<SuccessionView>
{
    /// <summary>Codes of the agencies that end.</summary>
    public required IReadOnlyList<string> Predecessors { get; init; }

    /// <summary>Codes of those that take over, the main one first; empty where they are abolished.</summary>
    public required IReadOnlyList<string> Successors { get; init; }

    /// <summary>First day of the new order, today by default; the predecessors end on the day before.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Whether the successors become competent for what the predecessors were competent for.</summary>
    public bool OfferingsFollow { get; init; } = true;
}

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
    IAgencyRepository agencies, IAgencies all, SuccessionDesk desk, Offerings offerings, TimeProvider clock)
    : IRequestHandler<SucceedAgencies, SuccessionView>
{
    public async Task<SuccessionView> Handle(SucceedAgencies command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var from = command.From ?? VietnamTime.DateOf(now);
        var tree = await all.Tree(ct);
        foreach (var code in command.Successors)
        {
            AgencyRules.IsInForce.Demand((tree.Find(code) ?? throw new NotFoundException(AgencyRules.Exists)).IsInForceOn(from));
        }
        var succession = AgencySuccession.Plan(command.Predecessors, command.Successors, from, now);
        foreach (var code in command.Predecessors)
        {
            var agency = await agencies.Find(code, ct) ?? throw new NotFoundException(AgencyRules.Exists);
            agency.Succeed(command.Successors, from, now);
            await agencies.Save(agency, ct);
        }
        if (command.OfferingsFollow)
        {
            await offerings.Follow(command.Predecessors, command.Successors, now, ct);
        }
        return await desk.Enter(succession, now, ct);
    }
}

/// <summary>Whom procedures are offered by, when agencies take over from others.</summary>
internal sealed class Offerings(IProcedureViews views, IProcedureRepository procedures)
{
    /// <summary>The predecessors stay in the offerings: their dossiers of before are still theirs, and they are closed by their dates.</summary>
    public async Task Follow(IReadOnlyList<string> predecessors, IReadOnlyList<string> successors, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var code in await views.OfferedBy(predecessors, ct))
        {
            var procedure = await procedures.Existing(code, ct);
            if (procedure.SetOfferings(procedure.State.Offerings.Concat(successors).ToHashSet(StringComparer.Ordinal), now))
            {
                await procedures.Save(procedure, ct);
            }
        }
    }
}

/// <summary>Enters a succession: its record, the numbers that go on, and the job that moves the rows.</summary>
internal sealed class SuccessionDesk(ISuccessionRepository successions, IAgencies agencies, IDossierRepository dossiers, IDueJobs jobs)
{
    public async Task<SuccessionView> Enter(AgencySuccession succession, DateTimeOffset now, CancellationToken ct)
    {
        var (state, tree) = (succession.State, await agencies.Tree(ct));
        AgencyRules.WorkHasHolder.Demand(state.Details.Predecessors.All(
            code => tree.Find(tree.HolderOn(code, state.FromDay))!.IsInForceOn(state.FromDay)));
        await successions.Add(succession, ct);
        await jobs.Schedule(DueJob.Succeed(state), ct);
        if (state.EffectiveAt <= now)
        {
            await ContinueNumbers(state.Details, tree, VietnamTime.DateOf(now), ct);
        }
        return SuccessionView.Of(state, succession.CurrentVersion, tree, now);
    }

    /// <summary>Where a successor prints the same codes as predecessors, its numbers of the day go on after theirs: no code comes twice.</summary>
    private async Task ContinueNumbers(SuccessionDetails details, AgencyTree tree, DateOnly today, CancellationToken ct)
    {
        foreach (var successor in details.Successors)
        {
            var printed = DossierCode.Of(tree.Find(successor)!, today, 0);
            var same = details.Predecessors.Where(code => DossierCode.Of(tree.Find(code)!, today, 0) == printed).ToArray();
            if (same.Length > 0)
            {
                await dossiers.ContinueNumbers(same, successor, today, ct);
            }
        }
    }
}

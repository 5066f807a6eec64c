using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Changes;

/// <summary>What changed of a list of dossiers behind a position — biến động của danh sách hồ sơ.</summary>
/// <param name="Agency">As the list of dossiers takes it.</param>
/// <param name="Assignee">As the list of dossiers takes it.</param>
[Allows(Permission.ReadDossiers)]
public sealed record ReadWorkList(long After, string? Agency, string? Assignee) : IQuery<WorkListSlice>;

/// <summary>What changed of the list.</summary>
/// <param name="Lines">Dossiers that are in it, as the list shows them.</param>
/// <param name="Gone">Dossiers that the caller sees or could see, and that are in it no more, or never were.</param>
/// <param name="Unseen">Dossiers that the caller does not see: told only to whom they were shown before.</param>
/// <param name="Next">Position up to which everything was looked at.</param>
public sealed record WorkListSlice(IReadOnlyList<DossierLine> Lines, IReadOnlyList<Guid> Gone, IReadOnlyList<Guid> Unseen, long Next);

internal sealed class ReadWorkListValidator : AbstractValidator<ReadWorkList>
{
    public ReadWorkListValidator()
    {
        RuleFor(read => read.After).GreaterThanOrEqualTo(0).OverridePropertyName("after");
        RuleFor(read => read.Agency).Length(1, 60).OverridePropertyName("agency");
        RuleFor(read => read.Assignee).Must(text => text is null or "me" || Guid.TryParse(text, out _)).OverridePropertyName("assignee");
    }
}

internal sealed class ReadWorkListHandler(IChanges changes, DossierDesk desk, IRequestHandler<ListDossiers, Page<DossierLine>> lists)
    : IRequestHandler<ReadWorkList, WorkListSlice>
{
    public async Task<WorkListSlice> Handle(ReadWorkList read, CancellationToken ct)
    {
        ChangeRules.PositionIsWritten.Demand(await changes.Reaches(read.After, ct));
        ChangeRules.PositionIsNear.Demand(changes.Behind(read.After) <= ChangeRules.MostBehind);
        var changed = await changes.Dossiers(read.After, await desk.Reach(ct), ct);
        var seen = changed.Changed.Where(changed.Seen.Contains).ToList();
        var lines = seen.Count == 0 ? [] : await List(read, seen, ct);
        var others = changed.Changed.Except(lines.Select(line => line.Id.Value)).ToLookup(id => changed.Seen.Contains(id) || changed.Left.Contains(id));
        return new WorkListSlice([.. lines.OrderBy(line => seen.IndexOf(line.Id.Value))], [.. others[true]], [.. others[false]], changed.Next);
    }

    private async Task<IReadOnlyList<DossierLine>> List(ReadWorkList read, List<Guid> ids, CancellationToken ct)
    {
        var filter = new DossierFilter { Agency = read.Agency, Assignee = read.Assignee, Ids = [.. ids.Select(id => new DossierId(id))] };
        return (await lists.Handle(new ListDossiers(filter, new PageRequest { Limit = ids.Count, Count = CountMode.None }), ct)).Items;
    }
}

using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Lists;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>Who holds a post at an agency, for its own people and system administrators — danh sách cán bộ.</summary>
[Allows(Permission.SignedIn)]
public sealed record ListStaff(string Agency, PageRequest Page) : IQuery<Page<StaffLine>>;

/// <summary>An official of an agency — cán bộ, công chức.</summary>
public sealed record StaffLine
{
    public required AccountId Id { get; init; }

    public required int Version { get; init; }

    public required string UserName { get; init; }

    public required string DisplayName { get; init; }

    public required bool Disabled { get; init; }

    /// <summary>Posts at this agency and at those whose work and people it took over, past and future ones too.</summary>
    public required IReadOnlyList<HeldPost> Posts { get; init; }
}

internal sealed class ListStaffValidator : AbstractValidator<ListStaff>
{
    public ListStaffValidator() => this.Page(query => query.Page);
}

internal sealed class ListStaffHandler(IAccountViews views, IAgencies agencies, ICaller caller, TimeProvider clock) : IRequestHandler<ListStaff, Page<StaffLine>>
{
    public async Task<Page<StaffLine>> Handle(ListStaff query, CancellationToken ct)
    {
        var actor = caller.Required();
        AccessRules.AgencyExists.DemandFound(actor.WorksAt(query.Agency) || actor.IsSystemAdmin);
        var (tree, today) = (await agencies.Tree(ct), VietnamTime.DateOf(clock.GetUtcNow()));
        var before = tree.PredecessorsOf(query.Agency, today).Where(code => tree.InForceOn(code, today)?.Code == query.Agency).ToArray();
        return await views.Staff(query, before, ct);
    }
}

using FluentValidation;
using MediatR;
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

    /// <summary>Posts at this agency, past and future ones too.</summary>
    public required IReadOnlyList<HeldPost> Posts { get; init; }
}

internal sealed class ListStaffValidator : AbstractValidator<ListStaff>
{
    public ListStaffValidator() => this.Page(query => query.Page);
}

internal sealed class ListStaffHandler(IAccountViews views, ICaller caller) : IRequestHandler<ListStaff, Page<StaffLine>>
{
    public Task<Page<StaffLine>> Handle(ListStaff query, CancellationToken ct) =>
        caller.Required() is var actor && (actor.WorksAt(query.Agency) || actor.IsSystemAdmin)
            ? views.Staff(query, ct)
            : throw new NotFoundException(AccessRules.AgencyExists);
}

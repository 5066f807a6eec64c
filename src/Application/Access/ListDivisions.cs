using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>The divisions of an agency — phòng, bộ phận.</summary>
[Allows(Permission.Public)]
public sealed record ListDivisions(string Agency, PageRequest Page) : IQuery<Page<DivisionLine>>;

/// <summary>A division of an agency — phòng, bộ phận.</summary>
public sealed record DivisionLine(string Name);

internal sealed class ListDivisionsValidator : AbstractValidator<ListDivisions>
{
    public ListDivisionsValidator() => this.Page(query => query.Page);
}

internal sealed class ListDivisionsHandler(IAgencies agencies) : IRequestHandler<ListDivisions, Page<DivisionLine>>
{
    public async Task<Page<DivisionLine>> Handle(ListDivisions query, CancellationToken ct)
    {
        var agency = (await agencies.Tree(ct)).Find(query.Agency) ?? throw new NotFoundException(AccessRules.AgencyExists);
        var divisions = agency.Divisions.Distinct().Order(StringComparer.Ordinal).Select(name => new DivisionLine(name)).ToList();
        return Pages.Cut(query.Page, divisions, division => division.Name);
    }
}

using MediatR;
using OneStop.Application.Agencies;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>The divisions of an agency — phòng, bộ phận.</summary>
[Allows(Permission.Public)]
public sealed record ListDivisions(string Agency) : IQuery<Page<DivisionLine>>;

/// <summary>A division of an agency — phòng, bộ phận.</summary>
public sealed record DivisionLine(string Name);

internal sealed class ListDivisionsHandler(IAgencies agencies) : IRequestHandler<ListDivisions, Page<DivisionLine>>
{
    public async Task<Page<DivisionLine>> Handle(ListDivisions query, CancellationToken ct)
    {
        var agency = (await agencies.Tree(ct)).Find(query.Agency) ?? throw new NotFoundException(AccessRules.AgencyExists);
        var divisions = agency.Divisions.Select(name => new DivisionLine(name)).ToArray();
        return new Page<DivisionLine>(divisions, Next: null, new PageCount(divisions.Length, Exact: true));
    }
}

using MediatR;
using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;

namespace OneStop.Application.Agencies;

/// <summary>One agency — xem cơ quan.</summary>
[Allows(Permission.Public)]
public sealed record GetAgency(string Code) : IQuery<AgencyView>;

internal sealed class GetAgencyHandler(IAgencies agencies) : IRequestHandler<GetAgency, AgencyView>
{
    public async Task<AgencyView> Handle(GetAgency query, CancellationToken ct)
    {
        var tree = await agencies.Tree(ct);
        return AgencyView.Of(tree.Find(query.Code) ?? throw new NotFoundException(AgencyRules.Exists), tree);
    }
}

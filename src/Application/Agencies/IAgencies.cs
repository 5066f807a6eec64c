using OneStop.Domain.Agencies;

namespace OneStop.Application.Agencies;

/// <summary>All agencies, kept in memory between changes.</summary>
public interface IAgencies
{
    ValueTask<AgencyTree> Tree(CancellationToken ct);
}

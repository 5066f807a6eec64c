using OneStop.Application.Ports;

namespace OneStop.Infrastructure.Persistence;

/// <summary>How long the queries of this scope may take.</summary>
internal sealed class ReadingTime(DbSession db) : IReadingTime
{
    public void Limit(TimeSpan perQuery) => db.PerQuery = perQuery;

    public void Release() => db.PerQuery = null;
}

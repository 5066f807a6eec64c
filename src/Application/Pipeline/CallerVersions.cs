using OneStop.Application.Ports;
using OneStop.Domain.Shared;

namespace OneStop.Application.Pipeline;

public static class CallerVersions
{
    /// <summary>Ends an action on an existing resource unless the caller has seen its current version (<c>If-Match</c>).</summary>
    public static void DemandVersion(this ICaller caller, string kind, int current)
    {
        if (caller.ExpectedVersion is not { } seen)
        {
            throw new VersionMissingException();
        }
        if (seen != current)
        {
            throw new StaleException(kind, current);
        }
    }
}

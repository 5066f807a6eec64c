using OneStop.Domain.Access;

namespace OneStop.Application.Ports;

/// <summary>Checks the bearer tokens of requests.</summary>
public interface ITokens
{
    /// <summary>Who the token speaks for; null where it is forged, expired, revoked, or its account may not act any more.</summary>
    ValueTask<Actor?> Check(string token, CancellationToken ct);
}

using Microsoft.Extensions.Logging;
using OneStop.Application.Ports;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>A key change that an administrator asks for.</summary>
internal sealed class KeyRotation(SigningKeys keys, DbSession db, Stamps stamps, ICaller caller, ILogger<KeyRotation> log) : ISigningKeys
{
    public async Task<IReadOnlyList<VerificationKey>> Rotate(CancellationToken ct)
    {
        var all = await keys.Replace(db, stamps, evenFresh: true, ct);
        log.LogWarning("Signing key changed to {KeyId} by account {Account}", all[0].Public.Kid, caller.Actor?.Id);
        return [.. all.Select(key => key.Public)];
    }
}

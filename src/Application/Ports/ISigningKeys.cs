namespace OneStop.Application.Ports;

/// <summary>The keys that sign tokens.</summary>
public interface ISigningKeys
{
    /// <summary>Makes another key sign from now on, inside the running transaction; the one before goes on checking for as long as its tokens live.</summary>
    Task<IReadOnlyList<VerificationKey>> Rotate(CancellationToken ct);
}

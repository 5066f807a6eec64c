namespace OneStop.Infrastructure.Persistence;

/// <summary>Rows that are kept for a time on the machine's clock and then forgotten, a slice at a time.</summary>
internal interface ISweep
{
    /// <summary>Whether rows lie here longer than they are kept.</summary>
    Task<bool> AnyExpired(CancellationToken ct);

    /// <summary>Forgets a slice, inside the running transaction.</summary>
    /// <returns>Whether there may be more.</returns>
    Task<bool> Sweep(CancellationToken ct);
}

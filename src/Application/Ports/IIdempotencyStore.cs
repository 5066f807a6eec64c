namespace OneStop.Application.Ports;

/// <summary>Answers of commands that carried an idempotency key; kept for 24 hours of the machine's clock.</summary>
public interface IIdempotencyStore
{
    /// <summary>The answer stored under the key, or null.</summary>
    Task<StoredAnswer?> Find(IdempotencyKey key, CancellationToken ct);

    /// <summary>Stores the answer inside the running transaction; a second writer of the same key makes the transaction run again.</summary>
    Task Keep(IdempotencyKey key, string answer, CancellationToken ct);
}

/// <summary>A stored answer with the fingerprint of the request it answered.</summary>
public sealed record StoredAnswer
{
    public required byte[] Fingerprint { get; init; }

    public required string Answer { get; init; }
}

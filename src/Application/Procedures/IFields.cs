namespace OneStop.Application.Procedures;

/// <summary>Fields of administration, kept in memory between changes.</summary>
public interface IFields
{
    /// <summary>All fields by code.</summary>
    ValueTask<IReadOnlyDictionary<string, Field>> All(CancellationToken ct);

    /// <summary>Enters a field where its code is not known yet.</summary>
    Task Ensure(Field field, CancellationToken ct);
}

/// <summary>A field of administration — lĩnh vực. Its code is a slug of the name, or the official one.</summary>
public sealed record Field
{
    public required string Code { get; init; }

    public required string Name { get; init; }
}

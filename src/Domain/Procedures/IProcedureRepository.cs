namespace OneStop.Domain.Procedures;

/// <summary>The catalogue — danh mục thủ tục hành chính.</summary>
public interface IProcedureRepository
{
    /// <summary>The procedure; null where the code is not in the catalogue. Kept in memory between changes.</summary>
    ValueTask<Procedure?> Find(string code, CancellationToken ct);

    Task Add(Procedure procedure, CancellationToken ct);

    Task Save(Procedure procedure, CancellationToken ct);
}

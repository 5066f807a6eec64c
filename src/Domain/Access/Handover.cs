namespace OneStop.Domain.Access;

/// <summary>How far the open work of an official who leaves has gone to another — tiến độ bàn giao.</summary>
public sealed record Handover
{
    public required HandoverId Id { get; init; }

    public required AccountId FromAccount { get; init; }

    public required AccountId ToAccount { get; init; }

    /// <summary>In whose name all of it is done.</summary>
    public required AccountId RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Dossiers that went to the other.</summary>
    public int Moved { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public required HandoverDetails Details { get; init; }
}

/// <summary>What is handed over, why, and until when — nội dung bàn giao.</summary>
public sealed record HandoverDetails
{
    /// <summary>Stands beside the history of every dossier that moves.</summary>
    public required string Reason { get; init; }

    /// <summary>Codes of the agencies whose work it is; null for all.</summary>
    public IReadOnlyList<string>? Agencies { get; init; }

    /// <summary>First day without the posts.</summary>
    public required DateOnly LeavesOn { get; init; }

    /// <summary>Dossiers at a step whose role the other does not hold: they are free to be claimed.</summary>
    public int Unassigned { get; init; }
}

using OneStop.Application.Integrity;

namespace OneStop.Infrastructure.Integrity;

/// <summary>Examines one kind of row of the whole database, a slice at a time, while others write.</summary>
internal interface IExaminer
{
    /// <summary>What it looks at, such as <c>dossiers</c>.</summary>
    string Kind { get; }

    /// <summary>Looks at the slice behind a place; null for the first one.</summary>
    /// <param name="most">At most so many rows.</param>
    Task<ExaminedSlice> Next(string? after, int most, CancellationToken ct);

    /// <summary>The place of the first row behind a place, without looking at it; null where there is none.</summary>
    Task<string?> PlaceBehind(string? after, CancellationToken ct);
}

/// <summary>A slice that was looked at.</summary>
/// <param name="Next">Where to go on; null where this was the last.</param>
internal sealed record ExaminedSlice(int Looked, IReadOnlyList<IntegrityFinding> Findings, string? Next);

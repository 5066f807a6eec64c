using OneStop.Domain.Access;

namespace OneStop.Domain.Exports;

/// <summary>Where an export stands — trạng thái kết xuất.</summary>
public enum ExportStanding
{
    /// <summary>It waits for its turn — đang chờ.</summary>
    Queued,

    /// <summary>A process draws it — đang kết xuất.</summary>
    Running,

    /// <summary>Its content can be fetched — đã xong.</summary>
    Finished,

    /// <summary>It could not be drawn; its problem says why — không thành công.</summary>
    Failed,

    /// <summary>Its content was kept long enough — đã hết hạn lưu.</summary>
    Expired,
}

/// <summary>What an export is written as — định dạng tệp.</summary>
public enum ExportFormat
{
    /// <summary>Text with commas, for other programs.</summary>
    Csv,

    /// <summary>A workbook laid out like the form.</summary>
    Xlsx,

    /// <summary>A page to print.</summary>
    Html,
}

/// <summary>An export as its row holds it — dữ liệu lần kết xuất.</summary>
public sealed record ExportState
{
    public required ExportId Id { get; init; }

    public int Version { get; init; }

    public required AccountId RequestedBy { get; init; }

    /// <summary>The agency in whose name it was asked for.</summary>
    public string? Agency { get; init; }

    /// <summary>Name of the report.</summary>
    public required string Report { get; init; }

    public required ExportFormat Format { get; init; }

    public required ExportStanding Standing { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>How often a process began to draw it; what an earlier run writes counts no more.</summary>
    public int Run { get; init; }

    /// <summary>Rows drawn so far.</summary>
    public long Done { get; init; }

    /// <summary>Rows there will be; null where that is not known.</summary>
    public long? Total { get; init; }

    public long? Rows { get; init; }

    public long? Bytes { get; init; }

    /// <summary>Number of parts that are stored.</summary>
    public int Parts { get; init; }

    public string? Sha256 { get; init; }

    /// <summary>Code of the rule that was in its way.</summary>
    public string? Problem { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When the requester removed it; from then on it is not there.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>When something of it is to be swept away next.</summary>
    public DateTimeOffset? SweepAt { get; init; }

    public required ExportDetails Details { get; init; }
}

/// <summary>What is exported, and how its content is called — nội dung kết xuất.</summary>
public sealed record ExportDetails
{
    /// <summary>The report's parameters as JSON, as they were sent; without personal data.</summary>
    public required string Parameters { get; init; }

    /// <summary>The query that they make, as JSON.</summary>
    public required string Query { get; init; }

    /// <summary>Whether its words are English; Vietnamese otherwise.</summary>
    public bool English { get; init; }

    /// <summary>Name of the file; set when it is finished.</summary>
    public string? FileName { get; init; }

    /// <summary>Digests of what gave the account its reach when it was drawn; set when it is finished.</summary>
    public IReadOnlyList<string>? Reach { get; init; }
}

/// <summary>An instant by both clocks — thời điểm theo hai đồng hồ.</summary>
/// <param name="At">By the engine's clock, which a sandbox moves: what happened is noted by it.</param>
/// <param name="Machine">By the machine's clock: how long content is kept goes by it.</param>
public readonly record struct ExportInstant(DateTimeOffset At, DateTimeOffset Machine);

/// <summary>How many exports an account has, of how many it may have — số lần kết xuất của tài khoản.</summary>
/// <param name="Open">Those under way.</param>
/// <param name="Kept">Those whose content is kept.</param>
public sealed record ExportCounts(int Open, int Kept, int MostOpen, int MostKept)
{
    /// <summary>Ends the action where one more would be too many; one under way will be kept.</summary>
    public void DemandRoom()
    {
        ExportRules.OpenAreFew.Demand(Open < MostOpen);
        ExportRules.KeptAreFew.Demand(Open + Kept < MostKept);
    }
}

using OneStop.Domain.Shared;

namespace OneStop.Domain.Exports;

/// <summary>A report or a long list, drawn into a file beside the requests — kết xuất báo cáo.</summary>
public sealed class Export(ExportState state) : Aggregate
{
    /// <summary>How long one that is expired or failed can still be seen.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    public ExportState State { get; private set; } = state;

    public override string Kind => "export";

    public override string Key => State.Id.ToString();

    public override int Version => State.Version;

    public int CurrentVersion => State.Version + Recorded.Count;

    /// <summary>Whether it waits or is being drawn.</summary>
    public bool IsOpen => State.Standing is ExportStanding.Queued or ExportStanding.Running;

    /// <summary>Where it stands at an instant: what was kept long enough is expired, swept away or not.</summary>
    public ExportStanding StandingAt(ExportInstant now) =>
        State.Standing == ExportStanding.Finished && State.ExpiresAt <= now.Machine ? ExportStanding.Expired : State.Standing;

    /// <summary>Somebody asks for it — yêu cầu kết xuất.</summary>
    /// <param name="counts">How many the account has.</param>
    public static Export Request(ExportState wanted, ExportCounts counts, DateTimeOffset now)
    {
        counts.DemandRoom();
        var export = new Export(wanted with { Standing = ExportStanding.Queued, RequestedAt = now });
        export.Record(new ExportRequested(wanted.Report, wanted.Format), now, wanted.Agency);
        return export;
    }

    /// <summary>A failed one is drawn again — kết xuất lại.</summary>
    public void Retry(ExportCounts counts, DateTimeOffset now)
    {
        ExportRules.HasFailed.Demand(State.Standing == ExportStanding.Failed);
        counts.DemandRoom();
        State = State with { Standing = ExportStanding.Queued, Done = 0, Total = null, Problem = null, FinishedAt = null, ExpiresAt = null, SweepAt = null };
        Record(new ExportRetried(), now, State.Agency);
    }

    /// <summary>Its last part is stored — kết xuất xong.</summary>
    public void Finish(ExportedContent content, TimeSpan keep, ExportInstant now)
    {
        State = State with
        {
            Standing = ExportStanding.Finished,
            Done = content.Rows,
            Total = content.Rows,
            Rows = content.Rows,
            Bytes = content.Bytes,
            Sha256 = content.Sha256,
            FinishedAt = now.At,
            ExpiresAt = now.Machine + keep,
            SweepAt = now.Machine + keep,
            Details = State.Details with { FileName = content.FileName, Reach = content.Reach },
        };
        Record(new ExportFinished(content.Rows, content.Bytes, content.Sha256), now.At, State.Agency);
    }

    /// <summary>It cannot be drawn — kết xuất không thành công.</summary>
    /// <param name="problem">What was in its way.</param>
    public void Fail(Rule problem, ExportInstant now)
    {
        State = State with
        {
            Standing = ExportStanding.Failed,
            Problem = problem.Code,
            FinishedAt = now.At,
            ExpiresAt = now.Machine + Remembered,
            SweepAt = now.Machine,
        };
        Record(new ExportFailed(problem.Code), now.At, State.Agency);
    }

    /// <summary>The requester needs it no more: it stops, and it is gone — hủy, xóa kết xuất.</summary>
    public void Remove(ExportInstant now)
    {
        State = State with { RemovedAt = now.At, SweepAt = now.Machine };
        Record(new ExportRemoved(), now.At, State.Agency);
    }

    /// <summary>What is left of it after a slice of its parts was swept away; null where nothing is.</summary>
    /// <param name="parts">Number of parts that are left.</param>
    public static ExportState? AfterSweep(ExportState state, int parts)
    {
        var last = state.Standing == ExportStanding.Finished ? state.ExpiresAt + Remembered : state.ExpiresAt;
        return parts > 0 ? state with { Parts = parts }
            : state.RemovedAt is null && state.SweepAt < last ? state with { Parts = 0, SweepAt = last }
            : null;
    }
}

/// <summary>What was drawn — nội dung đã kết xuất.</summary>
/// <param name="Reach">Digests of what gave the account its reach when it was drawn.</param>
public sealed record ExportedContent(long Rows, long Bytes, string Sha256, string FileName, IReadOnlyList<string> Reach);

namespace OneStop.Application.Integrity;

/// <summary>What is wrong with something that was examined.</summary>
public enum FindingKind
{
    /// <summary>A position of the event log is missing — thiếu vị trí trong nhật ký.</summary>
    PositionMissing,

    /// <summary>A link of a hash chain does not fit — chuỗi băm bị đứt.</summary>
    ChainBroken,

    /// <summary>A row has another version than its last event — phiên bản không khớp nhật ký.</summary>
    VersionDiffers,

    /// <summary>The due instant of a row is not that of its ledger — hạn không khớp nhật ký thời hạn.</summary>
    DueDiffers,

    /// <summary>The ledger, counted again under today's calendar, gives another due instant — hạn không khớp lịch làm việc.</summary>
    DueNotByCalendar,

    /// <summary>An open leg of a dossier and its transfer do not agree — chặng liên thông không khớp.</summary>
    LegDiffers,

    /// <summary>It belongs to an agency that there is not — cơ quan không tồn tại.</summary>
    OwnerUnknown,

    /// <summary>A number of a day was not used, or its counter stands elsewhere — số hồ sơ bị khuyết.</summary>
    NumberMissing,

    /// <summary>The row cannot be read at all — không đọc được dữ liệu.</summary>
    Unreadable,
}

/// <summary>Something wrong.</summary>
/// <param name="Subject">Code of a dossier, identity of a transfer, position, name of a counter.</param>
public sealed record IntegrityFinding(FindingKind Kind, string Subject, string Expected, string Found);

/// <summary>How far an examination of the whole database is — kiểm tra toàn vẹn dữ liệu.</summary>
/// <param name="StartedAt">By the machine's clock.</param>
/// <param name="FinishedAt">Null while it is under way.</param>
/// <param name="Looked">How many of each kind were looked at.</param>
/// <param name="FindingCount">How much is wrong.</param>
/// <param name="Findings">The first of it, at most 1,000.</param>
public sealed record IntegrityCheck(
    Guid Id, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, IReadOnlyDictionary<string, long> Looked, long FindingCount,
    IReadOnlyList<IntegrityFinding> Findings);

/// <summary>The examinations of the whole database; the work is done beside the requests.</summary>
public interface IIntegrityChecks
{
    /// <summary>The last examination that came to its end, and the one under way; null where there is none.</summary>
    Task<(IntegrityCheck? Finished, IntegrityCheck? UnderWay)> Latest(CancellationToken ct);

    /// <summary>Lets one begin, unless one is under way; then that one.</summary>
    Task<IntegrityCheck> Begin(CancellationToken ct);
}

/// <summary>How what follows the event log, and what waits to be sent, stands now.</summary>
public interface IFlow
{
    /// <summary>The queue of messages to people.</summary>
    const string Notifications = "notifications";

    /// <summary>Those who follow the event log.</summary>
    Task<IReadOnlyList<FollowerStanding>> Followers(CancellationToken ct);

    /// <summary>The first events that followers passed and did not take since, at most 1,000.</summary>
    Task<IReadOnlyList<PassedEvent>> Passed(CancellationToken ct);

    /// <summary>One of them; null where there is none, or it was taken.</summary>
    Task<PassedEvent?> Passed(string follower, long position, CancellationToken ct);

    /// <summary>Lets the follower take it again, inside a transaction.</summary>
    Task TakeAgain(PassedEvent passed, CancellationToken ct);

    /// <summary>What waits to be sent to systems outside.</summary>
    Task<IReadOnlyList<QueueStanding>> Queues(CancellationToken ct);

    /// <summary>The engine's due work.</summary>
    Task<WorkStanding> Work(DateTimeOffset now, CancellationToken ct);
}

/// <summary>Somebody who follows the event log.</summary>
/// <param name="Name">Such as <c>notifications</c>.</param>
/// <param name="Behind">Events it has not taken yet.</param>
/// <param name="MovedAt">When it last took some.</param>
/// <param name="WaitsSince">When the first event was written that it has not taken; null where it is at the end.</param>
/// <param name="LastFault">Why it does not get on.</param>
/// <param name="Passed">Events that it ever passed because they could not be taken, so that those behind them were not kept back.</param>
/// <param name="LastPassed">Position of the last of them, and its fault; which of them were not taken since stands in a list of its own.</param>
public sealed record FollowerStanding(
    string Name, long Position, long Behind, DateTimeOffset MovedAt, DateTimeOffset? WaitsSince, string? LastFault, long Passed, string? LastPassed);

/// <summary>An event that a follower could not take and passed: what it does about events is not done about this one.</summary>
/// <param name="Follower">Name of the follower.</param>
/// <param name="Type">Kind of event, such as <c>dossierReceived</c>.</param>
/// <param name="Aggregate">What it is about.</param>
/// <param name="AggregateId">Identity or code of it.</param>
/// <param name="At">When it happened.</param>
/// <param name="PassedAt">By the machine's clock.</param>
/// <param name="Fault">Name of the last fault.</param>
/// <param name="Tries">How often it was tried again in vain.</param>
/// <param name="WantedAt">Since when it is to be taken again; null where nobody asked, or it failed again.</param>
public sealed record PassedEvent(
    string Follower, long Position, string Type, string Aggregate, string AggregateId, DateTimeOffset At, DateTimeOffset PassedAt, string Fault, int Tries,
    DateTimeOffset? WantedAt);

/// <summary>What waits to be sent.</summary>
/// <param name="Name">Such as <c>webhooks</c>.</param>
/// <param name="Waiting">How many wait; counted up to 10,000.</param>
/// <param name="OldestSince">Since when the oldest waits.</param>
/// <param name="Late">Whether the oldest waits longer than what is sent there ever should.</param>
/// <param name="Stuck">How many were given up or refused, and need somebody; counted up to 10,000.</param>
public sealed record QueueStanding(string Name, long Waiting, DateTimeOffset? OldestSince, bool Late, long Stuck);

/// <summary>The engine's due work.</summary>
/// <param name="Overdue">Jobs that should have been done.</param>
/// <param name="OldestDueAt">When the oldest of them was due.</param>
/// <param name="Faulty">Jobs that failed and are tried again.</param>
public sealed record WorkStanding(long Overdue, DateTimeOffset? OldestDueAt, long Faulty);

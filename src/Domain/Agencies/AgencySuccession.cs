using System.Diagnostics.CodeAnalysis;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Agencies;

/// <summary>Identity of a succession.</summary>
public readonly record struct SuccessionId(Guid Value) : IEntityId<SuccessionId>
{
    public static SuccessionId Of(Guid value) => new(value);

    public static SuccessionId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static SuccessionId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SuccessionId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new SuccessionId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}

/// <summary>What becomes of agencies — hình thức sắp xếp.</summary>
public enum SuccessionKind
{
    /// <summary>Sáp nhập, hợp nhất.</summary>
    Merge = 1,

    /// <summary>Chia, tách.</summary>
    Split = 2,

    /// <summary>Đổi tên, đổi mã.</summary>
    Rename = 3,

    /// <summary>Giải thể.</summary>
    Abolish = 4,
}

/// <summary>How far a succession is — tiến độ sắp xếp.</summary>
public enum SuccessionStatus
{
    /// <summary>Chưa đến ngày hiệu lực.</summary>
    Scheduled,

    /// <summary>Đang chuyển hồ sơ.</summary>
    Running,

    /// <summary>Đã chuyển xong.</summary>
    Done,
}

/// <summary>Data of a succession: exactly one row.</summary>
public sealed record SuccessionState
{
    public required SuccessionId Id { get; init; }

    /// <summary>Number of events so far.</summary>
    public int Version { get; init; }

    public required SuccessionKind Kind { get; init; }

    /// <summary>First day of the new order.</summary>
    public required DateOnly FromDay { get; init; }

    /// <summary>From when the work is the successors': the start of the first day, or the command where that lies later.</summary>
    public required DateTimeOffset EffectiveAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>When the last row was moved; null before.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    public required SuccessionDetails Details { get; init; }

    public SuccessionStatus StatusAt(DateTimeOffset now) => FinishedAt is not null ? SuccessionStatus.Done
        : EffectiveAt <= now ? SuccessionStatus.Running
        : SuccessionStatus.Scheduled;
}

/// <summary>What no query looks into: one JSON column.</summary>
public sealed record SuccessionDetails
{
    /// <summary>The agencies that end.</summary>
    public required IReadOnlyList<string> Predecessors { get; init; }

    /// <summary>The agencies that take over, the main one first.</summary>
    public required IReadOnlyList<string> Successors { get; init; }

    public SuccessionProgress Moved { get; init; } = new();
}

/// <summary>How much was moved — số lượng đã chuyển.</summary>
/// <param name="Dossiers">Open dossiers.</param>
/// <param name="Transfers">Open transfers.</param>
/// <param name="Ended">Rows of work-lists of what had ended before.</param>
public sealed record SuccessionProgress(int Dossiers = 0, int Transfers = 0, int Ended = 0)
{
    public static SuccessionProgress operator +(SuccessionProgress one, SuccessionProgress other) =>
        new(one.Dossiers + other.Dossiers, one.Transfers + other.Transfers, one.Ended + other.Ended);
}

/// <summary>
/// Agencies that end and those that take their work over. From the instant it takes effect it decides who holds the work; the rows follow in
/// slices — sắp xếp đơn vị: sáp nhập, chia tách, đổi tên, giải thể.
/// </summary>
public sealed class AgencySuccession(SuccessionState state) : Aggregate
{
    public SuccessionState State { get; private set; } = state;

    public override string Kind => "succession";

    public override string Key => State.Id.ToString();

    public override int Version => State.Version;

    /// <summary>The version after everything recorded so far.</summary>
    public int CurrentVersion => State.Version + Recorded.Count;

    /// <summary>Lay down who takes over, and from when — ghi nhận sắp xếp.</summary>
    /// <param name="from">First day of the new order; today or before it takes effect at once.</param>
    public static AgencySuccession Plan(IReadOnlyList<string> predecessors, IReadOnlyList<string> successors, DateOnly from, DateTimeOffset now)
    {
        AgencyRules.IsMergeOrSplit.Demand(predecessors.Count == 1 || successors.Count <= 1);
        var start = VietnamTime.At(from, TimeOnly.MinValue);
        var succession = new AgencySuccession(new SuccessionState
        {
            Id = SuccessionId.New(now), FromDay = from, EffectiveAt = start > now ? start : now, RecordedAt = now,
            Kind = (predecessors.Count, successors.Count) switch
            {
                (_, 0) => SuccessionKind.Abolish,
                (1, 1) => SuccessionKind.Rename,
                (_, 1) => SuccessionKind.Merge,
                _ => SuccessionKind.Split,
            },
            Details = new SuccessionDetails { Predecessors = predecessors, Successors = successors },
        });
        succession.Record(new SuccessionPlanned(succession.State.Kind, predecessors, successors, from), now, predecessors[0]);
        return succession;
    }

    /// <summary>Take over from a list what took effect before anything could be moved — nhập lịch sử sắp xếp.</summary>
    public static AgencySuccession Import(IReadOnlyList<string> predecessors, IReadOnlyList<string> successors, DateOnly from, DateTimeOffset now)
    {
        var succession = Plan(predecessors, successors, from, now);
        var start = VietnamTime.At(from, TimeOnly.MinValue);
        succession.State = succession.State with { EffectiveAt = start, FinishedAt = start <= now ? now : null };
        return succession;
    }

    /// <summary>Note what a slice moved.</summary>
    public void Moved(SuccessionProgress more) =>
        State = State with { Details = State.Details with { Moved = State.Details.Moved + more } };

    /// <summary>Nothing is left to move — chuyển xong.</summary>
    public void Finish(DateTimeOffset at)
    {
        State = State with { FinishedAt = at };
        var moved = State.Details.Moved;
        Record(new SuccessionFinished(moved.Dossiers, moved.Transfers, moved.Ended), at, State.Details.Predecessors[0]);
    }
}

/// <summary>It was laid down who takes over — ghi nhận sắp xếp.</summary>
public sealed record SuccessionPlanned(SuccessionKind Kind, IReadOnlyList<string> Predecessors, IReadOnlyList<string> Successors, DateOnly From) : DomainEvent;

/// <summary>All work is moved — chuyển xong hồ sơ.</summary>
public sealed record SuccessionFinished(int Dossiers, int Transfers, int Ended) : DomainEvent;

/// <summary>The successions, loaded and saved whole — danh mục các lần sắp xếp.</summary>
public interface ISuccessionRepository
{
    Task<AgencySuccession?> Find(SuccessionId id, CancellationToken ct);

    Task Add(AgencySuccession succession, CancellationToken ct);

    Task Save(AgencySuccession succession, CancellationToken ct);
}

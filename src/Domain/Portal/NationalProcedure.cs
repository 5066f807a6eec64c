using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Portal;

/// <summary>A procedure of the national database, and which of ours it is — thủ tục trên Cơ sở dữ liệu quốc gia.</summary>
public sealed class NationalProcedure(NationalProcedureState state) : Aggregate
{
    private readonly NationalProcedureState loaded = state;

    public NationalProcedureState State { get; private set; } = state;

    public override string Kind => "nationalProcedure";

    public override string Key => State.Code;

    public override int Version => State.Version;

    /// <summary>The version it has once what was recorded is written.</summary>
    public int CurrentVersion => State.Version + Recorded.Count;

    /// <summary>Whether it is another than it was when it was loaded — có thay đổi.</summary>
    public bool IsChanged => State != loaded;

    /// <summary>The edition it has once it is written — lần ghi sau khi lưu.</summary>
    public int CurrentEdition => State.Edition + (IsChanged ? 1 : 0);

    /// <summary>Meet it for the first time — thấy lần đầu.</summary>
    public static NationalProcedure Meet(NationalContent content, DateTimeOffset now) => new(new NationalProcedureState
    {
        Code = content.Code, Name = content.Name, Field = content.Field, Level = content.Level, Fingerprint = content.Fingerprint, Record = content.Record,
        FirstSeenAt = now, LastSeenAt = now,
    });

    /// <summary>Read it again — đọc lại. A mapped one that changed waits to be acknowledged; one that stands again as acknowledged does not.</summary>
    /// <returns>Whether its record is another one.</returns>
    public bool Read(NationalContent content, DateTimeOffset now)
    {
        var (changed, back) = (content.Fingerprint != State.Fingerprint, State.WithdrawnAt is not null);
        if (!changed && !back)
        {
            return false;
        }
        var given = back && State.Standing == NationalStanding.Withdrawn;
        State = State with
        {
            Name = content.Name,
            Field = content.Field,
            Level = content.Level,
            Fingerprint = content.Fingerprint,
            Record = content.Record,
            ChangedAt = changed ? now : State.ChangedAt,
            WithdrawnAt = null,
            LastSeenAt = now,
        };
        if (State.OurCode is not { } ours)
        {
            State = State with { Standing = NationalStanding.Unmapped };
            return changed;
        }
        var same = content.Fingerprint == State.AcknowledgedFingerprint;
        // What was acknowledged as withdrawn and is there again is news as well.
        State = State with { Standing = same && !given ? NationalStanding.Mapped : NationalStanding.Changed };
        Record(same || !changed ? new NationalProcedureRestored(State.Code, ours) : new NationalProcedureChanged(State.Code, ours), now, agency: null);
        return changed;
    }

    /// <summary>The national list names it no more — bãi bỏ. It stays; a mapped one waits to be acknowledged.</summary>
    public void Withdraw(DateTimeOffset now)
    {
        if (State.WithdrawnAt is not null)
        {
            return;
        }
        State = State with { WithdrawnAt = now, Standing = State.OurCode is null ? NationalStanding.Withdrawn : NationalStanding.Changed };
        if (State.OurCode is { } ours)
        {
            Record(new NationalProcedureWithdrawn(State.Code, ours), now, agency: null);
        }
    }

    /// <summary>Map it by itself, as ours has the same code — tự ánh xạ. Not where somebody laid down what it is mapped to.</summary>
    /// <returns>Whether it is mapped by that.</returns>
    public bool MapItself(DateTimeOffset now)
    {
        if (State.OurCode is not null || State.ByHand || State.WithdrawnAt is not null)
        {
            return false;
        }
        Set(State.Code, byHand: false, by: null, now);
        return true;
    }

    /// <summary>Map it, or take the mapping away — ánh xạ thủ công. What it says now counts as acknowledged.</summary>
    /// <param name="ours">Our procedure; null for none.</param>
    public void Map(string? ours, AccountId by, DateTimeOffset now)
    {
        if (ours != State.OurCode)
        {
            Set(ours, byHand: true, by, now);
        }
    }

    /// <summary>Acknowledge what changed — xác nhận thay đổi.</summary>
    public void Acknowledge(AccountId by, DateTimeOffset now)
    {
        PortalRules.ChangeAwaits.Demand(State.Standing == NationalStanding.Changed);
        State = State with
        {
            Standing = State.WithdrawnAt is null ? NationalStanding.Mapped : NationalStanding.Withdrawn,
            AcknowledgedFingerprint = State.Fingerprint,
            AcknowledgedRecord = State.Record,
            AcknowledgedAt = now,
            AcknowledgedBy = by,
        };
        Record(new NationalProcedureAcknowledged(State.Code, State.OurCode!), now, agency: null);
    }

    private void Set(string? ours, bool byHand, AccountId? by, DateTimeOffset now)
    {
        var before = State.OurCode;
        State = State with
        {
            OurCode = ours,
            ByHand = byHand,
            Standing = State.WithdrawnAt is not null ? NationalStanding.Withdrawn : ours is null ? NationalStanding.Unmapped : NationalStanding.Mapped,
            AcknowledgedFingerprint = ours is null ? null : State.Fingerprint,
            AcknowledgedRecord = ours is null ? null : State.Record,
            AcknowledgedAt = ours is null ? null : now,
            AcknowledgedBy = ours is null ? null : by,
        };
        Record(ours is null ? new NationalProcedureUnmapped(State.Code, before!) : new NationalProcedureMapped(State.Code, ours), now, agency: null);
    }
}

using OneStop.Domain.Shared;

namespace OneStop.Domain.Portal;

/// <summary>What is stored of an agency of the national database — dữ liệu cơ quan quốc gia.</summary>
public sealed record NationalAgencyState
{
    /// <summary>National code — mã đơn vị.</summary>
    public required string Code { get; init; }

    /// <summary>Events so far — phiên bản.</summary>
    public int Version { get; init; }

    /// <summary>Times it was written, also without an event: what a caller must have seen before changing it — lần ghi.</summary>
    public int Edition { get; init; }

    /// <summary>National name — tên đơn vị.</summary>
    public required string Name { get; init; }

    /// <summary>Its level as written there; null where it says none — cấp đơn vị.</summary>
    public string? Level { get; init; }

    /// <summary>When it was met first — lần đầu thấy.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When the national list named it last — lần cuối thấy.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>Since when the national list does not name it; null while it does — thời điểm bãi bỏ.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Our agency; null where none is mapped — mã cơ quan của hệ thống.</summary>
    public string? OurCode { get; init; }

    /// <summary>Whether somebody laid the mapping down — ánh xạ thủ công.</summary>
    public bool ByHand { get; init; }
}

/// <summary>An agency of the national database, and which of ours it is — cơ quan trên Cơ sở dữ liệu quốc gia.</summary>
public sealed class NationalAgency(NationalAgencyState state) : Aggregate
{
    private readonly NationalAgencyState loaded = state;

    public NationalAgencyState State { get; private set; } = state;

    public override string Kind => "nationalAgency";

    public override string Key => State.Code;

    public override int Version => State.Version;

    /// <summary>The version it has once what was recorded is written.</summary>
    public int CurrentVersion => State.Version + Recorded.Count;

    /// <summary>Whether it is another than it was when it was loaded — có thay đổi.</summary>
    public bool IsChanged => State != loaded;

    /// <summary>The edition it has once it is written — lần ghi sau khi lưu.</summary>
    public int CurrentEdition => State.Edition + (IsChanged ? 1 : 0);

    /// <summary>Read it again — đọc lại.</summary>
    /// <returns>Whether something of it is another.</returns>
    public bool Read(string name, string? level)
    {
        var changed = name != State.Name || level != State.Level || State.WithdrawnAt is not null;
        State = State with { Name = name, Level = level, WithdrawnAt = null };
        return changed;
    }

    /// <summary>Map it by itself, as ours has the same code — tự ánh xạ.</summary>
    /// <returns>Whether it is mapped by that.</returns>
    public bool MapItself(DateTimeOffset now)
    {
        if (State.OurCode is not null || State.ByHand)
        {
            return false;
        }
        State = State with { OurCode = State.Code };
        Record(new NationalAgencyMapped(State.Code, State.Code), now, agency: null);
        return true;
    }

    /// <summary>Map it, or take the mapping away — ánh xạ thủ công.</summary>
    /// <param name="ours">Our agency; null for none.</param>
    public void Map(string? ours, DateTimeOffset now)
    {
        if (ours == State.OurCode)
        {
            return;
        }
        var before = State.OurCode;
        State = State with { OurCode = ours, ByHand = true };
        Record(ours is null ? new NationalAgencyUnmapped(State.Code, before!) : new NationalAgencyMapped(State.Code, ours), now, agency: null);
    }
}

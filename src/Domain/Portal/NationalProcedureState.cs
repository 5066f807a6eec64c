using OneStop.Domain.Access;

namespace OneStop.Domain.Portal;

/// <summary>How a procedure of the national database stands to the catalogue — tình trạng đối chiếu thủ tục quốc gia.</summary>
public enum NationalStanding
{
    /// <summary>No procedure of the catalogue is mapped to it — chưa ánh xạ.</summary>
    Unmapped,

    /// <summary>It is mapped, and stands as it was acknowledged — đã ánh xạ.</summary>
    Mapped,

    /// <summary>It is mapped, and was changed, withdrawn or given back since it was acknowledged — có thay đổi, chờ xác nhận.</summary>
    Changed,

    /// <summary>The national database does not list it any more, and nobody must act — đã bãi bỏ.</summary>
    Withdrawn,
}

/// <summary>What is stored of a procedure of the national database — dữ liệu thủ tục quốc gia.</summary>
public sealed record NationalProcedureState
{
    /// <summary>National code — mã thủ tục trên Cơ sở dữ liệu quốc gia.</summary>
    public required string Code { get; init; }

    /// <summary>Events so far — phiên bản.</summary>
    public int Version { get; init; }

    /// <summary>Times it was written, also without an event: what a caller must have seen before changing it — lần ghi.</summary>
    public int Edition { get; init; }

    /// <summary>National name — tên thủ tục.</summary>
    public required string Name { get; init; }

    /// <summary>National code or name of its field; null where it has none — lĩnh vực.</summary>
    public string? Field { get; init; }

    /// <summary>Level that resolves it, as written there; null where it says none — cấp thực hiện.</summary>
    public string? Level { get; init; }

    /// <summary>SHA-256 of the whole record, in hexadecimal — dấu vân tay nội dung.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The whole record in JSON, its keys in order — nội dung đầy đủ.</summary>
    public required string Record { get; init; }

    /// <summary>When it was met first — lần đầu thấy.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When the national list named it last — lần cuối thấy.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When its record changed last; null where never — lần thay đổi gần nhất.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Since when the national list does not name it; null while it does — thời điểm bãi bỏ.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>How it stands — tình trạng.</summary>
    public NationalStanding Standing { get; init; }

    /// <summary>Our procedure; null where none is mapped — mã thủ tục của hệ thống.</summary>
    public string? OurCode { get; init; }

    /// <summary>Whether somebody laid the mapping down, so that it does not map itself — ánh xạ thủ công.</summary>
    public bool ByHand { get; init; }

    /// <summary>The fingerprint that was acknowledged last; null where none is mapped — dấu vân tay đã xác nhận.</summary>
    public string? AcknowledgedFingerprint { get; init; }

    /// <summary>The record that was acknowledged last — nội dung đã xác nhận.</summary>
    public string? AcknowledgedRecord { get; init; }

    /// <summary>When it was acknowledged — thời điểm xác nhận.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>By whom; null where it mapped itself — người xác nhận.</summary>
    public AccountId? AcknowledgedBy { get; init; }
}

/// <summary>A record of the national database as it was read — nội dung đọc được từ Cơ sở dữ liệu quốc gia.</summary>
/// <param name="Fingerprint">SHA-256 of the record — dấu vân tay nội dung.</param>
/// <param name="Record">The whole record — nội dung đầy đủ.</param>
public sealed record NationalContent(string Code, string Name, string? Field, string? Level, string Fingerprint, string Record);

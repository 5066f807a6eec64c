using OneStop.Domain.Access;

namespace OneStop.Domain.Webhooks;

/// <summary>Whether a webhook sends — trạng thái đăng ký nhận thông báo.</summary>
public enum WebhookStanding
{
    /// <summary>It sends — đang hoạt động.</summary>
    Active,

    /// <summary>It sends nothing until it is resumed; nothing is lost meanwhile — tạm dừng.</summary>
    Paused,
}

/// <summary>Why a webhook is paused — lý do tạm dừng.</summary>
public enum PauseReason
{
    /// <summary>Somebody asked for it — theo yêu cầu.</summary>
    Asked,

    /// <summary>Nothing got through for too long — gửi không thành công quá lâu.</summary>
    Failing,

    /// <summary>The receiver said that it is gone (410) — nơi nhận không còn.</summary>
    Gone,

    /// <summary>Its owner is disabled or may read no dossiers any more — chủ đăng ký không còn quyền.</summary>
    OwnerMayNotAct,

    /// <summary>It has no live secret, and nothing is sent unsigned — không còn khóa ký.</summary>
    NoSecret,
}

/// <summary>Where a delivery stands — trạng thái lần gửi.</summary>
public enum DeliveryStanding
{
    /// <summary>It waits for its turn or its next attempt — chờ gửi.</summary>
    Pending,

    /// <summary>The receiver took it — đã gửi.</summary>
    Delivered,

    /// <summary>It was tried long enough and given up — không gửi được.</summary>
    Failed,

    /// <summary>Its target may not be sent to; its reason says why — tạm giữ.</summary>
    Parked,

    /// <summary>It was not sent, because the owner may not see the event any more — không được xem nữa.</summary>
    Withheld,
}

/// <summary>What of the feed a webhook sends — bộ lọc biến động.</summary>
public sealed record WebhookFilter
{
    /// <summary>Kinds of event, such as <c>dossierReceived</c>; null for all.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Only dossiers of this agency, as receiving, competent or a leg's; null for all.</summary>
    public string? Agency { get; init; }

    /// <summary>Only dossiers of this procedure, and the procedure itself; null for all.</summary>
    public string? Procedure { get; init; }
}

/// <summary>A webhook as its row holds it — dữ liệu đăng ký nhận thông báo.</summary>
public sealed record WebhookState
{
    public required WebhookId Id { get; init; }

    public int Version { get; init; }

    /// <summary>The account whose reach it has.</summary>
    public required AccountId Owner { get; init; }

    /// <summary>Where it sends to.</summary>
    public required string Url { get; init; }

    public WebhookStanding Standing { get; init; }

    public PauseReason? PauseReason { get; init; }

    public DateTimeOffset? PausedAt { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When it was removed; from then on it is not there.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    public required WebhookFilter Details { get; init; }
}

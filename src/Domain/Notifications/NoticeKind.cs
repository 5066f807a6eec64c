namespace OneStop.Domain.Notifications;

/// <summary>What a message says — nội dung thông báo.</summary>
public enum NoticeKind
{
    /// <summary>Filed, to be looked at by the agency — đã nộp hồ sơ.</summary>
    Registered,

    /// <summary>Received, with the appointment — đã tiếp nhận, hẹn trả kết quả.</summary>
    Received,

    /// <summary>Not taken in — từ chối tiếp nhận.</summary>
    Refused,

    /// <summary>Supplements are asked for — yêu cầu bổ sung, hoàn thiện.</summary>
    SupplementRequested,

    /// <summary>The term of the supplement nears its end — nhắc bổ sung, hoàn thiện hồ sơ sắp hết hạn.</summary>
    SupplementReminder,

    /// <summary>The supplement did not come: the dossier is closed — đóng hồ sơ do quá hạn bổ sung.</summary>
    SupplementLapsed,

    /// <summary>Something is to be paid — nghĩa vụ tài chính.</summary>
    ObligationImposed,

    /// <summary>Another due day — gia hạn.</summary>
    Extended,

    /// <summary>Another appointment, because the clock stood still or the calendar changed — điều chỉnh thời điểm hẹn trả kết quả.</summary>
    Rescheduled,

    /// <summary>Apology for the delay, and a new appointment — xin lỗi, hẹn lại ngày trả.</summary>
    Apology,

    /// <summary>The result can be had — đã có kết quả.</summary>
    ResultReady,

    /// <summary>The request was turned down: the answer can be had — từ chối giải quyết.</summary>
    ResultRefused,

    /// <summary>The result was handed over — đã trả kết quả.</summary>
    Returned,

    /// <summary>Withdrawn — đã rút hồ sơ.</summary>
    Withdrawn,

    /// <summary>Stopped — dừng giải quyết.</summary>
    Stopped,

    /// <summary>Taken up again — giải quyết lại.</summary>
    Reopened,

    /// <summary>The receipt was corrected — đính chính giấy tiếp nhận.</summary>
    ReceiptCorrected,

    /// <summary>To an official: nearly or already late — cảnh báo hồ sơ sắp, đã quá hạn.</summary>
    Escalated,
}

/// <summary>By what a message goes — kênh gửi.</summary>
public enum NoticeChannel
{
    /// <summary>Thư điện tử.</summary>
    Email,

    /// <summary>Tin nhắn SMS.</summary>
    Sms,

    /// <summary>Tin nhắn Zalo.</summary>
    Zalo,

    /// <summary>The account's own list — hộp thông báo của tài khoản.</summary>
    Inbox,
}

/// <summary>To whom — đối tượng nhận.</summary>
public enum NoticeAudience
{
    /// <summary>The owner's side — chủ hồ sơ, người nộp.</summary>
    Owner,

    /// <summary>Officials — cán bộ, công chức.</summary>
    Official,
}

/// <summary>How far a message is — trạng thái gửi.</summary>
public enum NoticeState
{
    /// <summary>Waits for its turn — chờ gửi.</summary>
    Queued,

    /// <summary>Waits for the end of the quiet hours — tạm giữ trong giờ yên tĩnh.</summary>
    Held,

    /// <summary>Taken by the channel — đã gửi.</summary>
    Sent,

    /// <summary>Reached its recipient — đã đến người nhận.</summary>
    Delivered,

    /// <summary>Given up, or refused by the channel — gửi không thành công.</summary>
    Failed,

    /// <summary>Not sent: what happened since made it untrue — đã được thay thế.</summary>
    Superseded,

    /// <summary>Nobody knows how to reach the recipient — không có cách liên hệ.</summary>
    Unreachable,

    /// <summary>Not sent: the recipient does not want it — người nhận không nhận kênh này.</summary>
    Suppressed,
}

namespace OneStop.Domain.Transfers;

/// <summary>Where a transfer stands; the rules stand in <c>TransferPolicy</c> — trạng thái chặng liên thông.</summary>
public enum TransferStatus
{
    /// <summary>Đã chuyển, chưa tiếp nhận.</summary>
    Sent = 1,

    /// <summary>Đã tiếp nhận, đang xử lý.</summary>
    Accepted = 2,

    /// <summary>Đã xử lý xong.</summary>
    Completed = 3,

    /// <summary>Bị từ chối tiếp nhận.</summary>
    Declined = 4,

    /// <summary>Đã chuyển tiếp cho cơ quan khác.</summary>
    Rerouted = 5,

    /// <summary>Bên gửi đã thu hồi, hoặc hồ sơ đã kết thúc.</summary>
    Recalled = 6,

    /// <summary>Hết hạn lấy ý kiến mà không trả lời.</summary>
    Lapsed = 7,
}

/// <summary>What somebody can do with a transfer — thao tác trên chặng liên thông.</summary>
public enum TransferAction { Accept, Decline, Reroute, CompleteStep, Complete, Recall, Remind }

/// <summary>What follows from a status — nhóm trạng thái chặng liên thông.</summary>
public static class TransferStatuses
{
    /// <summary>Whether the receiver still has to do something.</summary>
    public static bool IsOpen(this TransferStatus status) => status is TransferStatus.Sent or TransferStatus.Accepted;

    /// <summary>Whether it went to an agency that never took it; its time is its sender's.</summary>
    /// <param name="accepted">Whether the receiver had taken it: one that kept a question silent answers for that time.</param>
    public static bool IsMisrouted(this TransferStatus status, bool accepted) =>
        status is TransferStatus.Declined or TransferStatus.Rerouted || (status == TransferStatus.Recalled && !accepted);
}

namespace OneStop.Domain.Dossiers;

/// <summary>
/// The national statuses of a dossier; the numbers are those of the National Public Service Portal. Which action leads from which to which
/// stands in <see cref="DossierPolicy"/> — trạng thái hồ sơ.
/// </summary>
public enum DossierStatus
{
    /// <summary>Mới đăng ký.</summary>
    Registered = 1,

    /// <summary>Được tiếp nhận.</summary>
    Received = 2,

    /// <summary>Không được tiếp nhận.</summary>
    NotAccepted = 3,

    /// <summary>Đang xử lý.</summary>
    InProgress = 4,

    /// <summary>Yêu cầu bổ sung giấy tờ.</summary>
    AwaitingSupplement = 5,

    /// <summary>Yêu cầu thực hiện nghĩa vụ tài chính.</summary>
    AwaitingPayment = 6,

    /// <summary>Công dân yêu cầu rút hồ sơ.</summary>
    Withdrawn = 7,

    /// <summary>Dừng xử lý.</summary>
    Stopped = 8,

    /// <summary>Đã xử lý xong.</summary>
    Resolved = 9,

    /// <summary>Đã trả kết quả.</summary>
    Returned = 10,
}

/// <summary>What was decided — kết quả giải quyết.</summary>
public enum Outcome
{
    /// <summary>Chấp thuận.</summary>
    Approved = 1,

    /// <summary>Từ chối giải quyết.</summary>
    Refused = 2,
}

/// <summary>What somebody can do with a dossier — thao tác.</summary>
public enum DossierAction
{
    Accept, Refuse, Claim, Assign, Unassign, CompleteStep, SendBack, Recall, RequestSupplement, AnswerSupplement, ImposeObligation,
    SettleObligation, Extend, Apologise, Withdraw, Stop, Decide, RecordResult, Return, Correct, Reopen, OpenTransfer, Reassign,
}

public static class DossierStatuses
{
    /// <summary>Whether somebody still has to do something with it before its result stands.</summary>
    public static bool IsOpen(this DossierStatus status) => status is DossierStatus.Registered or DossierStatus.Received
        or DossierStatus.InProgress or DossierStatus.AwaitingSupplement or DossierStatus.AwaitingPayment or DossierStatus.Resolved;
}

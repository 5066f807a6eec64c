using OneStop.Domain.Shared;

namespace OneStop.Domain.Webhooks;

/// <summary>Every rule of webhooks, in one table.</summary>
public static class WebhookRules
{
    public static readonly Rule Exists = new(
        "webhook.exists", "Không tìm thấy đăng ký nhận thông báo.", "There is no such webhook.");

    public static readonly Rule DeliveryExists = new(
        "webhook.delivery-exists", "Không tìm thấy lần gửi thông báo.", "There is no such delivery.");

    public static readonly Rule SecretExists = new(
        "webhook.secret-exists", "Không tìm thấy khóa ký còn hiệu lực.", "There is no such live secret.");

    public static readonly Rule AreFew = new(
        "webhook.are-few",
        "Tài khoản đã có đủ số đăng ký nhận thông báo; hãy hủy bớt.",
        "The account has as many webhooks as it may; remove one.");

    public static readonly Rule IsOwn = new(
        "webhook.is-own",
        "Chỉ chủ đăng ký được đổi địa chỉ, bộ lọc và khóa ký.",
        "Only its owner changes where it sends, what, and with which secrets.");

    public static readonly Rule IsActive = new(
        "webhook.is-active", "Đăng ký đang tạm dừng.", "The webhook is paused already.");

    public static readonly Rule IsPaused = new(
        "webhook.is-paused", "Đăng ký đang hoạt động.", "The webhook is active already.");

    public static readonly Rule SecretsAreFew = new(
        "webhook.secrets-are-few",
        "Đã có hai khóa ký còn hiệu lực; hãy thu hồi một khóa.",
        "It has two live secrets already; revoke one of them.");

    public static readonly Rule LastSecretStays = new(
        "webhook.last-secret-stays",
        "Không thu hồi được khóa ký duy nhất không có ngày hết hạn; hãy cấp khóa mới trước.",
        "The only secret without an end cannot be revoked; make another one before.");

    public static readonly Rule PingIsDone = new(
        "webhook.ping-is-done", "Lần gửi thử trước chưa xong.", "The ping before is still under way.");

    public static readonly Rule TypeExists = new(
        "webhook.type-exists", "Không có loại biến động này.", "There is no event of this type.");
}

/// <summary>What keeps a delivery from its receiver, in one table.</summary>
public static class DeliveryRules
{
    public static readonly Rule TargetIsAddress = new(
        "delivery.target-is-address",
        "Cần một địa chỉ http(s) đầy đủ, không kèm tài khoản, không có phần sau dấu #.",
        "A whole http(s) address is wanted, without credentials and without a fragment.");

    public static readonly Rule TargetIsSecure = new(
        "delivery.target-is-secure", "Chỉ gửi đến địa chỉ https.", "Only addresses that begin with https:// are sent to.");

    public static readonly Rule TargetPortIsOpen = new(
        "delivery.target-port-is-open",
        "Chỉ dùng cổng 80, 443 hoặc từ 1024 trở lên.",
        "The port must be 80, 443, or 1024 and above.");

    public static readonly Rule TargetIsKnown = new(
        "delivery.target-is-known",
        "Không phân giải được tên máy chủ nhận.",
        "The name of the receiving host leads to no address.");

    public static readonly Rule TargetIsOutside = new(
        "delivery.target-is-outside",
        "Địa chỉ nhận nằm trong mạng nội bộ và không được phép.",
        "The target lies inside a network that may not be sent to.");

    public static readonly Rule IsReached = new(
        "delivery.is-reached", "Không kết nối được nơi nhận.", "The receiver could not be reached.");

    public static readonly Rule IsTrusted = new(
        "delivery.is-trusted", "Chứng thư của nơi nhận không hợp lệ.", "The receiver's certificate is not trusted.");

    public static readonly Rule IsAnsweredInTime = new(
        "delivery.is-answered-in-time", "Nơi nhận không trả lời kịp.", "The receiver did not answer in time.");

    public static readonly Rule IsTaken = new(
        "delivery.is-taken", "Nơi nhận không chấp nhận (mã trả lời không phải 2xx).", "The receiver did not answer with a status of success (2xx).");

    public static readonly Rule ReceiverIsThere = new(
        "delivery.receiver-is-there", "Nơi nhận báo không còn tồn tại (410).", "The receiver says that it is gone (410).");

    public static readonly Rule OwnerSeesIt = new(
        "delivery.owner-sees-it",
        "Chủ đăng ký không còn được xem biến động này.",
        "The webhook's owner may not see the event like that any more.");

    public static readonly Rule OwnerMayAct = new(
        "delivery.owner-may-act",
        "Chủ đăng ký đã bị khóa hoặc không còn quyền đăng ký nhận thông báo.",
        "The webhook's owner is disabled or may not subscribe any more.");

    public static readonly Rule IsSigned = new(
        "delivery.is-signed", "Đăng ký không còn khóa ký còn hiệu lực.", "The webhook has no live secret to sign with.");
}

using OneStop.Domain.Shared;

namespace OneStop.Application.Pipeline;

/// <summary>Rules that hold for every request.</summary>
public static class RequestRules
{
    public static readonly Rule SignedIn = new(
        "request.signed-in", "Cần đăng nhập để thực hiện yêu cầu này.", "Sign in to do this.");

    public static readonly Rule Permitted = new(
        "request.permitted", "Tài khoản không có quyền thực hiện yêu cầu này.", "The account has no right to do this.");

    public static readonly Rule Valid = new(
        "request.valid", "Dữ liệu gửi lên không hợp lệ.", "What was sent is not valid.");

    public static readonly Rule Readable = new(
        "request.readable", "Nội dung gửi lên không đọc được.", "What was sent cannot be read.");

    public static readonly Rule KeyUsedOnce = new(
        "request.key-used-once",
        "Khóa chống lặp (Idempotency-Key) đã dùng cho một nội dung khác.",
        "The Idempotency-Key was already used with another body.");

    public static readonly Rule AnswerMayBeKept = new(
        "request.answer-may-be-kept",
        "Câu trả lời có khóa bí mật nên không được lưu; hãy gửi lại không có Idempotency-Key.",
        "The answer holds a secret and is not kept; send it without an Idempotency-Key.");

    public static readonly Rule VersionGiven = new(
        "request.version-given",
        "Thiếu phiên bản của tài nguyên (If-Match).",
        "The version of the resource (If-Match) is missing.");

    public static readonly Rule VersionCurrent = new(
        "request.version-current",
        "Tài nguyên đã thay đổi sau lần đọc gần nhất.",
        "The resource has changed since it was last read.");

    public static readonly Rule RouteExists = new(
        "request.route-exists", "Không tìm thấy tài nguyên.", "There is no such resource.");

    public static readonly Rule MethodAllowed = new(
        "request.method-allowed", "Phương thức không được hỗ trợ ở địa chỉ này.", "The method is not supported here.");

    public static readonly Rule BodyWithinLimit = new(
        "request.body-within-limit", "Nội dung gửi lên quá lớn.", "What was sent is too large.");

    public static readonly Rule MediaTypeSupported = new(
        "request.media-type-supported", "Kiểu nội dung không được hỗ trợ; hãy gửi JSON.", "The media type is not supported; send JSON.");

    public static readonly Rule RangeSatisfiable = new(
        "request.range-satisfiable", "Khoảng dữ liệu yêu cầu (Range) nằm ngoài nội dung.", "The Range asked for lies outside the content.");

    public static readonly Rule WithinRate = new(
        "request.within-rate", "Quá nhiều yêu cầu; hãy thử lại sau.", "Too many requests; try again later.");

    public static readonly Rule Available = new(
        "request.available", "Hệ thống tạm thời quá tải; chưa có gì được ghi.", "The system is overloaded for now; nothing was written.");

    public static readonly Rule OutcomeKnown = new(
        "request.outcome-known",
        "Mất kết nối khi ghi; chưa rõ yêu cầu đã được ghi hay chưa. Hãy kiểm tra lại trước khi gửi lần nữa.",
        "The connection was lost while writing; whether the request was written is not known. Look before sending it again.");

    public static readonly Rule NoFault = new(
        "request.no-fault", "Lỗi nội bộ; đã ghi nhận theo mã truy vết.", "Internal fault; it was noted under the trace id.");
}

/// <summary>What a field can have against it.</summary>
public static class FieldRules
{
    public static readonly Rule Required = new("field.required", "Trường bắt buộc.", "The field is required.");

    public static readonly Rule WithinLength = new("field.within-length", "Độ dài không hợp lệ.", "The length is out of bounds.");

    public static readonly Rule WithinRange = new("field.within-range", "Giá trị nằm ngoài khoảng cho phép.", "The value is out of range.");

    public static readonly Rule InList = new("field.in-list", "Giá trị không có trong danh mục.", "The value is not one of the list.");

    public static readonly Rule WellFormed = new("field.well-formed", "Giá trị sai định dạng.", "The value is malformed.");

    public static readonly Rule Known = new("field.known", "Trường hoặc tham số không được hỗ trợ.", "The field or parameter is not supported.");
}

/// <summary>Nobody is signed in: the answer is 401.</summary>
public sealed class SignInRequiredException : Exception;

/// <summary>An idempotency key came again with another body: the answer is 422.</summary>
public sealed class IdempotencyKeyReusedException : Exception;

/// <summary>An action on an existing resource came without <c>If-Match</c>: the answer is 428.</summary>
public sealed class VersionMissingException : Exception;

using OneStop.Domain.Procedures;

namespace OneStop.Api.Transfers;

/// <summary>The words of the hand-over slip in one language.</summary>
internal sealed record SlipWords(Func<TransferKind, string> KindOf)
{
    public static readonly SlipWords Vietnamese = new(VietnameseKind)
    {
        Title = "Phiếu chuyển, giao nhận hồ sơ", Number = "Số",
        Code = "Mã hồ sơ",
        Procedure = "Thủ tục hành chính", Owner = "Chủ hồ sơ", From = "Cơ quan chuyển", To = "Cơ quan nhận",
        ReturnTo = "Trả kết quả về", Kind = "Hình thức", Task = "Nội dung công việc", Role = "Vai trò", Lead = "Chủ trì", Support = "Phối hợp",
        SentAt = "Chuyển lúc", AcceptBy = "Tiếp nhận trước", DueAt = "Hạn hoàn thành", Reason = "Lý do",
        Companions = "Các cơ quan cùng xử lý", Agency = "Cơ quan", Parts = "Thành phần hồ sơ",
        Documents = "Tài liệu điện tử kèm theo",
        Document = "Tên tài liệu", Giver = "BÊN GIAO", Taker = "BÊN NHẬN", SignHere = "(Ngày, giờ, ký, ghi rõ họ tên)",
    };

    public static readonly SlipWords English = new(EnglishKind)
    {
        Title = "Hand-over slip", Number = "No.",
        Code = "Dossier", Procedure = "Procedure", Owner = "Owner", From = "From", To = "To",
        ReturnTo = "Result back to", Kind = "Kind", Task = "Task", Role = "Part", Lead = "Lead", Support = "Support", SentAt = "Sent",
        AcceptBy = "Accept before", DueAt = "Due", Reason = "Reason", Companions = "Agencies at work at the same time", Agency = "Agency",
        Parts = "Components",
        Documents = "Documents sent along", Document = "Document", Giver = "HANDED OVER BY", Taker = "TAKEN OVER BY",
        SignHere = "(date, time, signature, full name)",
    };

    public required string Title { get; init; }
    public required string Number { get; init; }
    public required string Code { get; init; }
    public required string Procedure { get; init; }
    public required string Owner { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required string ReturnTo { get; init; }
    public required string Kind { get; init; }
    public required string Task { get; init; }
    public required string Role { get; init; }
    public required string Lead { get; init; }
    public required string Support { get; init; }
    public required string SentAt { get; init; }
    public required string AcceptBy { get; init; }
    public required string DueAt { get; init; }
    public required string Reason { get; init; }
    public required string Companions { get; init; }
    public required string Agency { get; init; }
    public required string Parts { get; init; }
    public required string Documents { get; init; }
    public required string Document { get; init; }
    public required string Giver { get; init; }
    public required string Taker { get; init; }
    public required string SignHere { get; init; }

    private static string VietnameseKind(TransferKind kind) => kind switch
    {
        TransferKind.Internal => "Nội bộ",
        TransferKind.Vertical => "Liên thông dọc",
        TransferKind.Horizontal => "Liên thông ngang",
        TransferKind.NonTerritorial => "Phi địa giới hành chính",
        TransferKind.Consultation => "Lấy ý kiến",
    };

    private static string EnglishKind(TransferKind kind) => kind switch
    {
        TransferKind.Internal => "Internal",
        TransferKind.Vertical => "Vertical",
        TransferKind.Horizontal => "Horizontal",
        TransferKind.NonTerritorial => "Non-territorial",
        TransferKind.Consultation => "Consultation",
    };
}

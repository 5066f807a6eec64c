using OneStop.Application.Forms;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Exports;

/// <summary>The register book laid out as its form has it: form 06 of 2018, 07 of 2025.</summary>
internal static class RegisterSheet
{
    public static ReportSheet Frame(RegisterView book, SheetGround ground, DateTimeOffset now) => new()
    {
        FileName = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"register_{book.Agency.Code}_{book.From:yyyy-MM-dd}_{book.To:yyyy-MM-dd}"),
        English = ground.English, Tab = ground.Said("Sổ theo dõi", "Register"), Issuer = book.Agency.Name, Form = $"{ground.Said("Mẫu số", "Form No.")} {book.Number}",
        Title = book.Title, Columns = Columns(ground),
        Lines =
        [
            book.Circular,
            ground.Said($"Từ ngày {SheetWords.Day(book.From)} đến ngày {SheetWords.Day(book.To)}", $"From {SheetWords.Day(book.From)} to {SheetWords.Day(book.To)}"),
        ],
        Notes =
        [
            ground.Said(
                $"Nguồn: kết xuất từ OneStop, bắt đầu lúc {SheetWords.Instant(now)}, trong phạm vi quyền xem của người kết xuất; số điện thoại, địa chỉ được che với người không thụ lý hồ sơ.",
                $"Source: drawn from OneStop, begun at {SheetWords.Instant(now)}, within what the requester may see; phones and addresses are masked for whoever does not work on the dossier."),
        ],
    };

    public static SheetRow Row(RegisterLine line, SheetGround ground) => new(
    [
        line.Sequence, line.Code, line.Procedure.Name, (long)line.Dossiers, Joined(", ", line.Owner.FullName, line.Owner.Address, line.Owner.Phone), line.CompetentAgency.Name,
        line.ReceivedAt, line.DueAt, line.ReturnedAt, Via(line.ReturnBy, ground), Joined("; ", line.ReceivedBy, Note(line, ground)),
    ]);

    private static IReadOnlyList<SheetColumn> Columns(SheetGround ground)
    {
        var date = ground.Said("Ngày, tháng, năm", "Date");
        return
        [
            new(ground.Said("TT", "No."), 6, SheetValue.Place), new(ground.Said("Mã hồ sơ", "Dossier"), 26, SheetValue.Text),
            new(ground.Said("Tên thủ tục hành chính", "Procedure"), 36, SheetValue.Text), new(ground.Said("Số lượng hồ sơ", "Dossiers"), 9, SheetValue.Count),
            new(ground.Said("Tên, địa chỉ, số điện thoại của tổ chức, cá nhân", "Name, address and phone"), 40, SheetValue.Text),
            new(ground.Said("Cơ quan chủ trì giải quyết", "Responsible agency"), 28, SheetValue.Text),
            new(ground.Said("Nhận hồ sơ", "Received"), 16, SheetValue.Instant, date), new(ground.Said("Hẹn trả kết quả", "Due"), 16, SheetValue.Instant, date),
            new(ground.Said("Trả kết quả", "Returned"), 16, SheetValue.Instant, date),
            new(ground.Said("Phương thức nhận kết quả", "Way of receipt"), 16, SheetValue.Text), new(ground.Said("Ký nhận, ghi chú", "Signature, note"), 24, SheetValue.Text),
        ];
    }

    private static string Via(ReturnVia via, SheetGround ground) => via switch
    {
        ReturnVia.Counter => ground.Said("Trực tiếp", "At the counter"),
        ReturnVia.Postal => ground.Said("Qua bưu chính công ích", "By public post"),
        ReturnVia.Online => ground.Said("Trực tuyến", "Online"),
    };

    private static string? Note(RegisterLine line, SheetGround ground) => line switch
    {
        { Status: DossierStatus.Withdrawn } => ground.Said("Rút hồ sơ", "Withdrawn"),
        { Status: DossierStatus.Stopped } => ground.Said("Dừng giải quyết", "Stopped"),
        { Outcome: Outcome.Refused } => ground.Said("Từ chối giải quyết", "Refused"),
        { Status: DossierStatus.AwaitingSupplement } => ground.Said("Chờ bổ sung", "Awaits supplement"),
        _ => null,
    };

    private static string Joined(string between, params string?[] parts) => string.Join(between, parts.OfType<string>());
}

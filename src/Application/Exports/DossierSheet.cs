using OneStop.Application.Dossiers;

namespace OneStop.Application.Exports;

/// <summary>A long list of dossiers as a sheet: the rows of the list, without numbers, contacts or addresses.</summary>
internal static class DossierSheet
{
    public static ReportSheet Frame(ExportedDossierFilter filter, SheetGround ground, DateTimeOffset now) => new()
    {
        FileName = $"dossiers_{(filter.Agency is { } code && ground.Agencies.Find(code) is not null ? code : "all")}_{Domain.Shared.VietnamTime.DateOf(now):yyyy-MM-dd}", English = ground.English, Tab = ground.Said("Hồ sơ", "Dossiers"),
        Issuer = filter.Agency is { } agency ? ground.Agencies.NameOf(agency) : ground.Said("Toàn bộ hồ sơ được xem", "All dossiers within reach"),
        Title = SheetWords.Title(ground.Report, ground.English), Columns = Columns(ground),
        Lines = [$"{ground.Said("Kết xuất bắt đầu lúc", "Drawn from")} {SheetWords.Instant(now)}", .. Narrowed(filter, ground)],
        Notes =
        [
            ground.Said(
                $"Nguồn: kết xuất từ OneStop, bắt đầu lúc {SheetWords.Instant(now)}, trong phạm vi quyền xem của người kết xuất; không có số giấy tờ, liên hệ, địa chỉ.",
                $"Source: drawn from OneStop, begun at {SheetWords.Instant(now)}, within what the requester may see; without numbers, contacts or addresses."),
        ],
    };

    public static SheetRow Row(DossierLine line, SheetGround ground)
    {
        string? Said<TEnum>(TEnum? member)
            where TEnum : struct, Enum => member is { } value ? SheetWords.Word(value, ground.English) : null;

        return new SheetRow(
        [
            line.Code, line.Procedure.Code, line.Procedure.Name, line.Owner.FullName, line.ReceivingAgency.Name, line.CompetentAgency.Name, Said<Domain.Procedures.Channel>(line.Channel),
            Said<Domain.Dossiers.DossierStatus>(line.Status), line.SubmittedAt, line.ReceivedAt, line.DueAt, line.ClosedAt, line.ReturnedAt,
            Said<Domain.Calendar.Timeliness>(line.Timeliness), Said(line.Outcome), line.Step?.Name,
        ]);
    }

    private static IReadOnlyList<SheetColumn> Columns(SheetGround ground) =>
    [
        new(ground.Said("Mã hồ sơ", "Code"), 26, SheetValue.Text), new(ground.Said("Mã thủ tục", "Procedure"), 11, SheetValue.Text),
        new(ground.Said("Tên thủ tục", "Name of the procedure"), 40, SheetValue.Text), new(ground.Said("Chủ hồ sơ", "Owner"), 26, SheetValue.Text),
        new(ground.Said("Cơ quan tiếp nhận", "Receiving agency"), 30, SheetValue.Text), new(ground.Said("Cơ quan giải quyết", "Competent agency"), 30, SheetValue.Text),
        new(ground.Said("Hình thức", "Channel"), 14, SheetValue.Text), new(ground.Said("Trạng thái", "Status"), 20, SheetValue.Text),
        new(ground.Said("Nộp lúc", "Submitted"), 16, SheetValue.Instant), new(ground.Said("Tiếp nhận lúc", "Received"), 16, SheetValue.Instant),
        new(ground.Said("Hạn trả", "Due"), 16, SheetValue.Instant), new(ground.Said("Giải quyết xong", "Closed"), 16, SheetValue.Instant),
        new(ground.Said("Trả kết quả", "Returned"), 16, SheetValue.Instant), new(ground.Said("Tiến độ", "Timeliness"), 14, SheetValue.Text),
        new(ground.Said("Kết quả", "Outcome"), 16, SheetValue.Text), new(ground.Said("Bước hiện tại", "Current step"), 24, SheetValue.Text),
    ];

    /// <summary>What the list was narrowed to.</summary>
    private static IEnumerable<string> Narrowed(ExportedDossierFilter filter, SheetGround ground)
    {
        string? By(string vietnamese, string english, string? value) => value is null ? null : $"{ground.Said(vietnamese, english)} {value}";

        string? Flag(bool? flag, string yes, string no) => flag is { } set ? (set ? yes : no) : null;

        string?[] by =
        [
            By("mã hồ sơ", "code", filter.Code), By("nhóm hồ sơ", "group", filter.Root?.ToString()), By("thủ tục", "procedure", filter.Procedure),
            By("lĩnh vực", "field", filter.Field), By("cơ quan", "agency", filter.Agency is { } agency ? ground.Agencies.NameOf(agency) : null),
            By("trạng thái", "status", filter.Status is { } status ? SheetWords.Word(status, ground.English) : null),
            By("hình thức", "channel", filter.Channel is { } channel ? SheetWords.Word(channel, ground.English) : null),
            By("người thụ lý", "assignee", filter.Assignee == "me" ? ground.Said("là người kết xuất", "is the requester") : filter.Assignee),
            Flag(filter.Test, ground.Said("chỉ hồ sơ thử nghiệm", "only dossiers filed for trying out"), ground.Said("không gồm hồ sơ thử nghiệm", "without dossiers filed for trying out")),
            Flag(filter.Overdue, ground.Said("quá hạn", "overdue"), ground.Said("không quá hạn", "not overdue")),
            By("tiếp nhận từ", "received from", filter.ReceivedFrom is { } first ? SheetWords.Day(first) : null),
            By("tiếp nhận đến", "received to", filter.ReceivedTo is { } last ? SheetWords.Day(last) : null),
            By("đến hạn trước", "due before", filter.DueBefore is { } due ? SheetWords.Instant(due) : null),
            By("thay đổi từ", "changed since", filter.UpdatedSince is { } since ? SheetWords.Instant(since) : null),
            filter.CellOfReport is null ? null : ground.Said("các hồ sơ của một số liệu báo cáo", "the dossiers of a figure"),
        ];
        if (by.OfType<string>().ToArray() is { Length: > 0 } conditions)
        {
            yield return $"{ground.Said("Điều kiện", "Narrowed to")}: {string.Join("; ", conditions)}";
        }
    }
}

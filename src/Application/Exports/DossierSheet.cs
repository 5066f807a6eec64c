using OneStop.Application.Dossiers;

namespace OneStop.Application.Exports;

/// <summary>A long list of dossiers as a sheet: the rows of the list, without numbers, contacts or addresses.</summary>
internal static class DossierSheet
{
    public static ReportSheet Frame(ExportedDossierFilter filter, SheetGround ground, DateTimeOffset now) => new()
    {
        FileName = $"dossiers_{filter.Agency ?? "all"}_{Domain.Shared.VietnamTime.DateOf(now):yyyy-MM-dd}", English = ground.English, Tab = ground.Said("Hồ sơ", "Dossiers"),
        Issuer = filter.Agency is { } agency ? ground.Agencies.NameOf(agency) : ground.Said("Toàn bộ hồ sơ được xem", "All dossiers within reach"),
        Title = SheetWords.Title(ground.Report, ground.English), Columns = Columns(ground),
        Lines = [$"{ground.Said("Số liệu tính đến", "As of")}: {SheetWords.Instant(now)}", .. Narrowed(filter, ground)],
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
        string?[] by =
        [
            filter.Code, filter.Procedure, filter.Field, filter.Agency, filter.Status is { } status ? SheetWords.Word(status, ground.English) : null,
            filter.Channel is { } channel ? SheetWords.Word(channel, ground.English) : null, filter.Overdue == true ? ground.Word("overdue") : null,
            filter.ReceivedFrom is { } first ? $"{ground.Said("tiếp nhận từ", "received from")} {SheetWords.Day(first)}" : null,
            filter.ReceivedTo is { } last ? $"{ground.Said("tiếp nhận đến", "received to")} {SheetWords.Day(last)}" : null,
            filter.DueBefore is { } due ? $"{ground.Said("đến hạn trước", "due before")} {SheetWords.Instant(due)}" : null,
            filter.UpdatedSince is { } since ? $"{ground.Said("thay đổi từ", "changed since")} {SheetWords.Instant(since)}" : null,
            filter.CellOfReport is null ? null : ground.Said("các hồ sơ của một số liệu báo cáo", "the dossiers of a figure"),
        ];
        if (by.OfType<string>().ToArray() is { Length: > 0 } conditions)
        {
            yield return $"{ground.Said("Điều kiện", "Narrowed to")}: {string.Join("; ", conditions)}";
        }
    }
}

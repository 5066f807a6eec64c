using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Tests.Calendar;
using OneStop.Domain.Transfers;
using static OneStop.Domain.Tests.Calendar.Calendars;

namespace OneStop.Domain.Tests.Transfers;

/// <summary>
/// Reckoned by hand. Hours are 07:30–11:30 and 13:30–17:00, a day has 240 + 210 = 450 minutes. All in March 2026: the 2nd is a Monday, the
/// 6th a Friday. W is competent. A leg is written <c>agency status? sent..closed due</c>; a span <c>party(leg) minutes</c>, and <c>|</c>
/// stands where the clock stood still.
/// </summary>
public sealed class ResponsibilityTests
{
    private const string Due = "09 17:00";

    [TestCase("5wd 02 10:00; now 03 09:00", "", "W 390",
        TestName = "Không có chặng: thứ Hai 90 + 210, thứ Ba 90")]
    [TestCase("5wd 02 10:00; close 04 10:00", "A 02 14:00..03 08:30, B 03 10:00..04 09:00", "W 120 A(1) 240 W 90 B(2) 390 W 60",
        TestName = "Lần lượt: 90+30, 180+60, 90, 90+210+90, 60; cộng 900 = 300+450+150")]
    [TestCase("5wd 02 10:00; close 04 11:30", "A 02 11:00..04 11:00, B 02 14:00..03 16:00", "W 60 A(1) 900 W 30",
        TestName = "Song song, chặng gửi trước kết thúc sau: A nhận tất cả, 30+210+450+210")]
    [TestCase("5wd 02 10:00; close 03 10:30", "A 02 11:00..03 09:00, B 02 14:00..03 10:00", "W 60 A(1) 60 B(2) 330 W 30",
        TestName = "Song song so le: A một mình 30+30, từ 14:00 là B kết thúc sau, 180+150")]
    [TestCase("5wd 02 10:00; close 04 09:00", "A declined 02 11:00..03 09:00, B 03 09:00..04 09:00", "W 60 W(1) 330 B(2) 450",
        TestName = "Chuyển nhầm bị từ chối: 30+210+90 tính cho bên chuyển W")]
    [TestCase("5wd 02 10:00; now 02 15:00", "A rerouted 02 11:00..02 14:00, B 02 14:00..", "W 60 W(1) 60 B(2) 60",
        TestName = "Chuyển tiếp: chặng cũ 30+30 tính cho bên chuyển, chặng mới cho B")]
    [TestCase("5wd 02 10:00; now 02 15:00", "A recalled 02 11:00..02 14:00", "W 60 W(1) 60 W 60",
        TestName = "Thu hồi: 30+30 của bên chuyển")]
    [TestCase("5wd 02 10:00; close 04 09:00", "A lapsed 02 11:00..04 08:00", "W 60 A(1) 720 W 60",
        TestName = "Lấy ý kiến quá hạn im lặng: cơ quan được hỏi 30+210+450+30")]
    [TestCase("5wd 02 10:00; pause 03 09:00; resume 04 14:00; close 05 10:30", "A 02 14:00..05 10:00", "W 120 A(1) 270 | A(1) 330 W 30",
        TestName = "Dừng giữa chặng: 180+90, dừng không của ai, 180+150")]
    [TestCase("5wd 02 10:00; pause 03 09:00; resume 04 14:00; close 05 10:30", "A 03 10:00..04 10:00", "W 390 | W 360",
        TestName = "Chặng nằm trọn trong lúc dừng: không phút nào; 300+90, rồi 180+180")]
    [TestCase("5wd 06 15:00; now 09 10:00", "A 06 16:00..09 09:00", "W 60 A(1) 150 W 60",
        TestName = "Chặng qua cuối tuần: thứ Sáu 60, thứ Hai 90")]
    [TestCase("5wd 02 10:00; pause 03 09:00; restart 04 10:00; now 04 16:00", "A 02 11:00..04 14:00", "A(1) 120 W 120",
        TestName = "Tính lại từ đầu: chỉ từ 04 10:00, 90+30 rồi 120")]
    [TestCase("10d 02 10:00; pause 03 09:00; resume 04 09:00; close 04 11:00", "A 02 14:00..04 10:00", "W 120 A(1) 270 | A(1) 60 W 60",
        TestName = "Thời hạn theo ngày lịch: cùng phút làm việc, 120, 180+90, 60, 60")]
    [TestCase("1wd 02 10:00; pause 04 09:00; resume 05 08:00; close 05 10:00", "A 03 14:00..05 09:00", "W 570 A(1) 720 W 60",
        TestName = "Dừng khi đã quá hạn: thời gian vẫn chạy, 300+240+30, 180+450+90, 60")]
    [TestCase("5wd 02 10:00; close 03 10:00; reopen 04 10:00; now 04 15:00", "A 04 11:00..", "W 450 | W 60 A(1) 120",
        TestName = "Mở lại: 300+150, rồi 60, 30+90; lúc đã đóng không của ai")]
    [TestCase("1wd 02 10:00; close 04 10:00; reopen 04 15:00; now 04 16:00", "", "W 1140",
        TestName = "Đóng trễ rồi mở lại: khoảng giữa vẫn tính, 300+450+240+150")]
    [TestCase("5wd 02 10:00; now 02 15:00", "A 02 11:00.. 06 17:00, B 02 11:00.. 05 17:00", "W 60 A(1) 120",
        TestName = "Hai chặng chưa xong: chặng hẹn muộn hơn")]
    [TestCase("5wd 02 10:00; now 02 15:00", "A 02 11:00.., B 02 11:00..", "W 60 B(2) 120",
        TestName = "Hai chặng chưa xong cùng hẹn: mã chặng lớn hơn")]
    [TestCase("5wd 02 10:00; now 02 15:00", "A 02 11:00..02 14:00, B 02 11:00.. 03 17:00", "W 60 B(2) 120",
        TestName = "Chặng chưa xong đứng sau chặng đã xong")]
    [TestCase("5wd 02 18:00; now 03 08:30", "A 02 18:00..03 08:00", "A(1) 30 W 30",
        TestName = "Tiếp nhận sau giờ: đồng hồ bắt đầu 03 07:30")]
    [TestCase("5wd 02 10:00; close 02 10:00", "", "",
        TestName = "Giải quyết ngay: không có thời gian nào")]
    public void Every_minute_is_charged_to_one_party(string clock, string legs, string spans)
    {
        var (ledger, now) = Clock(clock);
        var time = ResponsibilityTime.Of(ledger, Office, ResponsibleAgency.Of("W", null), Legs(legs), now);

        Assert.That(Text(time), Is.EqualTo(spans));
        Assert.That(time.Minutes, Is.EqualTo(ledger.UsedMinutes(Office, now)));
    }

    [Test]
    public void The_competent_agency_is_a_party_even_without_time_of_its_own()
    {
        var (ledger, now) = Clock("5wd 02 10:00; close 02 14:00");
        var time = ResponsibilityTime.Of(ledger, Office, ResponsibleAgency.Of("W", null), Legs("A 02 10:00..02 11:00, A 02 11:00..02 14:00"), now);

        Assert.That(time.Shares, Is.EqualTo(new[]
        {
            new ResponsibleShare(ResponsibleAgency.Of("A", null), 120, 2), new ResponsibleShare(ResponsibleAgency.Of("W", null), 0, 0),
        }));
    }

    [TestCase(TransferStatus.Completed, "new", "old")]
    [TestCase(TransferStatus.Lapsed, "new", "old")]
    [TestCase(TransferStatus.Declined, "router", "formerRouter")]
    [TestCase(TransferStatus.Rerouted, "router", "formerRouter")]
    [TestCase(TransferStatus.Recalled, "router", "formerRouter")]
    public void A_leg_remembers_who_its_party_was_before_another_took_its_place(TransferStatus status, string code, string origin)
    {
        var leg = ResponsibleLeg.Of(new TransferState
        {
            Id = TransferId.New(At("2026-03-02 10:00")), DossierId = DossierId.New(At("2026-03-02 10:00")), Kind = TransferKind.Vertical, Status = status,
            FromAgency = "router", OriginFrom = "formerRouter", ToAgency = "new", OriginTo = "old",
            SentAt = At("2026-03-02 10:00"), AcceptBy = At("2026-03-03 17:00"), DueAt = At("2026-03-04 17:00"),
            Details = new TransferDetails { Task = "xác minh", Clock = Calendars.Clock("2wd", "2026-03-02 10:00"), CalendarTemplate = "office" },
        });

        Assert.That(leg.Agency, Is.EqualTo(new ResponsibleAgency(code, origin)));
    }

    [Test]
    public void Who_took_a_leg_answers_for_it_even_where_it_was_recalled_in_the_end()
    {
        Assert.Multiple(() =>
        {
            Assert.That(TransferStatus.Recalled.IsMisrouted(accepted: false));
            Assert.That(TransferStatus.Recalled.IsMisrouted(accepted: true), Is.False);
            Assert.That(TransferStatus.Rerouted.IsMisrouted(accepted: false));
        });
    }

    private static (DeadlineLedger Clock, DateTimeOffset Now) Clock(string text)
    {
        var steps = text.Split("; ");
        var ledger = Calendars.Clock(steps[0].Split(' ', 2)[0], $"2026-03-{steps[0].Split(' ', 2)[1]}");
        var now = ledger.ReceivedAt;
        foreach (var step in steps.Skip(1).Select(step => step.Split(' ', 2)))
        {
            now = Instant(step[1]);
            ledger = step[0] switch
            {
                "pause" => ledger.Pause(Office, now, null, "supplement"),
                "resume" => ledger.Resume(Office, now, null),
                "restart" => ledger.Restart(Office, now, null, "supplement"),
                "close" => ledger.Close(Office, now, null),
                "reopen" => ledger.Reopen(Office, now, null, "reopened"),
                _ => ledger,
            };
        }
        return (ledger, now);
    }

    private static ResponsibleLeg[] Legs(string text) =>
        [.. text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select((leg, i) => Leg(leg.Split(".."), i + 1))];

    private static ResponsibleLeg Leg(string[] parts, int number)
    {
        var head = parts[0].Split(' ');
        var status = head.Length == 4 ? Enum.Parse<TransferStatus>(head[1], ignoreCase: true) : TransferStatus.Accepted;
        var tail = parts[1].Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        DateTimeOffset? closed = parts[1].Length > 0 && parts[1][0] != ' ' ? Instant($"{tail[0]} {tail[1]}") : null;
        return ResponsibleLeg.Of(
            new TransferId(new Guid(number, 0, 0, new byte[8])), status, ResponsibleAgency.Of("W", null), ResponsibleAgency.Of(head[0], null),
            (Instant($"{head[^2]} {head[^1]}"), closed, Instant(closed is null && tail.Length == 2 ? $"{tail[0]} {tail[1]}" : Due)));
    }

    private static DateTimeOffset Instant(string text) => At($"2026-03-{text}");

    private static string Text(ResponsibilityTime time) => string.Join(' ', time.Spans.Select((span, i) =>
        $"{(i > 0 && time.Spans[i - 1].To < span.From ? "| " : "")}{span.Agency.Code}{(span.Transfer is { } leg ? $"({leg.Value.ToString()[..8].TrimStart('0')})" : "")} {span.Minutes}"));
}

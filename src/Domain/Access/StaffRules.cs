using OneStop.Domain.Shared;

namespace OneStop.Domain.Access;

/// <summary>Every rule of absences and hand-overs of officials, in one table.</summary>
public static class StaffRules
{
    public static readonly Rule StandInIsAnother = new(
        "staff.stand-in-is-another", "Người thay thế, người nhận bàn giao phải là người khác.", "Nobody stands in for himself.");

    public static readonly Rule StandInWorksThere = new(
        "staff.stand-in-works-there",
        "Người thay thế, người nhận bàn giao phải công tác tại cùng cơ quan.",
        "Whoever stands in or takes over holds a post at the same agency.");

    public static readonly Rule AbsenceExists = new(
        "staff.absence-exists", "Không tìm thấy lần vắng mặt.", "There is no such absence.");

    public static readonly Rule AbsenceIsNotOver = new(
        "staff.absence-is-not-over", "Thời gian vắng mặt đã qua.", "The absence is over already.");

    public static readonly Rule AbsenceIsOpen = new(
        "staff.absence-is-open", "Lần vắng mặt đã kết thúc.", "The absence was ended already.");

    public static readonly Rule AbsenceHasOneCover = new(
        "staff.absence-has-one-cover",
        "Trong thời gian này đã có người khác thay thế.",
        "Somebody else covers for the official in that time.");

    public static readonly Rule CoverIsPresent = new(
        "staff.cover-is-present", "Người thay thế cũng vắng mặt trong thời gian này.", "The cover is absent in that time.");

    public static readonly Rule CoversNobody = new(
        "staff.covers-nobody",
        "Cán bộ đang thay thế người khác trong thời gian này; hãy chọn người thay thế khác cho người đó trước.",
        "The official covers for somebody in that time; end that first.");

    public static readonly Rule AbsenceIsManaged = new(
        "staff.absence-is-managed",
        "Chỉ chính cán bộ, lãnh đạo, trưởng phòng, quản trị đơn vị của cơ quan nơi cán bộ đang công tác hoặc quản trị hệ thống ghi nhận việc vắng mặt.",
        "Absences are recorded by the official, by head, leader and administrator of an agency where he works then, and by system administrators.");

    public static readonly Rule CoverIsNotRecorder = new(
        "staff.cover-is-not-recorder",
        "Người ghi nhận việc vắng mặt không được tự là người thay thế.",
        "Whoever records an absence does not name himself as the cover.");

    public static readonly Rule PostsAreGivenByLeader = new(
        "staff.posts-are-given-by-leader",
        "Việc thay thế lãnh đạo, quản trị đơn vị, kiểm soát thủ tục hành chính chỉ do chính người đó, lãnh đạo cùng cơ quan hoặc quản trị hệ thống ghi nhận.",
        "Who covers for a leader, an administrator or a procedure controller is named by that official, by a leader of the same agency or a system administrator.");

    public static readonly Rule HandoverIsManaged = new(
        "staff.handover-is-managed",
        "Chỉ lãnh đạo, quản trị đơn vị của cơ quan hoặc quản trị hệ thống bàn giao công việc của cán bộ.",
        "Work is handed over by the leader and the administrator of the agency, and by system administrators.");

    public static readonly Rule LeavesFromTodayOn = new(
        "staff.leaves-from-today-on", "Ngày thôi việc đã qua.", "The day of leaving is past.");
}

using OneStop.Domain.Shared;

namespace OneStop.Domain.Procedures;

/// <summary>Every rule of the catalogue, in one table — quy tắc về danh mục thủ tục hành chính.</summary>
public static class ProcedureRules
{
    public static readonly Rule Exists = new(
        "procedure.exists", "Không có thủ tục hành chính này.", "There is no such procedure.");

    public static readonly Rule VersionExists = new(
        "procedure.version-exists", "Thủ tục hành chính không có phiên bản này.", "The procedure has no such version.");

    public static readonly Rule CodeIsNew = new(
        "procedure.code-is-new", "Đã có thủ tục hành chính mang mã này.", "There is a procedure of this code already.");

    public static readonly Rule CodeIsWellFormed = new(
        "procedure.code-is-well-formed",
        "Mã thủ tục phải gồm một chữ số, dấu chấm và sáu chữ số, như 1.004203.",
        "The code must be a digit, a point and six digits, such as 1.004203.");

    public static readonly Rule VersionIsDraft = new(
        "procedure.version-is-draft",
        "Phiên bản đã công bố không sửa được; hãy soạn phiên bản mới.",
        "A published version cannot be changed; draft a new one.");

    public static readonly Rule OneDraftAtATime = new(
        "procedure.one-draft-at-a-time",
        "Thủ tục đang có một dự thảo chưa công bố.",
        "The procedure has a draft that is not published yet.");

    public static readonly Rule IsInForceToBeRepealed = new(
        "procedure.is-in-force-to-be-repealed",
        "Không có phiên bản nào còn hiệu lực sau ngày bãi bỏ.",
        "No version is in force beyond the day of repeal.");

    public static readonly Rule NothingStartsAfterRepeal = new(
        "procedure.nothing-starts-after-repeal",
        "Có phiên bản bắt đầu hiệu lực sau ngày bãi bỏ.",
        "A version begins after the day of repeal.");

    public static readonly Rule NameIsGiven = new(
        "procedure.name-is-given", "Thủ tục phải có tên.", "The procedure must have a name.");

    public static readonly Rule FieldIsKnown = new(
        "procedure.field-is-known", "Lĩnh vực không có trong danh mục.", "The field is not in the list of fields.");

    public static readonly Rule HasACase = new(
        "procedure.has-a-case", "Thủ tục phải có ít nhất một trường hợp giải quyết.", "The procedure must have at least one case.");

    public static readonly Rule LimitIsValid = new(
        "procedure.limit-is-valid",
        "Thời hạn phải từ 1 đến 10.000 đơn vị; thời hạn trong ngày là 1.",
        "A limit is 1 to 10,000 units; a same-day limit is 1.");

    public static readonly Rule KeysAreUnique = new(
        "procedure.keys-are-unique", "Mã không được trùng trong cùng phiên bản.", "Keys must be unique within the version.");

    public static readonly Rule KeyIsASlug = new(
        "procedure.key-is-a-slug",
        "Mã chỉ gồm chữ thường không dấu, chữ số và gạch nối.",
        "A key has only lower-case letters without marks, digits and hyphens.");

    public static readonly Rule AmountsAreNotNegative = new(
        "procedure.amounts-are-not-negative", "Số lượng, số tiền không được âm.", "Amounts must not be negative.");

    public static readonly Rule DatesAreInOrder = new(
        "procedure.dates-are-in-order", "Ngày hết hiệu lực không được trước ngày có hiệu lực.", "The last day must not be before the first.");

    public static readonly Rule VersionsDoNotOverlap = new(
        "procedure.versions-do-not-overlap",
        "Hiệu lực chồng lên một phiên bản đã công bố.",
        "The version overlaps a published one in time.");

    public static readonly Rule RoutesDoNotOverlap = new(
        "procedure.routes-do-not-overlap",
        "Hai quy trình cho cùng cơ quan, cùng trường hợp chồng nhau về thời gian.",
        "Two routes for the same agency and case overlap in time.");

    public static readonly Rule CaseIsKnown = new(
        "procedure.case-is-known", "Phiên bản không có trường hợp này.", "The version has no such case.");

    public static readonly Rule RouteBeginsAtReception = new(
        "procedure.route-begins-at-reception", "Quy trình phải bắt đầu bằng bước tiếp nhận.", "A route begins with a reception step.");

    public static readonly Rule RouteHasAnEnd = new(
        "procedure.route-has-an-end",
        "Quy trình phải kết thúc ở bước trả kết quả và chỉ có một bước trả kết quả.",
        "A route ends at its one step of the return desk.");

    public static readonly Rule RouteDecides = new(
        "procedure.route-decides", "Quy trình phải có bước quyết định.", "A route has a step or leg that decides.");

    public static readonly Rule RoleWorksOnDossiers = new(
        "procedure.role-works-on-dossiers", "Vai trò không tham gia xử lý hồ sơ.", "The role does not work on dossiers.");

    public static readonly Rule AgencyIsKnown = new(
        "procedure.agency-is-known", "Không có cơ quan này vào ngày áp dụng.", "There is no such agency on the day.");

    public static readonly Rule RouteFitsTheLimit = new(
        "procedure.route-fits-the-limit",
        "Tổng giờ của nhánh dài nhất vượt thời hạn giải quyết (8 giờ mỗi ngày).",
        "The longest path has more hours than the limit (8 to a day).");

    public static readonly Rule LadderIsShort = new(
        "procedure.ladder-is-short", "Thang cảnh báo có nhiều nhất mười bậc.", "An escalation ladder has ten rungs at most.");

    public static readonly Rule RungCountsWorkingTime = new(
        "procedure.rung-counts-working-time",
        "Bậc cảnh báo tính bằng phút, giờ hoặc ngày làm việc.",
        "A rung counts in working minutes, hours or days.");

    public static readonly Rule RungsClimb = new(
        "procedure.rungs-climb", "Mỗi bậc cảnh báo phải sau bậc trước đó.", "Each rung must come after the one before it.");

    public static readonly Rule CalendarCoversTheTerm = new(
        "procedure.calendar-covers-the-term",
        "Chưa có lịch làm việc của năm mà thời hạn chạy tới.",
        "There is no calendar for a year that the term would run into.");
}

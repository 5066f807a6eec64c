using OneStop.Domain.Shared;

namespace OneStop.Domain.Agencies;

/// <summary>Every rule of the register of agencies, in one table — quy tắc về danh mục cơ quan.</summary>
public static class AgencyRules
{
    public static readonly Rule Exists = new(
        "agency.exists", "Không có cơ quan này.", "There is no such agency.");

    public static readonly Rule IsKnown = new(
        "agency.is-known", "Cơ quan không có trong danh mục.", "The agency is not in the register.");

    public static readonly Rule IsCompetent = new(
        "agency.is-competent",
        "Bộ phận Một cửa chỉ tiếp nhận và trả kết quả; cơ quan có thẩm quyền là cơ quan cấp trên của nó.",
        "A one-stop office only receives and returns; its parent is the competent agency.");

    public static readonly Rule CodeIsNew = new(
        "agency.code-is-new",
        "Mã định danh đã cấp cho cơ quan khác; mã đã đóng không cấp lại.",
        "The code is given to an agency already; codes of closed agencies are not given again.",
        "Quyết định 20/2020/QĐ-TTg");

    public static readonly Rule CodeIsWellFormed = new(
        "agency.code-is-well-formed",
        "Mã định danh gồm chữ in hoa và chữ số, các nhóm cách nhau bằng dấu chấm, tối đa 35 ký tự.",
        "A code has groups of capital letters and digits with points between them, 35 characters at most.",
        "Quyết định 20/2020/QĐ-TTg");

    public static readonly Rule StandsBelow = new(
        "agency.stands-below", "Cơ quan cấp trên không được nằm dưới chính cơ quan này.", "The parent must not stand below the agency.");

    public static readonly Rule DatesAreInOrder = new(
        "agency.dates-are-in-order", "Ngày kết thúc không được trước ngày bắt đầu.", "The last day must not be before the first.");

    public static readonly Rule IsInForce = new(
        "agency.is-in-force", "Cơ quan đã hoặc chưa hoạt động vào ngày này.", "The agency is not in force on that day.");

    public static readonly Rule SucceedsAnother = new(
        "agency.succeeds-another", "Cơ quan không thể kế thừa chính mình.", "An agency cannot succeed itself.");

    public static readonly Rule WorkingHoursAreKnown = new(
        "agency.working-hours-are-known", "Không có lịch tuần này.", "There is no such weekly template.");

    public static readonly Rule IsMergeOrSplit = new(
        "agency.is-merge-or-split",
        "Nhiều cơ quan chỉ nhập thành một, hoặc một cơ quan tách thành nhiều; không sắp xếp nhiều thành nhiều trong một lần.",
        "Several agencies become one, or one becomes several; several to several takes more than one succession.");

    public static readonly Rule WorkHasHolder = new(
        "agency.work-has-holder",
        "Cơ quan giải thể không có cơ quan cấp trên đang hoạt động để nhận hồ sơ.",
        "The agency has no parent in force that could take its dossiers.");

    public static readonly Rule SuccessionExists = new(
        "agency.succession-exists", "Không có lần sắp xếp này.", "There is no such succession.");
}

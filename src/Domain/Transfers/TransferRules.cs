using OneStop.Domain.Shared;

namespace OneStop.Domain.Transfers;

/// <summary>Every rule of transfers, in one table — quy tắc liên thông.</summary>
public static class TransferRules
{
    private const string SameLevel = "Nghị định 61/2018/NĐ-CP Điều 19.6";
    private const string Opinion = "Nghị định 61/2018/NĐ-CP Điều 19.5";

    public static readonly Rule Exists = new("transfer.exists", "Không tìm thấy chặng liên thông.", "There is no such transfer.");

    public static readonly Rule AgencyIsKnown = new(
        "transfer.agency-is-known", "Cơ quan nhận không có trong danh mục.", "The receiving agency is not in the register.");

    public static readonly Rule AgencyIsInForce = new(
        "transfer.agency-is-in-force", "Cơ quan nhận không hoạt động vào ngày này.", "The receiving agency is not in force on this day.", SameLevel);

    public static readonly Rule GoesElsewhere = new(
        "transfer.goes-elsewhere",
        "Chặng liên thông phải chuyển đến cơ quan khác; trong nội bộ cơ quan dùng hình thức nội bộ.",
        "A transfer goes to another agency; within one agency it is internal.",
        SameLevel);

    public static readonly Rule DoesNotReturn = new(
        "transfer.does-not-return",
        "Không chuyển lại cho cơ quan đã chuyển hoặc đã từ chối chặng này.",
        "It is not re-routed to an agency that had it or sent it.",
        SameLevel);

    public static readonly Rule HasOneLead = new(
        "transfer.has-one-lead", "Mỗi nhóm chỉ có một cơ quan chủ trì.", "A group has one lead.", SameLevel);

    public static readonly Rule LeadHasGroup = new(
        "transfer.lead-has-group", "Chủ trì chỉ đặt cho chặng trong một nhóm.", "Only a leg of a group leads.");

    public static readonly Rule FitsDossier = new(
        "transfer.fits-dossier",
        "Thời hạn của chặng vượt quá thời gian còn lại của hồ sơ.",
        "The limit is longer than what is left of the dossier.",
        SameLevel);

    public static readonly Rule SilenceIsForConsultations = new(
        "transfer.silence-is-for-consultations",
        "Chỉ lấy ý kiến mới có quy định im lặng là đồng ý.",
        "Only on consultations silence means consent.",
        Opinion);

    public static readonly Rule IsSent = new(
        "transfer.is-sent", "Chặng liên thông không còn chờ tiếp nhận.", "The transfer does not wait for acceptance any more.", SameLevel);

    public static readonly Rule IsAccepted = new(
        "transfer.is-accepted", "Chặng liên thông không ở trạng thái đang xử lý.", "The transfer is not being worked on.", SameLevel);

    public static readonly Rule IsOpen = new(
        "transfer.is-open", "Chặng liên thông đã kết thúc.", "The transfer has ended.", SameLevel);

    public static readonly Rule AwaitsNewWay = new(
        "transfer.awaits-new-way",
        "Chỉ chuyển tiếp trước khi tiếp nhận, hoặc chuyển lại sau khi bị từ chối, thu hồi.",
        "It is re-routed before it is accepted, or after it was declined or recalled.",
        SameLevel);

    public static readonly Rule IsUnopened = new(
        "transfer.is-unopened", "Chỉ thu hồi khi bên nhận chưa tiếp nhận.", "It is recalled before the receiver accepted it.", SameLevel);

    public static readonly Rule OfficialOfReceiver = new(
        "transfer.official-of-receiver", "Chỉ công chức của cơ quan nhận được thực hiện.", "Only officials of the receiving agency may do this.");

    public static readonly Rule OfficialOfSender = new(
        "transfer.official-of-sender", "Chỉ công chức của cơ quan chuyển được thực hiện.", "Only officials of the sending agency may do this.");

    public static readonly Rule WorkerOfReceiver = new(
        "transfer.worker-of-receiver",
        "Chỉ người thụ lý, trưởng phòng, lãnh đạo hoặc văn thư của cơ quan nhận được hoàn thành.",
        "Only a handler, head, leader or clerk of the receiving agency completes it.");

    public static readonly Rule DecidedByHead = new(
        "transfer.decided-by-head",
        "Chặng có thẩm quyền quyết định do trưởng phòng hoặc lãnh đạo cơ quan nhận kết thúc.",
        "A leg that decides is completed by a head or leader of the receiving agency.");

    public static readonly Rule HoldsStepRole = new(
        "transfer.holds-step-role", "Tài khoản không giữ vai trò của bước này.", "The account does not hold the role of the step.");

    public static readonly Rule HasStepLeft = new(
        "transfer.has-step-left",
        "Không còn bước nội bộ để hoàn thành; kết thúc chặng bằng hoàn thành.",
        "No inner step is left to complete; complete the transfer.");

    public static readonly Rule DossierIsHandled = new(
        "transfer.dossier-is-handled",
        "Hồ sơ đang chờ công dân; chặng hoàn thành khi hồ sơ được tiếp tục giải quyết.",
        "The dossier waits for the citizen; the transfer is completed once it is handled again.");

    public static readonly Rule DecisionIsGiven = new(
        "transfer.decision-is-given",
        "Chặng có thẩm quyền quyết định kết thúc bằng kết luận và kết quả.",
        "A leg that decides ends with its outcome and result.");

    public static readonly Rule DecidesNothing = new(
        "transfer.decides-nothing", "Chặng này không quyết định hồ sơ.", "This leg does not decide the dossier.");
}

using OneStop.Domain.Shared;

namespace OneStop.Domain.Dossiers;

/// <summary>Every rule a dossier enforces, in one table.</summary>
public static class DossierRules
{
    private const string Decree61 = "Nghị định 61/2018/NĐ-CP";

    public static readonly Rule Exists = new("dossier.exists", "Không tìm thấy hồ sơ.", "There is no such dossier.");

    public static readonly Rule ProcedureIsKnown = new(
        "dossier.procedure-is-known", "Thủ tục hành chính không có trong danh mục.", "The procedure is not in the catalogue.");

    public static readonly Rule ProcedureIsInForce = new(
        "dossier.procedure-is-in-force", "Thủ tục hành chính không có hiệu lực vào ngày này.", "The procedure is not in force on this day.");

    public static readonly Rule CaseIsKnown = new(
        "dossier.case-is-known", "Trường hợp giải quyết không có trong thủ tục.", "The procedure has no such case.");

    public static readonly Rule AgencyIsInForce = new(
        "dossier.agency-is-in-force", "Cơ quan không tồn tại hoặc không hoạt động vào ngày này.", "The agency does not exist on this day.");

    public static readonly Rule AgencyOffersProcedure = new(
        "dossier.agency-offers-procedure", "Cơ quan không giải quyết thủ tục này.", "The agency does not resolve this procedure.");

    public static readonly Rule AgencyReceivesForCompetent = new(
        "dossier.agency-receives-for-competent",
        "Cơ quan tiếp nhận không nhận hồ sơ cho cơ quan có thẩm quyền này.",
        "The receiving agency takes no dossiers in for this competent agency.");

    public static readonly Rule ChannelIsOffered = new(
        "dossier.channel-is-offered", "Thủ tục không tiếp nhận qua kênh này.", "The procedure is not received through this channel.");

    public static readonly Rule ComponentIsKnown = new(
        "dossier.component-is-known", "Thành phần hồ sơ không có trong thủ tục.", "The procedure has no such component.");

    public static readonly Rule ComponentGivenOnce = new(
        "dossier.component-given-once", "Mỗi thành phần hồ sơ chỉ khai một lần.", "Each component is given once.");

    public static readonly Rule RequiredPartIsThere = new(
        "dossier.required-part-is-there", "Thiếu thành phần hồ sơ bắt buộc.", "A required part is missing.", $"{Decree61} Điều 17.1");

    public static readonly Rule OwnerIsIdentified = new(
        "dossier.owner-is-identified",
        "Chủ hồ sơ cần số định danh cá nhân, hộ chiếu, giấy tờ tùy thân hoặc mã số thuế.",
        "The owner needs a personal id, passport, identity card or tax code.");

    public static readonly Rule PersonalIdIsTrue = new(
        "dossier.personal-id-is-true", "Số định danh cá nhân không đúng.", "The personal id is wrong.", "Thông tư 07/2016/TT-BCA");

    public static readonly Rule TaxCodeIsTrue = new("dossier.tax-code-is-true", "Mã số thuế không đúng.", "The tax code is wrong.");

    public static readonly Rule PassportIsTrue = new("dossier.passport-is-true", "Số hộ chiếu không đúng.", "The passport number is wrong.");

    public static readonly Rule OldIdCardIsTrue = new(
        "dossier.old-id-card-is-true", "Số chứng minh nhân dân không đúng.", "The identity card number is wrong.");

    public static readonly Rule PhoneIsTrue = new("dossier.phone-is-true", "Số điện thoại không đúng.", "The phone number is wrong.");

    public static readonly Rule PostalEvidenceIsPast = new(
        "dossier.postal-evidence-is-past",
        "Thời điểm giao nhận bưu chính chỉ khai cho kênh bưu chính và không được ở tương lai.",
        "The postal hand-over is given for the postal channel only and not in the future.",
        "Quyết định 45/2016/QĐ-TTg Điều 7.4");

    public static readonly Rule FiledOnce = new(
        "dossier.filed-once",
        "Chủ hồ sơ đang có hồ sơ cùng thủ tục chưa giải quyết xong tại cơ quan này.",
        "The owner already has an open dossier of this procedure at this agency.");

    public static readonly Rule OnTheSpotIsSameDay = new(
        "dossier.on-the-spot-is-same-day",
        "Chỉ giải quyết tại chỗ với thủ tục giải quyết trong ngày, nộp trực tiếp.",
        "Only same-day procedures filed at the counter are solved on the spot.");

    public static readonly Rule ReceptionistAtAgency = new(
        "dossier.receptionist-at-agency",
        "Chỉ công chức tiếp nhận của cơ quan tiếp nhận được thực hiện.",
        "Only a reception official of the receiving agency may do this.");

    public static readonly Rule CitizenFilesOnline = new(
        "dossier.citizen-files-online", "Công dân nộp hồ sơ qua kênh trực tuyến.", "Citizens file through the online channel.");

    public static readonly Rule WithinGrant = new(
        "dossier.within-grant", "Phần mềm kết nối không được cấp quyền này.", "The machine client was not granted this.");

    public static readonly Rule SubjectComesFromClient = new(
        "dossier.subject-comes-from-client",
        "Chỉ phần mềm kết nối mới được khai danh tính đã xác thực của người nộp.",
        "Only machine clients say as whom the submitter signed in elsewhere.");

    public static readonly Rule PrincipalIsRepresented = new(
        "dossier.principal-is-represented", "Không có quyền đại diện cho người này.", "There is no mandate to act for that account.", "Bộ luật Dân sự 2015 Điều 134–143");

    public static readonly Rule IsRegistered = new(
        "dossier.is-registered", "Hồ sơ không ở trạng thái mới đăng ký.", "The dossier is not newly registered.");

    public static readonly Rule IsBeingHandled = new(
        "dossier.is-being-handled", "Hồ sơ không ở trạng thái đang giải quyết.", "The dossier is not being handled.");

    public static readonly Rule AwaitsSupplement = new(
        "dossier.awaits-supplement", "Hồ sơ không chờ bổ sung.", "The dossier does not await a supplement.");

    public static readonly Rule AwaitsPayment = new(
        "dossier.awaits-payment", "Hồ sơ không chờ thực hiện nghĩa vụ tài chính.", "The dossier does not await payment.");

    public static readonly Rule IsNotEnded = new("dossier.is-not-ended", "Hồ sơ đã kết thúc.", "The dossier has ended.");

    public static readonly Rule IsNotDecided = new("dossier.is-not-decided", "Hồ sơ đã có quyết định.", "The dossier is already decided.");

    public static readonly Rule IsDecided = new("dossier.is-decided", "Hồ sơ chưa có quyết định.", "The dossier is not decided yet.");

    public static readonly Rule ResultIsReady = new(
        "dossier.result-is-ready", "Chỉ trả kết quả khi hồ sơ đã có kết quả.", "Only a ready result can be returned.", $"{Decree61} Điều 20");

    public static readonly Rule ResultIsMissing = new(
        "dossier.result-is-missing", "Kết quả đã được cấp số.", "The result already has its number.");

    public static readonly Rule ResultIsNumbered = new(
        "dossier.result-is-numbered", "Kết quả chưa được cấp số.", "The result has no number yet.");

    public static readonly Rule IsAssignee = new(
        "dossier.is-assignee", "Chỉ người được phân công xử lý bước này được thực hiện.", "Only the assignee of the step may do this.");

    public static readonly Rule HoldsStepRole = new(
        "dossier.holds-step-role", "Tài khoản không giữ vai trò của bước này.", "The account does not hold the role of the step.");

    public static readonly Rule StepIsFree = new("dossier.step-is-free", "Bước đã có người xử lý.", "The step is already taken.");

    public static readonly Rule StepIsTaken = new("dossier.step-is-taken", "Bước chưa có người xử lý.", "Nobody has taken the step.");

    public static readonly Rule MayAssign = new(
        "dossier.may-assign",
        "Chỉ trưởng phòng, lãnh đạo, phụ trách một cửa hoặc quản trị đơn vị được phân công.",
        "Only a head, leader, head of the one-stop office or agency administrator may assign.");

    public static readonly Rule AssigneeHoldsStepRole = new(
        "dossier.assignee-holds-step-role", "Người được phân công không giữ vai trò của bước này.", "The assignee does not hold the role of the step.");

    public static readonly Rule IsNotDecidingStep = new(
        "dossier.is-not-deciding-step", "Bước này kết thúc bằng quyết định.", "This step ends by a decision.");

    public static readonly Rule IsDecidingStep = new(
        "dossier.is-deciding-step", "Bước này không phải bước quyết định.", "This is not the deciding step.");

    public static readonly Rule IsNotReturnDesk = new(
        "dossier.is-not-return-desk", "Bước trả kết quả kết thúc bằng việc trả kết quả.", "The return desk ends by returning the result.");

    public static readonly Rule EarlierStepExists = new(
        "dossier.earlier-step-exists", "Không có bước trước để trả lại.", "There is no earlier step.");

    public static readonly Rule StepIsEarlier = new(
        "dossier.step-is-earlier", "Chỉ trả lại cho một bước trước đó của quy trình.", "Only an earlier step of the route can take it back.");

    public static readonly Rule WasCompletedByCaller = new(
        "dossier.was-completed-by-caller", "Chỉ người vừa hoàn thành bước trước được thu hồi.", "Only who completed the step before may recall it.");

    public static readonly Rule IsAtOwnStep = new(
        "dossier.is-at-own-step",
        "Hồ sơ đang ở cơ quan liên thông; bước này kết thúc khi các chặng liên thông kết thúc.",
        "The dossier is at other agencies; the step ends when their legs have ended.");

    public static readonly Rule LegsHaveEnded = new(
        "dossier.legs-have-ended",
        "Còn chặng liên thông chưa kết thúc.",
        "A transfer to another agency is still open.",
        $"{Decree61} Điều 19.6");

    public static readonly Rule MayOpenTransfer = new(
        "dossier.may-open-transfer",
        "Chỉ người xử lý bước hiện tại, trưởng phòng, lãnh đạo cơ quan giải quyết hoặc phụ trách một cửa được chuyển liên thông.",
        "Only the assignee, a head or leader of the competent agency or the head of the one-stop office opens a transfer.");

    public static readonly Rule SupplementRoundIsLeft = new(
        "dossier.supplement-round-is-left",
        "Đã hết số lần yêu cầu bổ sung.",
        "No supplement may be asked for any more.",
        $"{Decree61} Điều 15.3");

    public static readonly Rule DefectIsNamed = new(
        "dossier.defect-is-named", "Mỗi nội dung nêu đúng một thành phần hoặc một trường.", "Each defect names one component or one field.");

    public static readonly Rule EveryDefectIsAnswered = new(
        "dossier.every-defect-is-answered", "Cần trả lời từng nội dung yêu cầu bổ sung.", "Every defect must be answered.");

    public static readonly Rule OwnerOrReceptionist = new(
        "dossier.owner-or-receptionist",
        "Chỉ chủ hồ sơ hoặc công chức tiếp nhận được thực hiện.",
        "Only the owner or a reception official may do this.");

    public static readonly Rule ObligationIsOpen = new(
        "dossier.obligation-is-open", "Không có nghĩa vụ tài chính này đang chờ thực hiện.", "There is no such open obligation.");

    public static readonly Rule PaidInPast = new(
        "dossier.paid-in-past", "Thời điểm nộp tiền không được ở tương lai.", "The payment does not lie in the future.");

    public static readonly Rule OfficialOfDossier = new(
        "dossier.official-of-dossier", "Chỉ công chức của cơ quan tiếp nhận hoặc giải quyết được thực hiện.", "Only officials of its agencies may do this.");

    public static readonly Rule LeaderOfCompetent = new(
        "dossier.leader-of-competent", "Chỉ lãnh đạo cơ quan giải quyết được thực hiện.", "Only a leader of the competent agency may do this.");

    public static readonly Rule ExtendedOnce = new(
        "dossier.extended-once", "Hồ sơ chỉ được gia hạn một lần.", "A dossier is extended once only.", $"{Decree61} Điều 19.9");

    public static readonly Rule ExtensionIsBeforeDueDate = new(
        "dossier.extension-is-before-due-date",
        "Chỉ gia hạn chậm nhất một ngày trước ngày hẹn trả.",
        "An extension comes at the latest on the day before the due date.",
        $"{Decree61} Điều 19.9");

    public static readonly Rule LimitCanBeExtended = new(
        "dossier.limit-can-be-extended",
        "Thời hạn tính bằng giờ, phút hoặc trong ngày không được gia hạn.",
        "Limits in hours, minutes or of the same day are not extended.");

    public static readonly Rule IsLate = new(
        "dossier.is-late", "Chỉ xin lỗi khi hồ sơ đã quá hạn.", "An apology is for a dossier that is late.");

    public static readonly Rule ExpectedDateIsFuture = new(
        "dossier.expected-date-is-future", "Ngày hẹn lại phải sau hôm nay.", "The new expected date must lie after today.");

    public static readonly Rule RefusalHasReason = new(
        "dossier.refusal-has-reason", "Từ chối giải quyết cần nêu lý do.", "A refusal needs its reason.", $"{Decree61} Điều 19.8");

    public static readonly Rule NumbersTheResult = new(
        "dossier.numbers-the-result",
        "Chỉ văn thư được phân công, hoặc người quyết định khi quy trình không có văn thư, được cấp số.",
        "Only the assigned clerk, or who decided where the route has no clerk, records the result.");

    public static readonly Rule ReturnDeskAtAgency = new(
        "dossier.return-desk-at-agency", "Chỉ bộ phận trả kết quả của cơ quan tiếp nhận được thực hiện.", "Only the return desk of the receiving agency may do this.");

    public static readonly Rule GroupIsReady = new(
        "dossier.group-is-ready",
        "Kết quả của nhóm hồ sơ liên thông được trả cùng lúc; còn hồ sơ trong nhóm chưa giải quyết xong.",
        "The results of the linked dossiers are returned together; some of them are not ready.",
        "Thông tư 01/2018/TT-VPCP Điều 4");

    public static readonly Rule LinkedOnce = new(
        "dossier.linked-once",
        "Mỗi thủ tục, trường hợp chỉ có một lần trong nhóm hồ sơ liên thông.",
        "A procedure and case stand in a group once only.");

    public static readonly Rule CanBeReopened = new(
        "dossier.can-be-reopened", "Chỉ mở lại hồ sơ đã dừng hoặc đã trả kết quả.", "Only a stopped or returned dossier is reopened.");

    public static readonly Rule CorrectionChangesSomething = new(
        "dossier.correction-changes-something", "Đính chính không thay đổi nội dung nào.", "The correction changes nothing.");

    public static readonly Rule MayReassign = new(
        "dossier.may-reassign",
        "Chỉ lãnh đạo, phụ trách một cửa hoặc quản trị của cơ quan giải quyết được phân lại hồ sơ.",
        "Only a leader, head of the one-stop office or administrator of the competent agency may hand it on.");

    public static readonly Rule GoesToCoSuccessor = new(
        "dossier.goes-to-co-successor",
        "Hồ sơ chỉ được phân lại cho cơ quan khác cùng kế thừa cơ quan đã chia tách.",
        "It can only be handed to another successor of the agency that was split.");
}

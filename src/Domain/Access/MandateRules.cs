using OneStop.Domain.Shared;

namespace OneStop.Domain.Access;

/// <summary>Every rule of representation, in one table.</summary>
public static class MandateRules
{
    private const string CivilCode = "Bộ luật Dân sự 2015";

    public static readonly Rule Exists = new(
        "mandate.exists", "Không tìm thấy việc đại diện, ủy quyền.", "There is no such mandate.");

    public static readonly Rule PartyIsKnown = new(
        "mandate.party-is-known",
        "Không có tài khoản công dân hoặc tổ chức với tên này.",
        "No citizen or enterprise has an account of that name.",
        $"Điều 134 {CivilCode}");

    public static readonly Rule RepresentsAnother = new(
        "mandate.represents-another", "Không thể tự đại diện cho chính mình.", "Nobody represents himself.", $"Điều 134 {CivilCode}");

    public static readonly Rule PrincipalIsCaller = new(
        "mandate.principal-is-caller",
        "Công dân, tổ chức chỉ ủy quyền cho việc của chính mình; việc đại diện cho người khác do bộ phận Một cửa ghi nhận.",
        "Citizens and enterprises grant mandates of their own; one of somebody else is recorded at a one-stop desk.",
        $"Điều 138 {CivilCode}");

    public static readonly Rule OnePrincipal = new(
        "mandate.one-principal",
        "Cần nêu đúng một người được đại diện: tài khoản hoặc họ tên và số định danh.",
        "Name one principal: an account, or a person by name and personal identification number.",
        $"Điều 134 {CivilCode}");

    public static readonly Rule ParentIsRecorded = new(
        "mandate.parent-is-recorded",
        "Việc cha, mẹ đại diện cho con do bộ phận Một cửa ghi nhận theo giấy tờ.",
        "That a parent represents a child is recorded at a one-stop desk on sight of the papers.",
        $"Điều 136 {CivilCode}");

    public static readonly Rule LegalRepresentativeOfEnterprise = new(
        "mandate.legal-representative-of-enterprise",
        "Chỉ doanh nghiệp, tổ chức có người đại diện theo pháp luật loại này.",
        "Only an enterprise has a legal representative of this kind.",
        $"Điều 137 {CivilCode}");

    public static readonly Rule EvidenceIsSeen = new(
        "mandate.evidence-is-seen",
        "Bộ phận Một cửa ghi nhận việc đại diện theo giấy tờ; cần nêu giấy tờ đã xem.",
        "A desk records a mandate on sight of a paper; name the paper.",
        $"Điều 140, Điều 141 {CivilCode}");

    public static readonly Rule PeriodIsOrdered = new(
        "mandate.period-is-ordered", "Ngày kết thúc đại diện trước ngày bắt đầu.", "The last day of the mandate is before its first.", $"Điều 140 {CivilCode}");

    public static readonly Rule MandatesAreFew = new(
        "mandate.mandates-are-few",
        "Người được đại diện đã có 50 việc đại diện còn hiệu lực.",
        "The principal has 50 live mandates already.");

    public static readonly Rule OnePerPair = new(
        "mandate.one-per-pair",
        "Giữa hai bên đã có việc đại diện cùng loại còn hiệu lực; hãy chấm dứt việc đó trước.",
        "The two have a live mandate of this kind already; end that first.");

    public static readonly Rule AcceptedAreFew = new(
        "mandate.accepted-are-few",
        "Người đại diện đã có 20 việc đại diện còn hiệu lực.",
        "The representative has accepted 20 live mandates already.");

    public static readonly Rule WaitsForAcceptance = new(
        "mandate.waits-for-acceptance",
        "Việc đại diện đã được chấp thuận.",
        "The mandate was accepted already.");

    public static readonly Rule AcceptedByOtherSide = new(
        "mandate.accepted-by-other-side",
        "Việc đại diện chỉ do bên chưa được hỏi ý kiến chấp thuận.",
        "A mandate is accepted by the side that it waits for.",
        $"Điều 138 {CivilCode}");

    public static readonly Rule IsNotRevoked = new(
        "mandate.is-not-revoked", "Việc đại diện đã chấm dứt.", "The mandate was revoked already.", $"Điều 140 {CivilCode}");

    public static readonly Rule GrantedByPersonOrDesk = new(
        "mandate.granted-by-person-or-desk",
        "Việc đại diện do chính công dân, tổ chức lập hoặc do bộ phận Một cửa ghi nhận.",
        "Mandates are granted by citizens and enterprises or recorded at a one-stop desk.",
        $"Điều 135 {CivilCode}");
}

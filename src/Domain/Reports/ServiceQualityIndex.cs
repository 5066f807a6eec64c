namespace OneStop.Domain.Reports;

/// <summary>
/// The index of how citizens and businesses are served: 100 points — bộ chỉ số phục vụ người dân, doanh nghiệp (Quyết định 766/QĐ-TTg). The
/// formulas are those by which published scores can be reckoned again; the text of the decision and the limits of its classes were not at hand.
/// </summary>
public static class ServiceQualityIndex
{
    private static readonly Words Published = new("thủ tục đã công bố", "procedures decided on");
    private static readonly Words Received = new("hồ sơ đã tiếp nhận", "dossiers received");
    private static readonly Words WithPapers = new("hồ sơ tiếp nhận có giấy tờ", "dossiers received with papers");
    private static readonly Words Services = new("dịch vụ công trực tuyến", "services online");
    private static readonly Words FeeProcedures = new("thủ tục có phí, lệ phí", "procedures with fees");
    private static readonly Words Petitions = new("phản ánh, kiến nghị", "petitions");

    private static readonly Words NoDecisionDays = new(
        "Danh mục chưa ghi ngày ký quyết định công bố và ngày công khai trên Cổng Dịch vụ công quốc gia.",
        "The catalogue does not hold the days of the decisions and of their publication on the National Portal.");

    private static readonly Words NoPortal = new("Chưa kết nối Cổng Dịch vụ công quốc gia.", "The National Portal is not connected.");
    private static readonly Words NoPayments = new("Chưa ghi nhận thanh toán trực tuyến.", "Online payments are not on record.");
    private static readonly Words NoRepository = new("Chưa có kho dữ liệu điện tử của tổ chức, cá nhân.", "There is no repository of electronic papers.");
    private static readonly Words NoPopulation = new("Chưa kết nối Cơ sở dữ liệu quốc gia về dân cư.", "The population database is not connected.");
    private static readonly Words NoRegisters = new("Chưa ghi thủ tục đã kết nối cơ sở dữ liệu dùng chung.", "Which procedures are connected to shared registers is not on record.");
    private static readonly Words NoCertified = new("Chưa ghi nhận chứng thực bản sao điện tử.", "Certified electronic copies are not on record.");
    private static readonly Words NoRatings = new("Chưa thu nhận đánh giá của người dân.", "Ratings by citizens are not on record.");
    private static readonly Words NoPetitions = new("Chưa tiếp nhận phản ánh, kiến nghị.", "Petitions are not on record.");

    /// <summary>All indicators in their order.</summary>
    public static IReadOnlyList<QualityIndicator> Indicators { get; } =
    [
        new("publishedOnTime", QualityGroup.Publicity, 6, new("Công khai thủ tục đúng hạn", "Procedures published on time"),
            new("thủ tục công khai đúng hạn", "published on time"), Published) { Gap = NoDecisionDays },
        new("updatedOnTime", QualityGroup.Publicity, 4, new("Cập nhật thủ tục đúng hạn", "Procedures updated on time"),
            new("thủ tục cập nhật đúng hạn", "updated on time"), Published) { Gap = NoDecisionDays },
        new("contentComplete", QualityGroup.Publicity, 2, new("Công khai đầy đủ nội dung", "Content published in full"),
            new("thủ tục công khai đủ nội dung", "published in full"), Published) { Gap = NoDecisionDays },
        new("dossiersSynchronized", QualityGroup.Publicity, 6, new("Đồng bộ hồ sơ lên Cổng Dịch vụ công quốc gia", "Dossiers synchronized with the National Portal"),
            new("hồ sơ đã đồng bộ", "dossiers synchronized"), Received) { Gap = NoPortal },

        new("onTime", QualityGroup.Progress, 20, new("Giải quyết đúng hạn, trước hạn", "Resolved on time or early"),
            new("hồ sơ giải quyết đúng hạn, trước hạn", "dossiers resolved on time or early"), new("hồ sơ phải giải quyết trong kỳ, mỗi nhóm liên thông tính một", "dossiers to be handled in the period, a group of linked ones once")),

        new("electronicResults", QualityGroup.Digitization, 6, new("Cấp kết quả điện tử", "Electronic results"),
            new("hồ sơ có kết quả điện tử", "with an electronic result"), new("hồ sơ được chấp thuận", "dossiers approved")),
        new("papersDigitized", QualityGroup.Digitization, 4, new("Số hóa thành phần hồ sơ", "Papers digitized"),
            new("hồ sơ có thành phần số hóa", "dossiers with a paper in electronic form"), WithPapers),
        new("papersReused", QualityGroup.Digitization, 2, new("Khai thác, sử dụng lại thông tin, dữ liệu", "Papers used again"),
            new("hồ sơ có thành phần sử dụng lại", "dossiers with a paper used again"), WithPapers) { FullAt = 80 },
        new("sharedForReuse", QualityGroup.Digitization, 4, new("Chia sẻ kết quả để tái sử dụng", "Results shared for re-use"),
            new("kết quả đã chia sẻ", "results shared"), new("kết quả đã số hóa", "results digitized")) { Gap = NoRepository },
        new("populationData", QualityGroup.Digitization, 2, new("Sử dụng dữ liệu dân cư", "Dossiers using population data"),
            new("hồ sơ dùng dữ liệu dân cư", "dossiers using population data"), Received) { Gap = NoPopulation },
        new("proceduresConnected", QualityGroup.Digitization, 2, new("Thủ tục đã kết nối, chia sẻ dữ liệu", "Procedures connected to registers"),
            new("thủ tục đã kết nối", "procedures connected"), new("thủ tục phải kết nối", "procedures to be connected")) { Gap = NoRegisters },
        new("electronicCertifiedCopies", QualityGroup.Digitization, 2, new("Chứng thực bản sao điện tử", "Certified electronic copies"),
            new("hồ sơ chứng thực điện tử", "certified electronically"), new("hồ sơ chứng thực bản sao", "copies certified")) { Gap = NoCertified },

        new("proceduresOnline", QualityGroup.OnlineServices, 2, new("Thủ tục cung cấp trực tuyến", "Procedures offered online"),
            new("dịch vụ công một phần, toàn trình", "partial and full services"), new("thủ tục thuộc thẩm quyền", "procedures of the authority")) { FullAt = 80 },
        new("servicesUsed", QualityGroup.OnlineServices, 4, new("Dịch vụ công trực tuyến phát sinh hồ sơ", "Services with online dossiers"),
            new("dịch vụ có hồ sơ trực tuyến", "services with online dossiers"), Services),
        new("dossiersOnline", QualityGroup.OnlineServices, 6, new("Hồ sơ nộp trực tuyến", "Dossiers filed online"),
            new("hồ sơ trực tuyến", "dossiers filed online"), Received) { FullAt = 50 },
        new("dossiersPaidOnline", QualityGroup.OnlineServices, 6, new("Hồ sơ thanh toán trực tuyến", "Dossiers paid online"),
            new("hồ sơ thanh toán trực tuyến", "dossiers paid online"), new("hồ sơ có nghĩa vụ tài chính", "dossiers with an obligation")) { Gap = NoPayments },
        new("proceduresPaidOnline", QualityGroup.OnlineServices, 2, new("Thủ tục có giao dịch thanh toán trực tuyến", "Procedures paid online"),
            new("thủ tục có thanh toán trực tuyến", "procedures with online payment"), FeeProcedures) { FullAt = 80, Gap = NoPayments },
        new("feesOnPortal", QualityGroup.OnlineServices, 2, new("Thủ tục thu phí được tích hợp thanh toán trên Cổng", "Fee procedures payable on the portal"),
            new("thủ tục thanh toán được trên Cổng", "fee procedures on the portal"), FeeProcedures) { FullAt = 80, Gap = NoPayments },

        new("intakeSatisfaction", QualityGroup.Satisfaction, 6, new("Hài lòng trong tiếp nhận, giải quyết", "Satisfaction with intake and handling"),
            new("đánh giá hài lòng", "ratings that are content"), new("đánh giá", "ratings")) { FullAt = 90, Gap = NoRatings },
        new("petitionsOnTime", QualityGroup.Satisfaction, 6, new("Xử lý phản ánh, kiến nghị đúng hạn", "Petitions answered on time"),
            new("phản ánh, kiến nghị xử lý đúng hạn", "petitions answered on time"), Petitions) { OfNothing = 6, Gap = NoPetitions },
        new("petitionSatisfaction", QualityGroup.Satisfaction, 6, new("Hài lòng trong xử lý phản ánh, kiến nghị", "Satisfaction with answers to petitions"),
            new("đánh giá hài lòng về xử lý", "ratings of answers that are content"), new("đánh giá về xử lý phản ánh, kiến nghị", "ratings of answers")) { FullAt = 90, Gap = NoPetitions },
    ];

    public static Words NameOf(QualityGroup group) => group switch
    {
        QualityGroup.Publicity => new("Công khai, minh bạch", "Publicity"),
        QualityGroup.Progress => new("Tiến độ giải quyết", "Progress"),
        QualityGroup.Digitization => new("Số hóa hồ sơ", "Digitization"),
        QualityGroup.OnlineServices => new("Dịch vụ công trực tuyến, thanh toán trực tuyến", "Online services and payment"),
        QualityGroup.Satisfaction => new("Mức độ hài lòng", "Satisfaction"),
    };

    /// <summary>The class of a sum of points; its limits are not verified.</summary>
    public static WorkClass ClassOf(decimal points) => points switch
    {
        >= 90 => WorkClass.Excellent,
        >= 80 => WorkClass.Good,
        >= 70 => WorkClass.Fair,
        >= 50 => WorkClass.Average,
        _ => WorkClass.Weak,
    };
}

using OneStop.Domain.Shared;

namespace OneStop.Application.Registries;

/// <summary>Every rule of asking registries of others and sending to other systems, in one table.</summary>
public static class RegistryRules
{
    public static readonly Rule IsConnected = new(
        "registry.is-connected", "Chưa cấu hình kết nối tới cơ sở dữ liệu này.", "No connection to this registry is configured.");

    public static readonly Rule AnswersInTime = new(
        "registry.answers-in-time", "Cơ sở dữ liệu không trả lời trong thời hạn; hãy thử lại sau.", "The registry did not answer in time; try again later.");

    public static readonly Rule IsAvailable = new(
        "registry.is-available", "Cơ sở dữ liệu tạm thời không phục vụ; hãy thử lại sau.", "The registry cannot be asked for now; try again later.");

    public static readonly Rule AcceptsQuestion = new(
        "registry.accepts-question", "Cơ sở dữ liệu từ chối câu hỏi.", "The registry refused the question.");

    public static readonly Rule AnswerIsSound = new(
        "registry.answer-is-sound", "Câu trả lời của cơ sở dữ liệu không hợp lệ.", "The answer of the registry is not valid.");

    public static readonly Rule AskerWorksOnIt = new(
        "registry.asker-works-on-it", "Chỉ cán bộ giải quyết hồ sơ được tra cứu thông tin cho hồ sơ đó.", "Only officials who work on the dossier look things up for it.");

    public static readonly Rule DossierIsNamed = new(
        "registry.dossier-is-named", "Phải nêu hồ sơ; chỉ bộ phận tiếp nhận được tra cứu trước khi nộp, với mục đích tiếp nhận.",
        "Name the dossier; only reception looks up before filing, and only for filing.");

    public static readonly Rule AsksInMeasure = new(
        "registry.asks-in-measure",
        "Mỗi cán bộ chỉ được tra cứu 300 lần trong một giờ, trong đó tối đa 60 lần với số không thuộc hồ sơ được nêu; hãy thử lại sau.",
        "An official asks at most 300 times an hour, of them 60 times about a number that the named dossier does not have; try again later.");

    public static readonly Rule IsNoTrial = new(
        "registry.is-no-trial", "Hồ sơ thử nghiệm không được tra cứu hoặc gửi văn bản ra hệ thống khác.",
        "For a dossier for trying out nothing is asked of other systems, and nothing is sent to them.");

    public static readonly Rule DocumentExists = new(
        "registry.document-exists", "Không tìm thấy văn bản đã gửi.", "There is no such outgoing document.");

    public static readonly Rule SenderIsTheClients = new(
        "registry.sender-is-the-clients", "Phần mềm kết nối không được gửi văn bản thay cơ quan này.", "The client does not speak for this agency.");

    public static readonly Rule LegIsTheSenders = new(
        "registry.leg-is-the-senders", "Hồ sơ không có chặng liên thông này của cơ quan gửi.", "The dossier has no such leg of the sender.");

    public static readonly Rule DocumentIsTheSame = new(
        "registry.document-is-the-same", "Mã văn bản đã được dùng cho văn bản có nội dung khác.", "The id was used for a document that says something else.");

    public static readonly Rule DocumentIsNotSent = new(
        "registry.document-is-not-sent", "Văn bản đã được gửi; không gửi lại.", "The document was sent and is not sent again.");
}

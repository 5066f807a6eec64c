using OneStop.Domain.Shared;

namespace OneStop.Domain.Access;

/// <summary>Every rule of accounts, posts and tokens, in one table.</summary>
public static class AccessRules
{
    private const string IdentityDecree = "Nghị định 69/2024/NĐ-CP về định danh và xác thực điện tử";

    public static readonly Rule AccountExists = new(
        "account.exists", "Không tìm thấy tài khoản.", "There is no such account.");

    public static readonly Rule AgencyExists = new(
        "account.agency-exists", "Không tìm thấy cơ quan.", "There is no such agency.");

    public static readonly Rule DivisionExists = new(
        "account.division-exists", "Cơ quan không có phòng, bộ phận này.", "The agency has no such division.");

    public static readonly Rule UserNameIsFree = new(
        "account.user-name-is-free", "Tên đăng nhập đã có người dùng.", "The user name is taken.");

    public static readonly Rule AccountIsActive = new(
        "account.is-active", "Tài khoản đã bị khóa.", "The account is disabled.", IdentityDecree);

    public static readonly Rule AccountIsAnothers = new(
        "account.is-anothers", "Không thể tự khóa tài khoản của mình.", "Nobody disables the own account.");

    public static readonly Rule AccountIsOfficial = new(
        "account.is-official",
        "Chỉ tài khoản cán bộ, công chức mới được phân công tại cơ quan.",
        "Only accounts of officials hold posts at an agency.");

    public static readonly Rule RoleFitsAgency = new(
        "account.role-fits-agency",
        "Vai trò này không phân công được ở phạm vi đã chọn.",
        "The role cannot be held there: some hold at one agency, others everywhere.");

    public static readonly Rule PeriodIsOrdered = new(
        "account.period-is-ordered", "Ngày kết thúc trước ngày bắt đầu.", "The last day is before the first.");

    public static readonly Rule AgencyIsAdministered = new(
        "account.agency-is-administered",
        "Chỉ quản trị đơn vị của chính cơ quan đó hoặc quản trị hệ thống được làm việc này.",
        "Only an administrator of that agency or of the system may do this.");

    public static readonly Rule ClientExists = new(
        "client.exists", "Không tìm thấy phần mềm kết nối.", "There is no such machine client.");

    public static readonly Rule SecretExists = new(
        "client.secret-exists", "Không tìm thấy khóa bí mật còn hiệu lực.", "There is no such live secret.");

    public static readonly Rule SecretsAreFew = new(
        "client.secrets-are-few",
        "Phần mềm kết nối đã có hai khóa bí mật còn hiệu lực; hãy thu hồi một khóa trước.",
        "The client has two live secrets; revoke one first.");

    public static readonly Rule SecretExpiresLater = new(
        "client.secret-expires-later", "Ngày hết hạn của khóa bí mật đã qua.", "The last day of the secret is past.");

    public static readonly Rule CredentialsMatch = new(
        "token.credentials-match", "Tên đăng nhập hoặc mật khẩu không đúng.", "User name and password do not match.", IdentityDecree);

    public static readonly Rule GrantIsSupported = new(
        "token.grant-is-supported", "Cách cấp mã truy cập không được hỗ trợ.", "The grant type is not supported.");

    public static readonly Rule RequestIsComplete = new(
        "token.request-is-complete", "Yêu cầu cấp mã truy cập thiếu thông tin.", "The token request lacks a parameter.");

    public static readonly Rule RequestIsWellFormed = new(
        "token.request-is-well-formed",
        "Yêu cầu không đúng dạng: mỗi tham số chỉ gửi một lần, dạng biểu mẫu, và chỉ một cách xác thực.",
        "The request is malformed: send a form, each parameter once, and one way of authentication only.");

    public static readonly Rule AuthorizationIsOne = new(
        "token.authorization-is-one", "Chỉ được gửi một tiêu đề Authorization.", "Send one Authorization header only.");

    public static readonly Rule RefreshTokenHolds = new(
        "token.refresh-token-holds",
        "Mã làm mới không còn hiệu lực; hãy đăng nhập lại.",
        "The refresh token is not valid any more; sign in again.",
        IdentityDecree);

    public static readonly Rule NameIsNotLocked = new(
        "token.locked",
        "Đăng nhập sai nhiều lần; hãy thử lại sau.",
        "Too many failed sign-ins; try again later.",
        IdentityDecree);

    public static readonly Rule SubjectIsFree = new(
        "account.subject-is-free",
        "Người này tại hệ thống định danh đã gắn với một tài khoản.",
        "That person at the issuer already has an account.");

    public static readonly Rule IssuerSignsInCitizens = new(
        "account.issuer-signs-in-citizens",
        "Hệ thống định danh này không phải là nơi công dân đăng nhập mà bộ phận một cửa công nhận.",
        "That issuer is none of those that sign in citizens here.");

    public static readonly Rule IssuerSignsInStaff = new(
        "account.issuer-signs-in-staff",
        "Hệ thống định danh này không phải là nơi cán bộ, công chức đăng nhập mà bộ phận một cửa công nhận.",
        "That issuer is none of those that sign in officials here.");

    public static readonly Rule PhoneIsTrue = new("account.phone-is-true", "Số điện thoại không đúng.", "The phone number is wrong.");

    public static readonly Rule PersonalIdIsTrue = new(
        "account.personal-id-is-true", "Số định danh cá nhân không đúng.", "The personal id is wrong.", "Thông tư 07/2016/TT-BCA");

    public static readonly Rule TaxCodeIsTrue = new("account.tax-code-is-true", "Mã số thuế không đúng.", "The tax code is wrong.");

    public static readonly Rule NumberFitsKind = new(
        "account.number-fits-kind",
        "Số định danh cá nhân chỉ dành cho công dân, mã số thuế chỉ dành cho tổ chức.",
        "A personal id is for citizens, a tax code for enterprises.");

    public static readonly Rule PasswordIsOwn = new(
        "account.password-is-own", "Chỉ chủ tài khoản được đổi mật khẩu.", "Only the owner changes the password.");

    public static readonly Rule CurrentPasswordMatches = new(
        "account.current-password-matches", "Mật khẩu hiện tại không đúng.", "The current password is wrong.", IdentityDecree);

    public static readonly Rule ContactIsGiven = new(
        "account.contact-is-given", "Tài khoản chưa có thông tin liên hệ này.", "The account has no such contact.");

    public static readonly Rule ContactIsUnconfirmed = new(
        "account.contact-is-unconfirmed", "Thông tin liên hệ này đã được xác nhận.", "The contact is confirmed already.");

    public static readonly Rule CodeIsNotTooSoon = new(
        "account.code-is-not-too-soon", "Mỗi phút chỉ yêu cầu mã xác nhận một lần.", "A code can be asked for once a minute.");

    public static readonly Rule CodesAreFew = new(
        "account.codes-are-few", "Mỗi ngày chỉ yêu cầu mã xác nhận mười lần.", "Codes can be asked for ten times a day.");

    public static readonly Rule CodeMatches = new(
        "account.code-matches",
        "Mã xác nhận không đúng hoặc đã hết hiệu lực.",
        "The code is wrong, or not valid any more.");
}

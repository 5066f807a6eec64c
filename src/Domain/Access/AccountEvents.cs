using OneStop.Domain.Shared;

namespace OneStop.Domain.Access;

/// <summary>An account exists — mở tài khoản.</summary>
public sealed record AccountOpened(AccountKind Kind) : DomainEvent;

/// <summary>The roles of an account at an agency are others now — thay đổi phân công.</summary>
/// <param name="Agency">The agency; null for the roles that hold everywhere.</param>
/// <param name="Roles">All roles it holds there from now on.</param>
public sealed record PostsChanged(string? Agency, IReadOnlyList<Role> Roles) : DomainEvent;

/// <summary>Nobody can sign in with the account any more — khóa tài khoản.</summary>
public sealed record AccountDisabled : DomainEvent;

/// <summary>The owner's data are others now — cập nhật tài khoản.</summary>
/// <param name="Fields">Which of them: <c>displayName</c>, <c>phone</c>, <c>email</c>, <c>personalId</c>, <c>taxCode</c>.</param>
public sealed record AccountChanged(IReadOnlyList<string> Fields) : DomainEvent;

/// <summary>The owner was reached by phone or e-mail — xác nhận số điện thoại, thư điện tử.</summary>
public sealed record ContactConfirmed(ContactKind Contact) : DomainEvent;

/// <summary>The account has another password — đổi mật khẩu.</summary>
public sealed record PasswordChanged : DomainEvent;

/// <summary>The system administrator let another key sign tokens — đổi khóa ký mã truy cập.</summary>
/// <param name="KeyId">The key that signs from now on.</param>
public sealed record KeysRotated(string KeyId) : DomainEvent;

/// <summary>A person of an outside issuer signs in to the account — gắn với tài khoản định danh.</summary>
public sealed record SubjectLinked : DomainEvent;

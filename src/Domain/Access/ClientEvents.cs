using OneStop.Domain.Shared;

namespace OneStop.Domain.Access;

/// <summary>A machine client exists — đăng ký phần mềm kết nối.</summary>
public sealed record ClientRegistered(
    IReadOnlyList<Scope> Scopes, IReadOnlyList<string>? Procedures, IReadOnlyList<string>? Agencies, bool Test, int? RequestsPerSecond) : DomainEvent;

/// <summary>A machine client may do something else from now on — thay đổi phạm vi quyền của phần mềm kết nối.</summary>
public sealed record ClientGrantChanged(
    IReadOnlyList<Scope> Scopes, IReadOnlyList<string>? Procedures, IReadOnlyList<string>? Agencies, int? RequestsPerSecond) : DomainEvent;

/// <summary>A machine client is called otherwise — đổi tên phần mềm kết nối.</summary>
public sealed record ClientRenamed : DomainEvent;

/// <summary>A machine client can sign in with one more secret — cấp khóa bí mật.</summary>
/// <param name="LastDay">Last day on which it can; null without end.</param>
public sealed record ClientSecretAdded(ClientSecretId Secret, DateOnly? LastDay) : DomainEvent;

/// <summary>Nobody signs in with the secret any more, and tokens it brought are refused — thu hồi khóa bí mật.</summary>
public sealed record ClientSecretRevoked(ClientSecretId Secret) : DomainEvent;

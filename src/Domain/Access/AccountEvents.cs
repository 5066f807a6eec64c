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

using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Webhooks;

/// <summary>Somebody subscribed to what happens — đăng ký nhận thông báo.</summary>
public sealed record WebhookRegistered(AccountId Owner, IReadOnlyList<string>? Types, string? Agency, string? Procedure) : DomainEvent;

/// <summary>It goes elsewhere, or sends something else — thay đổi đăng ký nhận thông báo.</summary>
/// <param name="Target">Whether its address is another one.</param>
public sealed record WebhookChanged(bool Target, IReadOnlyList<string>? Types, string? Agency, string? Procedure) : DomainEvent;

/// <summary>It sends nothing until it is resumed — tạm dừng gửi thông báo.</summary>
public sealed record WebhookPaused(PauseReason Reason) : DomainEvent;

/// <summary>It sends again, from where it stood — gửi tiếp thông báo.</summary>
public sealed record WebhookResumed : DomainEvent;

/// <summary>It is gone with what it had not sent — hủy đăng ký nhận thông báo.</summary>
public sealed record WebhookRemoved : DomainEvent;

/// <summary>It signs with one more secret — cấp khóa ký.</summary>
/// <param name="PreviousUntil">Until when the secret before it signs too; null until it is revoked.</param>
public sealed record WebhookSecretAdded(WebhookSecretId Secret, DateTimeOffset? PreviousUntil) : DomainEvent;

/// <summary>It does not sign with that secret any more — thu hồi khóa ký.</summary>
public sealed record WebhookSecretRevoked(WebhookSecretId Secret) : DomainEvent;

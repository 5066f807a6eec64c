using System.Diagnostics.CodeAnalysis;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Notifications;

/// <summary>Identity of a message — mã thông báo.</summary>
public readonly record struct NotificationId(Guid Value) : IEntityId<NotificationId>
{
    public static NotificationId Of(Guid value) => new(value);

    public static NotificationId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static NotificationId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out NotificationId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new NotificationId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}

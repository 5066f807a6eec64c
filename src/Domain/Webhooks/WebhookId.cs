using System.Diagnostics.CodeAnalysis;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Webhooks;

/// <summary>Identity of a webhook — mã đăng ký nhận thông báo.</summary>
public readonly record struct WebhookId(Guid Value) : IEntityId<WebhookId>
{
    public static WebhookId Of(Guid value) => new(value);

    public static WebhookId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static WebhookId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out WebhookId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new WebhookId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}

/// <summary>Identity of a webhook's secret; not the secret — mã khóa ký của đăng ký nhận thông báo.</summary>
public readonly record struct WebhookSecretId(Guid Value) : IEntityId<WebhookSecretId>
{
    public static WebhookSecretId Of(Guid value) => new(value);

    public static WebhookSecretId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static WebhookSecretId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out WebhookSecretId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new WebhookSecretId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}

/// <summary>Identity of a delivery, the same at each attempt and when it is sent again — mã lần gửi thông báo.</summary>
public readonly record struct DeliveryId(Guid Value) : IEntityId<DeliveryId>
{
    public static DeliveryId Of(Guid value) => new(value);

    public static DeliveryId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static DeliveryId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DeliveryId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new DeliveryId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}

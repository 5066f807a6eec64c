using OneStop.Domain.Shared;

namespace OneStop.Domain.Webhooks;

/// <summary>A subscription to the feed, pushed to an address of its owner — đăng ký nhận thông báo biến động.</summary>
public sealed class Webhook(WebhookState state) : Aggregate
{
    /// <summary>Secrets that may sign at once, so that one can take the place of the other without a gap.</summary>
    public const int LiveSecrets = 2;

    public WebhookState State { get; private set; } = state;

    public override string Kind => "webhook";

    public override string Key => State.Id.ToString();

    public override int Version => State.Version;

    public int CurrentVersion => State.Version + Recorded.Count;

    public bool IsActive => State.Standing == WebhookStanding.Active;

    /// <summary>Somebody subscribes — đăng ký nhận thông báo.</summary>
    /// <param name="owned">How many the owner has.</param>
    /// <param name="most">How many it may have.</param>
    public static Webhook Register(WebhookState wanted, int owned, int most)
    {
        WebhookRules.AreFew.Demand(owned < most);
        var webhook = new Webhook(wanted);
        var filter = wanted.Details;
        webhook.Record(new WebhookRegistered(wanted.Owner, filter.Types, filter.Agency, filter.Procedure), wanted.RegisteredAt, agency: null);
        return webhook;
    }

    /// <summary>It goes elsewhere, or sends something else — thay đổi đăng ký.</summary>
    /// <param name="filter">Replaces the whole filter; null where it stays.</param>
    public void Change(string? url, WebhookFilter? filter, DateTimeOffset now)
    {
        var target = url is not null && url != State.Url;
        if (!target && filter is null)
        {
            return;
        }
        State = State with { Url = url ?? State.Url, Details = filter ?? State.Details };
        Record(new WebhookChanged(target, State.Details.Types, State.Details.Agency, State.Details.Procedure), now, agency: null);
    }

    /// <summary>It sends nothing until it is resumed — tạm dừng.</summary>
    public void Pause(PauseReason reason, DateTimeOffset now)
    {
        WebhookRules.IsActive.Demand(IsActive);
        State = State with { Standing = WebhookStanding.Paused, PauseReason = reason, PausedAt = now };
        Record(new WebhookPaused(reason), now, agency: null);
    }

    /// <summary>It goes on from where it stood — gửi tiếp.</summary>
    public void Resume(DateTimeOffset now)
    {
        WebhookRules.IsPaused.Demand(!IsActive);
        State = State with { Standing = WebhookStanding.Active, PauseReason = null, PausedAt = null };
        Record(new WebhookResumed(), now, agency: null);
    }

    /// <summary>One more secret — cấp khóa ký.</summary>
    /// <param name="previousUntil">Until when the one before signs too; null until it is revoked.</param>
    /// <param name="live">How many it has already.</param>
    public void AddSecret(WebhookSecretId secret, DateTimeOffset? previousUntil, int live, DateTimeOffset now)
    {
        WebhookRules.SecretsAreFew.Demand(live < LiveSecrets);
        Record(new WebhookSecretAdded(secret, previousUntil), now, agency: null);
    }

    /// <summary>Ends a secret; the last one that does not end by itself stays — thu hồi khóa ký.</summary>
    /// <param name="lasting">How many others it has that sign until they are revoked.</param>
    public void RevokeSecret(WebhookSecretId secret, int lasting, DateTimeOffset now)
    {
        WebhookRules.LastSecretStays.Demand(lasting > 0);
        Record(new WebhookSecretRevoked(secret), now, agency: null);
    }

    /// <summary>Its owner needs it no more — hủy đăng ký.</summary>
    public void Remove(DateTimeOffset now)
    {
        State = State with { RemovedAt = now };
        Record(new WebhookRemoved(), now, agency: null);
    }
}

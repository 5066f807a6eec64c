using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Webhooks;

namespace OneStop.Application.Webhooks;

/// <summary>Webhooks, their secrets and how they get on.</summary>
public interface IWebhooks
{
    /// <summary>The instant by the machine's clock, which secrets and deliveries live by.</summary>
    DateTimeOffset Now { get; }

    /// <summary>The webhook; null where there is none, or it was removed.</summary>
    Task<Webhook?> Find(WebhookId id, CancellationToken ct);

    /// <summary>Stores a new one, which begins behind the last event there is.</summary>
    Task Add(Webhook webhook, CancellationToken ct);

    Task Save(Webhook webhook, CancellationToken ct);

    /// <summary>How many an account has.</summary>
    Task<int> CountOf(AccountId owner, CancellationToken ct);

    /// <summary>Those of an account, or all, newest first.</summary>
    Task<Page<WebhookState>> List(AccountId? owner, PageRequest page, CancellationToken ct);

    Task<WebhookProgress> Progress(WebhookId id, CancellationToken ct);

    /// <summary>The live secrets, oldest first.</summary>
    Task<IReadOnlyList<WebhookSecretLine>> Secrets(WebhookId id, CancellationToken ct);

    /// <summary>Makes a secret of 256 random bits; the only time that anybody sees it.</summary>
    Task<NewWebhookSecret> MakeSecret(WebhookId id, CancellationToken ct);

    /// <summary>Lets a secret end at an instant.</summary>
    Task EndSecret(WebhookSecretId id, DateTimeOffset at, CancellationToken ct);

    /// <summary>Forgets a secret at once.</summary>
    Task DropSecret(WebhookSecretId id, CancellationToken ct);
}

/// <summary>A secret that was just made.</summary>
/// <param name="Secret">With it the receiver checks signatures: <c>whsec_</c> and 32 bytes in Base64.</param>
public sealed record NewWebhookSecret(WebhookSecretLine Line, string Secret);

/// <summary>What webhooks send.</summary>
public interface IDeliveries
{
    /// <summary>Puts a ping in its place; it is tried once. Of those before it the latest few are kept.</summary>
    /// <returns>Null where another is under way.</returns>
    Task<DeliveryId?> Ping(WebhookId webhook, CancellationToken ct);

    /// <summary>Deliveries of a webhook, newest first.</summary>
    Task<Page<DeliveryLine>> List(WebhookId webhook, DeliveryStanding? standing, PageRequest page, CancellationToken ct);

    /// <summary>A delivery with what was sent; null where there is none.</summary>
    Task<(DeliveryLine Line, string Body)?> Find(WebhookId webhook, DeliveryId id, CancellationToken ct);

    /// <summary>Its attempts, in their order.</summary>
    Task<IReadOnlyList<DeliveryAttempt>> Attempts(DeliveryId id, CancellationToken ct);

    /// <summary>Lets deliveries that are wanted again wait for their turn; at most so many, the earliest first.</summary>
    Task<Redelivered> Again(WebhookId webhook, Redelivery wanted, int most, CancellationToken ct);

    /// <summary>All that waits, or is parked, is due now, as if it had never been tried.</summary>
    Task Release(WebhookId webhook, CancellationToken ct);

    /// <summary>Forgets what waits or is parked, with the secrets.</summary>
    Task Drop(WebhookId webhook, CancellationToken ct);
}

/// <summary>Where webhooks may send to.</summary>
public interface IWebhookTargets
{
    /// <summary>Looks whether the address leads where it may be sent to; asks the name service.</summary>
    /// <returns>What is against it; null where nothing is.</returns>
    Task<Domain.Shared.Rule?> Check(string url, CancellationToken ct);
}

/// <summary>How webhooks send (section <c>Webhooks</c> of the configuration).</summary>
public sealed record WebhookOptions
{
    /// <summary>Whether addresses without TLS may be sent to; by default in development only.</summary>
    public bool? AllowHttp { get; init; }

    /// <summary>Networks in CIDR notation that may be sent to although they are internal.</summary>
    public IReadOnlyList<string> AllowedNetworks { get; init; } = [];

    /// <summary>Webhooks of one account.</summary>
    public int MostPerOwner { get; init; } = 10;

    /// <summary>Deliveries of one webhook under way from one process at the same time.</summary>
    public int Places { get; init; } = 32;

    /// <summary>After how long without an answer an attempt ends, in seconds.</summary>
    public int TimeoutSeconds { get; init; } = 10;

    /// <summary>After how many hours in which nothing got through a webhook is paused; never longer than one delivery is tried.</summary>
    public int PauseAfterHours { get; init; } = 25;

    /// <summary>How many days deliveries and their attempts are kept.</summary>
    public int KeepDays { get; init; } = 30;
}

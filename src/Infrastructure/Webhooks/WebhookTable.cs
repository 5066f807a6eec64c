using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Lists;
using OneStop.Application.Webhooks;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;
using OneStop.Domain.Webhooks;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>Webhooks as requests see and change them. Secrets are kept as they are, because signing needs them.</summary>
internal sealed class WebhookTable(DbSession db, LogReader log, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : IWebhooks
{
    public const string Columns = "Id, Version, Owner, Url, Standing, PauseReason, PausedAt, RegisteredAt, RemovedAt, Details";

    private const int SecretBytes = 32;

    private const string ById = $"SELECT {Columns} FROM Webhooks WHERE Id = @Id AND RemovedAt IS NULL";

    private const string Newest = $"SELECT {Columns} FROM Webhooks WHERE RemovedAt IS NULL AND Id < @Before ORDER BY Id DESC";

    private const string NewestOfOwner = $"""
        SELECT {Columns} FROM Webhooks WHERE Owner = @Owner AND RemovedAt IS NULL AND Id < @Before ORDER BY Id DESC
        """;

    private const string CountAll = "SELECT COUNT(*) FROM Webhooks WHERE RemovedAt IS NULL";

    private const string CountOfOwner = "SELECT COUNT(*) FROM Webhooks WHERE Owner = @Owner AND RemovedAt IS NULL";

    private const string Insert = """
        INSERT INTO Webhooks (Id, Version, Owner, Url, Standing, RegisteredAt, Details)
        VALUES (@Id, @CurrentVersion, @Owner, @Url, @Standing, @RegisteredAt, @Details)
        """;

    private const string InsertProgress = """
        INSERT INTO WebhookProgress (WebhookId, Position, MovedAt, Failures, Probes) VALUES (@Id, @Position, @Now, 0, 0)
        """;

    private const string Update = """
        UPDATE Webhooks
        SET Version = @CurrentVersion, Url = @Url, Standing = @Standing, PauseReason = @PauseReason, PausedAt = @PausedAt, RemovedAt = @RemovedAt,
            Details = @Details
        WHERE Id = @Id AND Version = @Version AND RemovedAt IS NULL
        """;

    private const string SelectProgress = """
        SELECT p.Position, p.Failures, p.FailingSince, p.HeldUntil,
            (SELECT COUNT(*) FROM WebhookDeliveries d WHERE d.WebhookId = p.WebhookId AND d.Standing IN ('pending', 'parked')) AS [Open]
        FROM WebhookProgress p
        WHERE p.WebhookId = @Id
        """;

    private const string LiveSecrets = """
        SELECT Id, CreatedAt, ExpiresAt FROM WebhookSecrets WHERE WebhookId = @Id AND (ExpiresAt IS NULL OR ExpiresAt > @Now) ORDER BY Id
        """;

    private const string InsertSecret = "INSERT INTO WebhookSecrets (Id, WebhookId, Value, CreatedAt) VALUES (@Id, @Webhook, @Value, @Now)";

    private const string SetEnd = "UPDATE WebhookSecrets SET ExpiresAt = @At WHERE Id = @Id AND (ExpiresAt IS NULL OR ExpiresAt > @At)";

    private const string DeleteSecret = "DELETE FROM WebhookSecrets WHERE Id = @Id";

    public DateTimeOffset Now => machineClock.GetUtcNow();

    public async Task<Webhook?> Find(WebhookId id, CancellationToken ct) =>
        await db.QueryOne<WebhookState>(ById, new { Id = id }, ct) is { } state ? new Webhook(state) : null;

    public async Task Add(Webhook webhook, CancellationToken ct)
    {
        await db.Execute(Insert, Row(webhook), ct);
        await db.Execute(InsertProgress, new { webhook.State.Id, Position = await log.Last(ct), Now }, ct);
        db.Touch(webhook);
    }

    public async Task Save(Webhook webhook, CancellationToken ct)
    {
        if (await db.Execute(Update, Row(webhook), ct) == 0)
        {
            throw new StaleException(webhook.Kind, current: 0);
        }
        db.Touch(webhook);
    }

    public Task<int> CountOf(AccountId owner, CancellationToken ct) => db.QueryOne<int>(CountOfOwner, new { Owner = owner }, ct);

    public async Task<Page<WebhookState>> List(AccountId? owner, PageRequest page, CancellationToken ct)
    {
        var before = Cursor.Before<WebhookId>(page);
        var rows = await db.Query<WebhookState>(
            $"{(owner is null ? Newest : NewestOfOwner)} {db.Dialect.Page}", new { Owner = owner ?? default, Before = before, page.Take }, ct);
        return Pages.Of(
            page, rows, state => [state.Id.ToString()],
            page.Count == CountMode.None ? null : await db.QueryOne<long>(owner is null ? CountAll : CountOfOwner, new { Owner = owner ?? default }, ct));
    }

    public async Task<WebhookProgress> Progress(WebhookId id, CancellationToken ct) =>
        (await db.QueryOne<WebhookProgress>(SelectProgress, new { Id = id }, ct))!;

    public Task<IReadOnlyList<WebhookSecretLine>> Secrets(WebhookId id, CancellationToken ct) =>
        db.Query<WebhookSecretLine>(LiveSecrets, new { Id = id, Now }, ct);

    public async Task<NewWebhookSecret> MakeSecret(WebhookId id, CancellationToken ct)
    {
        var (secret, value, now) = (WebhookSecretId.New(Now), RandomNumberGenerator.GetBytes(SecretBytes), Now);
        await db.Execute(InsertSecret, new { Id = secret, Webhook = id, Value = value, Now = now }, ct);
        return new NewWebhookSecret(new WebhookSecretLine { Id = secret, CreatedAt = now }, WebhookSignature.Shown(value));
    }

    public Task EndSecret(WebhookSecretId id, DateTimeOffset at, CancellationToken ct) => db.Execute(SetEnd, new { Id = id, At = at }, ct);

    public Task DropSecret(WebhookSecretId id, CancellationToken ct) => db.Execute(DeleteSecret, new { Id = id }, ct);

    private static object Row(Webhook webhook)
    {
        var state = webhook.State;
        return new
        {
            state.Id, state.Version, webhook.CurrentVersion, state.Owner, state.Url, Standing = EnumName.Of(state.Standing),
            PauseReason = state.PauseReason is { } reason ? EnumName.Of(reason) : null, state.PausedAt, state.RegisteredAt, state.RemovedAt, state.Details,
        };
    }
}

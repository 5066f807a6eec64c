using MediatR;
using OneStop.Application.Pipeline;
using OneStop.Domain.Shared;
using OneStop.Domain.Webhooks;

namespace OneStop.Application.Webhooks;

/// <summary>Give a webhook one more secret — cấp khóa ký.</summary>
/// <param name="PreviousUntil">Until when the secret before it signs too, at most 30 days; null until it is revoked.</param>
[Allows(Permission.Subscribe)]
public sealed record AddWebhookSecret(WebhookId Id, DateTimeOffset? PreviousUntil) : ICommand<WebhookSecretGiven>;

internal sealed class AddWebhookSecretHandler(WebhookDesk desk, IWebhooks webhooks) : IRequestHandler<AddWebhookSecret, WebhookSecretGiven>
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public async Task<WebhookSecretGiven> Handle(AddWebhookSecret command, CancellationToken ct)
    {
        if (command.PreviousUntil is { } until && (until < webhooks.Now || until > webhooks.Now + Longest))
        {
            throw new InvalidInputException("previousUntil", FieldRules.WithinRange);
        }
        NewWebhookSecret? made = null;
        var webhook = await desk.Act(
            command.Id, ownerOnly: true,
            async (webhook, now) =>
            {
                var live = await webhooks.Secrets(command.Id, ct);
                made = await webhooks.MakeSecret(command.Id, ct);
                webhook.AddSecret(made.Line.Id, command.PreviousUntil, live.Count, now);
                if (command.PreviousUntil is { } end && live is [.., var before])
                {
                    await webhooks.EndSecret(before.Id, end, ct);
                }
            },
            ct);
        return new WebhookSecretGiven { Webhook = await desk.View(webhook, ct), SecretId = made!.Line.Id, Secret = made.Secret };
    }
}

/// <summary>End a secret of a webhook — thu hồi khóa ký.</summary>
[Allows(Permission.Subscribe)]
public sealed record RevokeWebhookSecret(WebhookId Id, WebhookSecretId Secret) : ICommand<WebhookView>;

internal sealed class RevokeWebhookSecretHandler(WebhookDesk desk, IWebhooks webhooks) : IRequestHandler<RevokeWebhookSecret, WebhookView>
{
    public async Task<WebhookView> Handle(RevokeWebhookSecret command, CancellationToken ct)
    {
        var webhook = await desk.Act(
            command.Id, ownerOnly: true,
            async (webhook, now) =>
            {
                var live = await webhooks.Secrets(command.Id, ct);
                WebhookRules.SecretExists.DemandFound(live.Any(secret => secret.Id == command.Secret));
                webhook.RevokeSecret(command.Secret, live.Count(secret => secret.Id != command.Secret && secret.ExpiresAt is null), now);
                await webhooks.DropSecret(command.Secret, ct);
            },
            ct);
        return await desk.View(webhook, ct);
    }
}

using FluentValidation;
using MediatR;
using OneStop.Application.Pipeline;
using OneStop.Domain.Webhooks;

namespace OneStop.Application.Webhooks;

/// <summary>Change, pause or resume a webhook — thay đổi, tạm dừng, gửi tiếp.</summary>
[Allows(Permission.Subscribe)]
public sealed record ChangeWebhook(WebhookId Id, WebhookChange Change) : ICommand<WebhookView>, IPrepared;

/// <summary>The fields to change; what is left out stays.</summary>
public sealed record WebhookChange
{
    /// <summary>Where to send to from now on; also what waits, with the same identities.</summary>
    public string? Url { get; init; }

    /// <summary>What to send from now on: replaces the whole filter.</summary>
    public WebhookFilter? Filter { get; init; }

    /// <summary><c>paused</c> or <c>active</c>.</summary>
    public WebhookStanding? State { get; init; }
}

internal sealed class ChangeWebhookValidator : AbstractValidator<ChangeWebhook>
{
    public ChangeWebhookValidator()
    {
        RuleFor(c => c.Change.Url).Length(1, 2_000).OverridePropertyName("url");
        RuleFor(c => c.Change.Filter!).SetValidator(new WebhookFilterValidator()).When(c => c.Change.Filter is not null).OverridePropertyName("filter");
        RuleFor(c => c.Change.State).IsInEnum().OverridePropertyName("state");
    }
}

/// <summary>Asks the name service and the catalogue before the transaction, for whoever sees the webhook.</summary>
internal sealed class ChangeWebhookChecks(WebhookChecks checks, WebhookDesk desk) : IPrepare<ChangeWebhook>
{
    public async Task Prepare(ChangeWebhook command, CancellationToken ct)
    {
        await desk.Find(command.Id, ct);
        await checks.Demand(command.Change.Url, command.Change.Filter, ct);
    }
}

internal sealed class ChangeWebhookHandler(WebhookDesk desk, IDeliveries deliveries) : IRequestHandler<ChangeWebhook, WebhookView>
{
    public async Task<WebhookView> Handle(ChangeWebhook command, CancellationToken ct)
    {
        var change = command.Change;
        var webhook = await desk.Act(
            command.Id, ownerOnly: change.Url is not null || change.Filter is not null,
            (webhook, now) =>
            {
                webhook.Change(change.Url, change.Filter, now);
                Turn(webhook, change.State, now);
                return Task.CompletedTask;
            },
            ct);
        if (change.Url is not null || change.State == WebhookStanding.Active)
        {
            await deliveries.Release(command.Id, ct);
        }
        return await desk.View(webhook, ct);
    }

    private static void Turn(Webhook webhook, WebhookStanding? wanted, DateTimeOffset now)
    {
        switch (wanted)
        {
            case WebhookStanding.Paused:
                webhook.Pause(PauseReason.Asked, now);
                break;
            case WebhookStanding.Active:
                webhook.Resume(now);
                break;
        }
    }
}

/// <summary>Remove a webhook; what it had not sent is forgotten — hủy đăng ký.</summary>
[Allows(Permission.Subscribe)]
public sealed record RemoveWebhook(WebhookId Id) : ICommand<Done>;

internal sealed class RemoveWebhookHandler(WebhookDesk desk, IDeliveries deliveries) : IRequestHandler<RemoveWebhook, Done>
{
    public async Task<Done> Handle(RemoveWebhook command, CancellationToken ct)
    {
        await desk.Act(
            command.Id, ownerOnly: false,
            (webhook, now) =>
            {
                webhook.Remove(now);
                return Task.CompletedTask;
            },
            ct);
        await deliveries.Drop(command.Id, ct);
        return new Done();
    }
}

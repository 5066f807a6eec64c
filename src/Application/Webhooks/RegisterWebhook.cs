using FluentValidation;
using MediatR;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Webhooks;

namespace OneStop.Application.Webhooks;

/// <summary>Subscribe to what happens within the caller's reach — đăng ký nhận thông báo biến động.</summary>
[Allows(Permission.Subscribe)]
public sealed record RegisterWebhook : ICommand<WebhookSecretGiven>, IPrepared
{
    /// <summary>Where to send to: an https address outside of the engine's own network, at most 2,000 characters.</summary>
    public required string Url { get; init; }

    /// <summary>What to send; all of the feed where absent.</summary>
    public WebhookFilter? Filter { get; init; }
}

internal sealed class RegisterWebhookValidator : AbstractValidator<RegisterWebhook>
{
    public RegisterWebhookValidator()
    {
        RuleFor(c => c.Url).NotEmpty().MaximumLength(2_000);
        RuleFor(c => c.Filter!).SetValidator(new WebhookFilterValidator()).When(c => c.Filter is not null);
    }
}

internal sealed class WebhookFilterValidator : AbstractValidator<WebhookFilter>
{
    public WebhookFilterValidator()
    {
        RuleFor(filter => filter.Types).Must(types => types is null or { Count: > 0 and <= 100 }).WithState(_ => FieldRules.WithinLength);
        RuleForEach(filter => filter.Types).NotEmpty();
        RuleFor(filter => filter.Agency).Length(1, 60);
        RuleFor(filter => filter.Procedure).Length(1, 60);
    }
}

/// <summary>Asks the name service and the catalogue before the transaction.</summary>
internal sealed class RegisterWebhookChecks(WebhookChecks checks) : IPrepare<RegisterWebhook>
{
    public Task Prepare(RegisterWebhook command, CancellationToken ct) => checks.Demand(command.Url, command.Filter, ct);
}

internal sealed class RegisterWebhookHandler(IWebhooks webhooks, WebhookDesk desk, ICaller caller, WebhookOptions options, TimeProvider clock)
    : IRequestHandler<RegisterWebhook, WebhookSecretGiven>
{
    public async Task<WebhookSecretGiven> Handle(RegisterWebhook command, CancellationToken ct)
    {
        var (owner, now) = (caller.Required().Id, clock.GetUtcNow());
        var webhook = Webhook.Register(
            new WebhookState { Id = WebhookId.New(now), Owner = owner, Url = command.Url, RegisteredAt = now, Details = command.Filter ?? new WebhookFilter() },
            await webhooks.CountOf(owner, ct), options.MostPerOwner);
        await webhooks.Add(webhook, ct);
        var made = await webhooks.MakeSecret(webhook.State.Id, ct);
        return new WebhookSecretGiven { Webhook = await desk.View(webhook, ct), SecretId = made.Line.Id, Secret = made.Secret };
    }
}

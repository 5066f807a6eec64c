using FluentValidation;
using MediatR;
using OneStop.Application.Pipeline;
using OneStop.Domain.Webhooks;

namespace OneStop.Application.Webhooks;

/// <summary>Send deliveries again, with the identities they had — gửi lại thông báo.</summary>
[Allows(Permission.Subscribe)]
public sealed record Redeliver(WebhookId Id, Redelivery What) : ICommand<Redelivered>;

/// <summary>What to send again: <c>delivery</c>, or <c>from</c> with <c>to</c>, or <c>failed</c>, alone or with <c>from</c>; exactly one of them.</summary>
public sealed record Redelivery
{
    /// <summary>One delivery, however it stands.</summary>
    public DeliveryId? Delivery { get; init; }

    /// <summary>First position of a range, or of those that failed.</summary>
    public long? From { get; init; }

    /// <summary>Last position of a range.</summary>
    public long? To { get; init; }

    /// <summary>All that failed or is parked.</summary>
    public bool Failed { get; init; }
}

/// <summary>What waits for its turn again.</summary>
/// <param name="Count">How many deliveries.</param>
/// <param name="Next">Position of the first that is still to come, where there are more than one request sends again: ask for those from there on.</param>
public sealed record Redelivered(int Count, long? Next);

internal sealed class RedeliverValidator : AbstractValidator<Redeliver>
{
    public RedeliverValidator()
    {
        RuleFor(c => c.What).Must(what => Ways(what) == 1).OverridePropertyName("delivery").WithState(_ => FieldRules.Required);
        RuleFor(c => c.What).Must(IsRange).OverridePropertyName("from").WithState(_ => FieldRules.WithinRange);
    }

    private static bool IsRange(Redelivery what) =>
        (what.Failed || what.From is null == what.To is null) && !(what.From > what.To) && !(what.From < 1);

    private static int Ways(Redelivery what) =>
        (what.Delivery is null ? 0 : 1) + (what.To is null && (what.From is null || what.Failed) ? 0 : 1) + (what.Failed ? 1 : 0);
}

internal sealed class RedeliverHandler(WebhookDesk desk, IDeliveries deliveries) : IRequestHandler<Redeliver, Redelivered>
{
    /// <summary>Deliveries that one request sends again.</summary>
    private const int Most = 1_000;

    public async Task<Redelivered> Handle(Redeliver command, CancellationToken ct)
    {
        await desk.Find(command.Id, ct);
        var what = command.What;
        WebhookRules.DeliveryExists.DemandFound(what.Delivery is null || await deliveries.Find(command.Id, what.Delivery.Value, ct) is not null);
        return await deliveries.Again(command.Id, what, Most, ct);
    }
}

/// <summary>Send a ping, to see whether the receiver is there — gửi thử.</summary>
[Allows(Permission.Subscribe)]
public sealed record PingWebhook(WebhookId Id) : ICommand<DeliveryView>;

internal sealed class PingWebhookHandler(WebhookDesk desk, IDeliveries deliveries) : IRequestHandler<PingWebhook, DeliveryView>
{
    public async Task<DeliveryView> Handle(PingWebhook command, CancellationToken ct)
    {
        var webhook = await desk.Find(command.Id, ct);
        var id = await deliveries.Ping(command.Id, ct);
        WebhookRules.PingIsDone.Demand(id is not null);
        var (line, body) = (await deliveries.Find(command.Id, id!.Value, ct))!.Value;
        return new DeliveryView(line, desk.IsOwn(webhook) ? body : null, []);
    }
}

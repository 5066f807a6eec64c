using FluentValidation;
using MediatR;
using OneStop.Application.Changes;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Domain.Webhooks;

namespace OneStop.Application.Webhooks;

/// <summary>What a webhook sent and what it still has to send — nhật ký gửi thông báo.</summary>
/// <param name="State">Only those that stand there; null for all.</param>
[Allows(Permission.Subscribe)]
public sealed record ListDeliveries(WebhookId Id, DeliveryStanding? State, PageRequest Page) : IQuery<Page<DeliveryLine>>;

internal sealed class ListDeliveriesValidator : AbstractValidator<ListDeliveries>
{
    public ListDeliveriesValidator() => this.Page(query => query.Page);
}

internal sealed class ListDeliveriesHandler(WebhookDesk desk, IDeliveries deliveries) : IRequestHandler<ListDeliveries, Page<DeliveryLine>>
{
    public async Task<Page<DeliveryLine>> Handle(ListDeliveries query, CancellationToken ct)
    {
        await desk.Find(query.Id, ct);
        return await deliveries.List(query.Id, query.State, query.Page, ct);
    }
}

/// <summary>One delivery with its body and every attempt — chi tiết lần gửi.</summary>
[Allows(Permission.Subscribe)]
public sealed record GetDelivery(WebhookId Id, DeliveryId Delivery) : IQuery<DeliveryView>;

internal sealed class GetDeliveryHandler(WebhookDesk desk, IDeliveries deliveries, IChanges changes, DossierDesk dossiers) : IRequestHandler<GetDelivery, DeliveryView>
{
    public async Task<DeliveryView> Handle(GetDelivery query, CancellationToken ct)
    {
        var webhook = await desk.Find(query.Id, ct);
        var found = await deliveries.Find(query.Id, query.Delivery, ct);
        WebhookRules.DeliveryExists.DemandFound(found is not null);
        var ((line, body), attempts) = (found!.Value, await deliveries.Attempts(query.Delivery, ct));
        return desk.IsOwn(webhook) && (line.Position == 0 || await IsSeen(line.Position, body, ct))
            ? new DeliveryView(line, body, attempts)
            : new DeliveryView(line, null, [.. attempts.Select(attempt => attempt with { Answer = null })]);
    }

    private async Task<bool> IsSeen(long position, string body, CancellationToken ct) =>
        DeliveryBody.Shows(body, (await changes.At([position], await dossiers.Reach(ct), ct)).SingleOrDefault());
}

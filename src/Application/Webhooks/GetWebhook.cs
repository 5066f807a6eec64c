using FluentValidation;
using MediatR;
using OneStop.Application.Lists;
using OneStop.Domain.Webhooks;

namespace OneStop.Application.Webhooks;

/// <summary>One webhook and how it gets on — xem đăng ký nhận thông báo.</summary>
[Allows(Permission.Subscribe)]
public sealed record GetWebhook(WebhookId Id) : IQuery<WebhookView>;

internal sealed class GetWebhookHandler(WebhookDesk desk) : IRequestHandler<GetWebhook, WebhookView>
{
    public async Task<WebhookView> Handle(GetWebhook query, CancellationToken ct) => await desk.View(await desk.Find(query.Id, ct), ct);
}

/// <summary>The caller's webhooks; a system administrator's are all there are — danh sách đăng ký.</summary>
[Allows(Permission.Subscribe)]
public sealed record ListWebhooks(PageRequest Page) : IQuery<Page<WebhookView>>;

internal sealed class ListWebhooksValidator : AbstractValidator<ListWebhooks>
{
    public ListWebhooksValidator() => this.Page(query => query.Page);
}

internal sealed class ListWebhooksHandler(WebhookDesk desk, IWebhooks webhooks) : IRequestHandler<ListWebhooks, Page<WebhookView>>
{
    public async Task<Page<WebhookView>> Handle(ListWebhooks query, CancellationToken ct)
    {
        var page = await webhooks.List(desk.Seen, query.Page, ct);
        var views = new List<WebhookView>();
        foreach (var state in page.Items)
        {
            views.Add(await desk.View(new Webhook(state), ct));
        }
        return new Page<WebhookView>(views, page.Next, page.Count);
    }
}

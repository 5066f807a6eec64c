using OneStop.Application.Agencies;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;
using OneStop.Domain.Webhooks;

namespace OneStop.Application.Webhooks;

/// <summary>What the requests about webhooks share: an account sees its own, a system administrator all.</summary>
internal sealed class WebhookDesk(IWebhooks webhooks, ICaller caller, TimeProvider clock)
{
    public async Task<Webhook> Find(WebhookId id, CancellationToken ct)
    {
        var webhook = await webhooks.Find(id, ct);
        WebhookRules.Exists.DemandFound(webhook is not null && (IsOwn(webhook) || caller.Required().IsSystemAdmin));
        return webhook!;
    }

    /// <summary>Whose webhooks the caller sees; null for all.</summary>
    public AccountId? Seen => caller.Required().IsSystemAdmin ? null : caller.Required().Id;

    public async Task<WebhookView> View(Webhook webhook, CancellationToken ct) =>
        WebhookView.Of(webhook, await webhooks.Secrets(webhook.State.Id, ct), await webhooks.Progress(webhook.State.Id, ct));

    /// <summary>Lets a verb act on the version that the caller last saw, and stores it.</summary>
    public async Task<Webhook> Act(WebhookId id, bool ownerOnly, Func<Webhook, DateTimeOffset, Task> verb, CancellationToken ct)
    {
        var webhook = await Find(id, ct);
        if (ownerOnly && !IsOwn(webhook))
        {
            throw new ForbiddenException(WebhookRules.IsOwn);
        }
        caller.DemandVersion(webhook.Kind, webhook.Version);
        await verb(webhook, clock.GetUtcNow());
        await webhooks.Save(webhook, ct);
        return webhook;
    }

    private bool IsOwn(Webhook webhook) => webhook.State.Owner == caller.Required().Id;
}

/// <summary>Checks an address and a filter before a transaction begins.</summary>
internal sealed class WebhookChecks(IWebhookTargets targets, IAgencies agencies, IProcedureRepository procedures)
{
    /// <summary>Names of all events, as the feed gives them.</summary>
    private static readonly HashSet<string> Types =
    [
        .. typeof(DomainEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DomainEvent)) && !type.IsAbstract)
            .Select(type => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(type.Name)),
    ];

    public async Task Demand(string? url, WebhookFilter? filter, CancellationToken ct)
    {
        var faults = await Faults(filter ?? new WebhookFilter(), ct);
        if (url is not null && await targets.Check(url, ct) is { } rule)
        {
            faults.Add(new Fault("url", rule));
        }
        if (faults.Count > 0)
        {
            throw new InvalidInputException(faults);
        }
    }

    private async Task<List<Fault>> Faults(WebhookFilter filter, CancellationToken ct)
    {
        var faults = (filter.Types ?? []).Index().Where(type => !Types.Contains(type.Item))
            .Select(type => new Fault($"filter.types[{type.Index}]", WebhookRules.TypeExists)).ToList();
        if (filter.Agency is { } agency && (await agencies.Tree(ct)).Find(agency) is null)
        {
            faults.Add(new Fault("filter.agency", AgencyRules.Exists));
        }
        if (filter.Procedure is { } procedure && await procedures.Find(procedure, ct) is null)
        {
            faults.Add(new Fault("filter.procedure", ProcedureRules.Exists));
        }
        return faults;
    }
}

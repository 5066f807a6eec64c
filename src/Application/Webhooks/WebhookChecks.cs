using OneStop.Application.Agencies;
using OneStop.Application.Changes;
using OneStop.Domain.Agencies;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;
using OneStop.Domain.Webhooks;

namespace OneStop.Application.Webhooks;

/// <summary>Checks an address and a filter before a transaction begins.</summary>
internal sealed class WebhookChecks(IWebhookTargets targets, IAgencies agencies, IProcedureRepository procedures)
{
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
        var faults = (filter.Types ?? []).Index().Where(type => !ChangeTypes.Records.ContainsKey(type.Item))
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

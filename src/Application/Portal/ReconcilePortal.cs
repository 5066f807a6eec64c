using FluentValidation;
using MediatR;
using OneStop.Application.Jobs;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Portal;

namespace OneStop.Application.Portal;

/// <summary>Compare the ledger with the portal — đối soát với Cổng Dịch vụ công quốc gia.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record ReconcilePortal(DateTimeOffset? From, DateTimeOffset? To) : ICommand<ReconciliationView>;

internal sealed class ReconcilePortalValidator : AbstractValidator<ReconcilePortal>
{
    public ReconcilePortalValidator() =>
        RuleFor(command => command.To).Must((command, to) => !(to <= command.From)).OverridePropertyName("to").WithState(_ => FieldRules.WithinRange);
}

internal sealed class ReconcilePortalHandler(IReconciliations reconciliations, ICaller caller, TimeProvider clock) : IRequestHandler<ReconcilePortal, ReconciliationView>
{
    public async Task<ReconciliationView> Handle(ReconcilePortal command, CancellationToken ct)
    {
        PortalRules.OneReconciliation.Demand(!await reconciliations.AnyUnderWay(ct));
        var now = clock.GetUtcNow();
        var begun = Reconciliation.Begin(now) with { RequestedBy = caller.Required().Id, From = command.From, To = command.To };
        await reconciliations.Begin(begun, ct);
        return begun;
    }
}

/// <summary>The reconciliations, newest first — các lần đối soát.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record ListReconciliations(PageRequest Page) : IQuery<Page<ReconciliationView>>;

internal sealed class ListReconciliationsValidator : AbstractValidator<ListReconciliations>
{
    public ListReconciliationsValidator() => this.Page(query => query.Page);
}

internal sealed class ListReconciliationsHandler(IReconciliations reconciliations) : IRequestHandler<ListReconciliations, Page<ReconciliationView>>
{
    public Task<Page<ReconciliationView>> Handle(ListReconciliations query, CancellationToken ct) => reconciliations.List(query.Page, ct);
}

/// <summary>A reconciliation with what differs — báo cáo đối soát.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record GetReconciliation(ReconciliationId Id, PageRequest Page) : IQuery<ReconciliationReport>;

internal sealed class GetReconciliationValidator : AbstractValidator<GetReconciliation>
{
    public GetReconciliationValidator() => this.Page(query => query.Page);
}

internal sealed class GetReconciliationHandler(IReconciliations reconciliations) : IRequestHandler<GetReconciliation, ReconciliationReport>
{
    public async Task<ReconciliationReport> Handle(GetReconciliation query, CancellationToken ct)
    {
        var found = await reconciliations.Find(query.Id, ct);
        PortalRules.ReconciliationExists.DemandFound(found is not null);
        return new ReconciliationReport(found!, await reconciliations.Differences(query.Id, query.Page, ct));
    }
}

/// <summary>Begins a reconciliation every night, unless one is under way; where the portal is not connected any more, none and no more.</summary>
internal sealed class ReconcileNightly(IReconciliations reconciliations, IDueJobs jobs) : IDueWork
{
    public DueJobKind Kind => DueJobKind.ReconcilePortal;

    public async Task Do(DueJob job, CancellationToken ct)
    {
        if (!reconciliations.IsConnected)
        {
            return;
        }
        if (!await reconciliations.AnyUnderWay(ct))
        {
            await reconciliations.Begin(Reconciliation.Begin(job.DueAt), ct);
        }
        await jobs.Schedule(DueJob.ReconcileNightly(job.DueAt), ct);
    }
}

internal static class Reconciliation
{
    public static ReconciliationView Begin(DateTimeOffset now) =>
        new(ReconciliationId.New(now), ReconciliationStanding.UnderWay, now, null, null, null, 0, 0, 0, 0, 0, 0, null);
}

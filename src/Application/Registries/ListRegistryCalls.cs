using FluentValidation;
using MediatR;
using OneStop.Application.Audit;
using OneStop.Application.Lists;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Registries;

/// <summary>Who asked which registry, newest first, within the caller's agencies — nhật ký tra cứu.</summary>
/// <param name="Dossier">Identity or code.</param>
[Allows(Permission.ReadAudit)]
public sealed record ListRegistryCalls(Registry? Registry, LookUpOutcome? Outcome, string? Dossier, PageRequest Page) : IQuery<Page<RegistryCall>>;

internal sealed class ListRegistryCallsValidator : AbstractValidator<ListRegistryCalls>
{
    public ListRegistryCallsValidator() => this.Page(query => query.Page);
}

internal sealed class ListRegistryCallsHandler(IRegistryCalls calls, AuditDesk audit) : IRequestHandler<ListRegistryCalls, Page<RegistryCall>>
{
    public async Task<Page<RegistryCall>> Handle(ListRegistryCalls query, CancellationToken ct)
    {
        var subject = query.Dossier is { } named ? await audit.Subject(named, ct) : null;
        DossierRules.Exists.DemandFound(query.Dossier is null || subject?.Dossier is not null);
        var within = await audit.Within(subject, ct);
        return await calls.List(new RegistryCallFilter(query.Registry, query.Outcome, subject?.Dossier?.Id, within), query.Page, ct);
    }
}

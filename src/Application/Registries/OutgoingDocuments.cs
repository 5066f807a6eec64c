using FluentValidation;
using MediatR;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Ports;

namespace OneStop.Application.Registries;

/// <summary>The documents on their way within the caller's reach, newest first — danh sách văn bản đi.</summary>
[Allows(Permission.AskRegistries)]
public sealed record ListOutgoingDocuments(OutgoingState? State, PageRequest Page) : IQuery<Page<OutgoingView>>;

internal sealed class ListOutgoingDocumentsValidator : AbstractValidator<ListOutgoingDocuments>
{
    public ListOutgoingDocumentsValidator() => this.Page(query => query.Page);
}

internal sealed class ListOutgoingDocumentsHandler(IOutgoing outgoing, DossierDesk desk) : IRequestHandler<ListOutgoingDocuments, Page<OutgoingView>>
{
    public async Task<Page<OutgoingView>> Handle(ListOutgoingDocuments query, CancellationToken ct) =>
        await outgoing.List(query.State, query.Page, await desk.Reach(ct), ct);
}

/// <summary>Send a document again that was refused or given up, or at once where it waits: every official may who sees the dossier whole — gửi lại văn bản.</summary>
[Allows(Permission.AskRegistries)]
public sealed record ResendDocument(Guid Id) : ICommand<OutgoingView>;

internal sealed class ResendDocumentHandler(IOutgoing outgoing, DossierDesk desk, MachineClock clock) : IRequestHandler<ResendDocument, OutgoingView>
{
    public async Task<OutgoingView> Handle(ResendDocument command, CancellationToken ct)
    {
        var found = await outgoing.Find(command.Id, ct);
        var dossier = found is null ? null : await desk.Load(found.Dossier.ToString(), ct);
        RegistryRules.DocumentExists.DemandFound(dossier is not null && (await desk.Reach(ct)).SeesWhole(dossier.State));
        RegistryRules.DocumentIsNotSent.Demand(found!.State != OutgoingState.Sent);
        await outgoing.Requeue(command.Id, clock.Now, ct);
        return (await outgoing.Find(command.Id, ct))!;
    }
}

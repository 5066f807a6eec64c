using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Contract;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Registries;

/// <summary>Take a document about a dossier from the system of another agency; the same document again changes nothing — nhận văn bản điện tử.</summary>
/// <param name="Id">Identity the sender gave it, the same whenever it is sent again.</param>
/// <param name="Sender">Code of the agency that sends it; one of those the client speaks for.</param>
/// <param name="Dossier">Code of the dossier.</param>
/// <param name="Transfer">The sender's leg of it that the document belongs to; null for the dossier itself.</param>
/// <param name="Number">Number of the document.</param>
/// <param name="IssuedOn">Day it bears.</param>
/// <param name="Sha256">Of its content, 64 hexadecimal digits.</param>
/// <param name="Url">Where the content is fetched.</param>
[Allows(Permission.ExchangeDocuments)]
public sealed record ReceiveDocument(
    Guid Id, string Sender, string Dossier, TransferId? Transfer, string Number, string Title, DateOnly IssuedOn, string Sha256, string? Url) : ICommand<IncomingView>;

/// <summary>What came: no personal data but what stands in title and address.</summary>
public sealed record IncomingDocument(string Number, string Title, DateOnly IssuedOn, string Sha256, string? Url);

/// <summary>A document that came in — văn bản đến.</summary>
public sealed record IncomingView(
    Guid Id, string Sender, DossierId Dossier, TransferId? Transfer, string Number, string Title, DateOnly IssuedOn, string Sha256, string? Url, DateTimeOffset ReceivedAt)
{
    /// <summary>What the sender said, without what was noted here.</summary>
    internal object Said => (Sender, Dossier, Transfer, Number, Title, IssuedOn, Sha256, Url);
}

/// <summary>The documents that came in.</summary>
public interface IIncoming
{
    /// <summary>The document that a client sent under an identity; null where it sent none.</summary>
    Task<IncomingView?> Find(AccountId client, Guid id, CancellationToken ct);

    /// <summary>Keeps a document, inside the running transaction.</summary>
    Task Keep(AccountId client, IncomingView document, CancellationToken ct);

    /// <summary>Whether something about the dossier was sent to an agency.</summary>
    Task<bool> WasAsked(DossierId dossier, string agency, CancellationToken ct);

    /// <summary>The documents about dossiers within a reach, newest first.</summary>
    Task<Page<IncomingView>> List(DossierId? dossier, PageRequest page, DossierReach reach, CancellationToken ct);
}

internal sealed class ReceiveDocumentValidator : AbstractValidator<ReceiveDocument>
{
    public ReceiveDocumentValidator()
    {
        RuleFor(c => c.Id).NotEmpty();
        RuleFor(c => c.Sender).NotEmpty().MaximumLength(35);
        RuleFor(c => c.Dossier).NotEmpty().MaximumLength(60);
        RuleFor(c => c.Number).NotEmpty().MaximumLength(60);
        RuleFor(c => c.Title).NotEmpty().MaximumLength(500);
        RuleFor(c => c.Sha256).NotEmpty().Matches("^[0-9a-fA-F]{64}$");
        RuleFor(c => c.Url).MaximumLength(1_000).Must(url => url is null || TextForm.IsAddress(url)).WithState(_ => FieldRules.WellFormed);
    }
}

internal sealed class ReceiveDocumentHandler(IIncoming incoming, IDossierRepository dossiers, IAgencies agencies, ICaller caller, MachineClock clock)
    : IRequestHandler<ReceiveDocument, IncomingView>
{
    public async Task<IncomingView> Handle(ReceiveDocument command, CancellationToken ct)
    {
        var client = caller.Required();
        await DemandSender(client, command.Sender, ct);
        var dossier = (await dossiers.Find(command.Dossier, ct))?.State;
        DossierRules.Exists.DemandFound(dossier is not null && await TakesPart(dossier, client, command.Sender, ct));
        RegistryRules.LegIsTheSenders.Demand(
            command.Transfer is not { } transfer || dossier!.Details.Legs.Any(leg => leg.Transfer == transfer && leg.Agency == command.Sender));

        var document = new IncomingView(
            command.Id, command.Sender, dossier!.Id, command.Transfer, command.Number, command.Title, command.IssuedOn, command.Sha256.ToLowerInvariant(), command.Url,
            clock.Now);
        if (await incoming.Find(client.Id, command.Id, ct) is { } known)
        {
            RegistryRules.DocumentIsTheSame.Demand(known.Said.Equals(document.Said));
            return known;
        }
        await incoming.Keep(client.Id, document, ct);
        return document;
    }

    /// <summary>A client speaks for the agencies of its grant and those below them.</summary>
    private async Task DemandSender(Actor client, string sender, CancellationToken ct)
    {
        var tree = await agencies.Tree(ct);
        if (client.Grant is { Agencies: { } held } && !held.Any(agency => agency == sender || (tree.Find(sender) is not null && tree.IsWithin(sender, agency))))
        {
            throw new ForbiddenException(RegistryRules.SenderIsTheClients);
        }
    }

    /// <summary>The dossier's own agencies, those of its legs, and whom something about it was sent to; of the same kind, live or for trying out.</summary>
    private async Task<bool> TakesPart(DossierState dossier, Actor client, string sender, CancellationToken ct) =>
        dossier is { ErasedAt: null } && dossier.Test == (client.Grant is { Test: true })
        && (dossier.ReceivingAgency == sender || dossier.CompetentAgency == sender || dossier.Details.Legs.Any(leg => leg.Agency == sender)
            || await incoming.WasAsked(dossier.Id, sender, ct));
}

/// <summary>The documents that came in about dossiers the caller sees whole and may name the persons of, newest first — danh sách văn bản đến.</summary>
/// <param name="Dossier">Identity or code.</param>
[Allows(Permission.AskRegistries)]
public sealed record ListIncomingDocuments(string? Dossier, PageRequest Page) : IQuery<Page<IncomingView>>;

internal sealed class ListIncomingDocumentsValidator : AbstractValidator<ListIncomingDocuments>
{
    public ListIncomingDocumentsValidator() => this.Page(query => query.Page);
}

internal sealed class ListIncomingDocumentsHandler(IIncoming incoming, DossierDesk desk) : IRequestHandler<ListIncomingDocuments, Page<IncomingView>>
{
    public async Task<Page<IncomingView>> Handle(ListIncomingDocuments query, CancellationToken ct)
    {
        var dossier = query.Dossier is { } named ? (await desk.GetWhole(named, ct)).State.Id : (DossierId?)null;
        return await incoming.List(dossier, query.Page, await desk.Reach(ct), ct);
    }
}

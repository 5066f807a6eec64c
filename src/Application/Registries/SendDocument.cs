using FluentValidation;
using MediatR;
using OneStop.Application.Contract;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Registries;

/// <summary>Send a document about a dossier to the document management of another agency; it is sent later, and never lost — gửi văn bản điện tử.</summary>
/// <param name="Dossier">Identity or code.</param>
/// <param name="Recipient">Code of the agency in the document exchange.</param>
/// <param name="Number">Number of the document.</param>
/// <param name="Sha256">Of its content, 64 hexadecimal digits.</param>
/// <param name="Url">Where the content is fetched, <c>https</c> or <c>http</c>; null where it goes another way.</param>
[Allows(Permission.AskRegistries)]
public sealed record SendDocument(string Dossier, string Recipient, string Number, string Title, string Sha256, string? Url) : ICommand<OutgoingView>;

/// <summary>How far a document is.</summary>
public enum OutgoingState
{
    /// <summary>It waits to be sent, or to be sent again — chờ gửi.</summary>
    Waiting,

    /// <summary>The other system confirmed it — đã gửi.</summary>
    Sent,

    /// <summary>The other system refused it — bị từ chối.</summary>
    Rejected,

    /// <summary>It was tried for as long as things are tried — không gửi được.</summary>
    GivenUp,
}

/// <summary>What is sent: no personal data but what stands in title and address.</summary>
public sealed record OutgoingDocument(string Recipient, string Number, string Title, string Sha256, string? Url);

/// <summary>A document on its way — văn bản đi.</summary>
/// <param name="Fault">Name of the last fault.</param>
/// <param name="Receipt">What the other system confirmed it under.</param>
public sealed record OutgoingView(
    Guid Id, DossierId Dossier, string Recipient, string Number, OutgoingState State, DateTimeOffset QueuedAt, int Attempts, string? Fault, string? Receipt, DateTimeOffset? SentAt);

/// <summary>The documents on their way.</summary>
public interface IOutgoing
{
    /// <summary>Puts it in the queue, inside the running transaction.</summary>
    Task<OutgoingView> Queue(Guid id, DossierId dossier, AccountId sentBy, OutgoingDocument document, DateTimeOffset now, CancellationToken ct);

    Task<OutgoingView?> Find(Guid id, CancellationToken ct);

    /// <summary>Lets a document be sent at once, under the same id, unless it was sent or is being sent. Inside the running transaction.</summary>
    Task Requeue(Guid id, DateTimeOffset now, CancellationToken ct);

    /// <summary>The documents about dossiers within a reach, newest first.</summary>
    Task<Page<OutgoingView>> List(OutgoingState? state, PageRequest page, DossierReach reach, CancellationToken ct);
}

internal sealed class SendDocumentValidator : AbstractValidator<SendDocument>
{
    public SendDocumentValidator()
    {
        RuleFor(c => c.Dossier).NotEmpty().MaximumLength(60);
        RuleFor(c => c.Recipient).NotEmpty().MaximumLength(35).Matches("^[A-Za-z0-9][A-Za-z0-9.-]*$");
        RuleFor(c => c.Number).NotEmpty().MaximumLength(60);
        RuleFor(c => c.Title).NotEmpty().MaximumLength(500);
        RuleFor(c => c.Sha256).NotEmpty().Matches("^[0-9a-fA-F]{64}$");
        RuleFor(c => c.Url).MaximumLength(1_000)
            .Must(url => url is null || TextForm.IsAddress(url))
            .WithState(_ => FieldRules.WellFormed);
    }
}

internal sealed class SendDocumentHandler(IOutgoing outgoing, RegistryAskers askers, MachineClock clock) : IRequestHandler<SendDocument, OutgoingView>
{
    public async Task<OutgoingView> Handle(SendDocument command, CancellationToken ct)
    {
        var asker = await askers.Demand(command.Dossier, purpose: null, ct);
        var document = new OutgoingDocument(command.Recipient, command.Number, command.Title, command.Sha256.ToLowerInvariant(), command.Url);
        return await outgoing.Queue(Guid.CreateVersion7(clock.Now), asker.Dossier!.Id, asker.Actor.Id, document, clock.Now, ct);
    }
}

/// <summary>How far a document is — tình trạng gửi văn bản.</summary>
[Allows(Permission.AskRegistries)]
public sealed record GetOutgoingDocument(Guid Id) : IQuery<OutgoingView>;

internal sealed class GetOutgoingDocumentHandler(IOutgoing outgoing, DossierDesk desk) : IRequestHandler<GetOutgoingDocument, OutgoingView>
{
    public async Task<OutgoingView> Handle(GetOutgoingDocument query, CancellationToken ct)
    {
        var found = await outgoing.Find(query.Id, ct);
        var dossier = found is null ? null : await desk.Load(found.Dossier.ToString(), ct);
        RegistryRules.DocumentExists.DemandFound(dossier is not null && (await desk.Reach(ct)).SeesWhole(dossier.State));
        return found!;
    }
}

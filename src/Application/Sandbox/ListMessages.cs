using FluentValidation;
using MediatR;
using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Notifications;
using OneStop.Domain.Shared;

namespace OneStop.Application.Sandbox;

/// <summary>What a sandbox would have sent to people, the newest first — tin nhắn thử nghiệm.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record ListMessages(PageRequest Page) : IQuery<Page<SandboxMessage>>;

/// <summary>A message that was not sent but kept — tin nhắn thử nghiệm.</summary>
/// <param name="Account">For whom it was; null where the person has no account.</param>
/// <param name="Kind">How it would have been sent.</param>
/// <param name="Channel">By which channel; null on messages older than channels.</param>
/// <param name="Dossier">The dossier it was about; null where it was about none.</param>
public sealed record SandboxMessage(
    Guid Id, DateTimeOffset At, AccountId? Account, ContactKind Kind, NoticeChannel? Channel, DossierId? Dossier, string Text);

/// <summary>The messages of a sandbox.</summary>
public interface ISandboxMessages
{
    /// <summary>Whether messages are kept here instead of being sent.</summary>
    bool Enabled { get; }

    Task<Page<SandboxMessage>> List(PageRequest page, CancellationToken ct);
}

internal sealed class ListMessagesValidator : AbstractValidator<ListMessages>
{
    public ListMessagesValidator() => this.Page(query => query.Page);
}

internal sealed class ListMessagesHandler(ISandboxMessages messages) : IRequestHandler<ListMessages, Page<SandboxMessage>>
{
    public Task<Page<SandboxMessage>> Handle(ListMessages query, CancellationToken ct) =>
        messages.Enabled ? messages.List(query.Page, ct) : throw new NotFoundException(SandboxRules.Enabled);
}

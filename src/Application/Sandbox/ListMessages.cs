using FluentValidation;
using MediatR;
using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Application.Sandbox;

/// <summary>What a sandbox would have sent to people, the newest first — tin nhắn thử nghiệm.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record ListMessages(PageRequest Page) : IQuery<Page<SandboxMessage>>;

/// <summary>A message that was not sent but kept — tin nhắn thử nghiệm.</summary>
/// <param name="Account">For whom it was.</param>
/// <param name="Kind">How it would have been sent.</param>
public sealed record SandboxMessage(Guid Id, DateTimeOffset At, AccountId Account, ContactKind Kind, string Text);

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

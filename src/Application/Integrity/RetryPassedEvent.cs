using FluentValidation;
using MediatR;
using OneStop.Domain.Shared;

namespace OneStop.Application.Integrity;

/// <summary>Let a follower take an event again that it could not take and passed — xử lý lại biến động bị bỏ qua.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record RetryPassedEvent(string Follower, long Position) : ICommand<PassedEvent>;

/// <summary>Every rule of looking after those who follow the event log, in one table.</summary>
public static class FollowerRules
{
    public static readonly Rule PassedExists = new(
        "follower.passed-event-exists", "Không có biến động bị bỏ qua này, hoặc đã được xử lý.", "No such event was passed, or it was taken since.");
}

internal sealed class RetryPassedEventValidator : AbstractValidator<RetryPassedEvent>
{
    public RetryPassedEventValidator()
    {
        RuleFor(retry => retry.Follower).MaximumLength(64).OverridePropertyName("follower");
        RuleFor(retry => retry.Position).GreaterThan(0).OverridePropertyName("position");
    }
}

internal sealed class RetryPassedEventHandler(IFlow flow) : IRequestHandler<RetryPassedEvent, PassedEvent>
{
    public async Task<PassedEvent> Handle(RetryPassedEvent command, CancellationToken ct)
    {
        var passed = await flow.Passed(command.Follower, command.Position, ct) ?? throw new NotFoundException(FollowerRules.PassedExists);
        await flow.TakeAgain(passed, ct);
        return (await flow.Passed(command.Follower, command.Position, ct))!;
    }
}

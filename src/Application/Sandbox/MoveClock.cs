using FluentValidation;
using MediatR;

namespace OneStop.Application.Sandbox;

/// <summary>What the sandbox's clock shows — xem đồng hồ thử nghiệm.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record GetClock : IQuery<SandboxTime>;

internal sealed class GetClockHandler(ISandbox sandbox) : IRequestHandler<GetClock, SandboxTime>
{
    public Task<SandboxTime> Handle(GetClock query, CancellationToken ct) => sandbox.Enabled
        ? Task.FromResult(sandbox.Now)
        : throw new Domain.Shared.NotFoundException(SandboxRules.Enabled);
}

/// <summary>Set the sandbox's clock, or move it on — chỉnh đồng hồ thử nghiệm.</summary>
/// <param name="Now">The instant to go to, or</param>
/// <param name="Advance">how far to go on, an ISO 8601 duration such as <c>P1DT2H</c>.</param>
/// <param name="Frozen">Whether it stands still afterwards; it does unless told otherwise.</param>
/// <remarks>Not a command of one transaction: the jobs that fall due on the way each have their own.</remarks>
[Allows(Permission.AdministerSystem)]
public sealed record MoveClock(DateTimeOffset? Now, string? Advance, bool Frozen = true) : IQuery<SandboxTime>;

internal sealed class MoveClockValidator : AbstractValidator<MoveClock>
{
    public MoveClockValidator()
    {
        RuleFor(c => c.Now).Must((c, _) => (c.Now is null) != (c.Advance is null)).WithState(_ => SandboxRules.OneTarget);
        RuleFor(c => c.Advance).Must(text => text is null || MoveClockHandler.Duration(text) is { Ticks: >= 0 });
    }
}

internal sealed class MoveClockHandler(ISandbox sandbox) : IRequestHandler<MoveClock, SandboxTime>
{
    public Task<SandboxTime> Handle(MoveClock command, CancellationToken ct) =>
        sandbox.Move(command.Now ?? sandbox.Now.Now + Duration(command.Advance!)!.Value, command.Frozen, ct);

    internal static TimeSpan? Duration(string text)
    {
        try
        {
            return System.Xml.XmlConvert.ToTimeSpan(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }
}

using FluentValidation;
using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Access;

namespace OneStop.Application.Access;

/// <summary>End a mandate at once — chấm dứt việc đại diện, ủy quyền.</summary>
[Allows(Permission.FileDossiers)]
public sealed record RevokeMandate(MandateId Id, string Reason) : ICommand<MandateView>;

internal sealed class RevokeMandateValidator : AbstractValidator<RevokeMandate>
{
    public RevokeMandateValidator() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(2_000);
}

internal sealed class RevokeMandateHandler(IMandates mandates, MandateDesk desk, ICaller caller, TimeProvider clock)
    : IRequestHandler<RevokeMandate, MandateView>
{
    public async Task<MandateView> Handle(RevokeMandate command, CancellationToken ct)
    {
        var mandate = await desk.Find(command.Id, ct);
        caller.DemandVersion(mandate.Kind, mandate.Version);

        mandate.Revoke(command.Reason, clock.GetUtcNow());
        await mandates.Save(mandate, ct);

        return await desk.View(mandate, ct);
    }
}

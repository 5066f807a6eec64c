using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Application.Access;

/// <summary>Agree to a mandate that one was not asked about before — chấp thuận việc đại diện, ủy quyền.</summary>
[Allows(Permission.FileDossiers)]
public sealed record AcceptMandate(MandateId Id) : ICommand<MandateView>;

internal sealed class AcceptMandateHandler(IMandates mandates, MandateDesk desk, ICaller caller, TimeProvider clock)
    : IRequestHandler<AcceptMandate, MandateView>
{
    public async Task<MandateView> Handle(AcceptMandate command, CancellationToken ct)
    {
        var (mandate, now) = (await desk.Find(command.Id, ct), clock.GetUtcNow());
        caller.DemandVersion(mandate.Kind, mandate.Version);
        var (state, today) = (mandate.State, VietnamTime.DateOf(now));

        mandate.Accept(caller.Required(), await mandates.CountLive(state.PrincipalId, state.RepresentativeId, state.Kind, today, ct), now);
        await mandates.Save(mandate, ct);

        return await desk.View(mandate, ct);
    }
}

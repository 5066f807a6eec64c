using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OneStop.Application.Pipeline;
using OneStop.Application.Portal;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Access;
using OneStop.Infrastructure.Delivery;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>A parked message, leased to this process.</summary>
internal sealed record ParkedLease
{
    public required string MessageId { get; init; }

    public required AccountId ClientId { get; init; }

    public required DateTimeOffset NextTryAt { get; init; }
}

/// <summary>Tries parked messages again when they are due, each in the name of the client that handed it in and with the rights it has then.</summary>
internal sealed class InboxWorker(
    IServiceScopeFactory scopes, CallSignatures signatures, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock, ILogger<InboxWorker> log)
    : OutboundWorker<ParkedLease>(machineClock, log)
{
    private readonly TimeProvider clock = machineClock;

    private const string Here = "inbox";

    private const string Due = "SELECT MessageId, ClientId, NextTryAt FROM PortalInbox WHERE NextTryAt <= @Now ORDER BY NextTryAt, MessageId";

    private const string Take = "UPDATE PortalInbox SET NextTryAt = @Until WHERE MessageId = @MessageId AND NextTryAt = @NextTryAt AND State = 'parked'";

    private const string Deny = "UPDATE PortalInbox SET Reason = @Reason, ReasonDetail = NULL, NextTryAt = @Later WHERE MessageId = @MessageId AND NextTryAt = @Until AND State = 'parked'";

    private static readonly TimeSpan Later = TimeSpan.FromHours(1);
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(2);

    protected override bool IsWanted => signatures.IsOpen;

    protected override int Places => 2;

    protected override async Task<IReadOnlyList<string>> Destinations(DateTimeOffset now, CancellationToken ct) =>
        (await First(1, now, ct)).Count > 0 ? [Here] : [];

    protected override async Task<IReadOnlyList<ParkedLease>> Lease(string destination, int most, DateTimeOffset now, CancellationToken ct)
    {
        var due = await First(most, now, ct);
        if (due.Count == 0)
        {
            return [];
        }
        return await scopes.InTransaction<IReadOnlyList<ParkedLease>>(
            async services =>
            {
                var leased = new List<ParkedLease>();
                foreach (var one in due)
                {
                    var leaseEnd = now + LeaseLength;
                    if (await services.GetRequiredService<DbSession>().Execute(Take, new { one.MessageId, one.NextTryAt, Until = leaseEnd }, ct) > 0)
                    {
                        leased.Add(one with { NextTryAt = leaseEnd });
                    }
                }
                return leased;
            },
            ct);
    }

    protected override async Task Send(ParkedLease item, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var client = await scope.ServiceProvider.GetRequiredService<Standings>().Of(item.ClientId, Assurance.Account, ct) ?? throw new ForbiddenException(RequestRules.Permitted);
            scope.ServiceProvider.GetRequiredService<IActAsEngine>().ActAs(client, english: false);
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new TryParkedMessage(item.MessageId), ct);
        }
        catch (ForbiddenException e)
        {
            // What the client lost it may be given again; until then its messages wait, and end as others do.
            await scopes.InTransaction(
                services => services.GetRequiredService<DbSession>().Execute(
                    Deny, new { item.MessageId, Reason = e.Rule.Code, Until = item.NextTryAt, Later = clock.GetUtcNow() + Later }, ct),
                ct);
        }
    }

    private async Task<IReadOnlyList<ParkedLease>> First(int most, DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbSession>();
        return await db.Query<ParkedLease>($"{Due} {db.Dialect.Page}", new { Now = now, Take = most }, ct);
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OneStop.Application.Registries;
using OneStop.Infrastructure.Delivery;
using OneStop.Infrastructure.Persistence;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace OneStop.Infrastructure.Registries;

/// <summary>Sends documents to the document management of others, at least once, under the same id.</summary>
internal sealed partial class DocumentSender : OutboundWorker<OutgoingRow>
{
    private const string There = "documents";

    /// <summary>For writing down what came of it, and the wait between two tries.</summary>
    private static readonly TimeSpan Spare = TimeSpan.FromMinutes(1);

    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider machineClock;
    private readonly OutsideSystem system;
    private readonly TimeSpan leaseLength;

    public DocumentSender(
        IServiceScopeFactory scopes, IConfiguration configuration, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock, ILogger<DocumentSender> log)
        : base(machineClock, log)
    {
        (this.scopes, this.machineClock) = (scopes, machineClock);
        var options = RegistryOptions.Of(configuration, "Documents");
        (system, leaseLength) = (new OutsideSystem(options), (OutsideSystem.MostTries * options.Longest) + Spare);
    }

    protected override bool IsWanted => system.IsConnected;

    protected override int Places => 4;

    public override void Dispose()
    {
        system.Dispose();
        base.Dispose();
    }

    protected override async Task<IReadOnlyList<string>> Destinations(DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<OutgoingTable>().Due(now, 1, ct)).Count > 0 ? [There] : [];
    }

    protected override Task<IReadOnlyList<OutgoingRow>> Lease(string destination, int most, DateTimeOffset now, CancellationToken ct) => scopes.InTransaction<IReadOnlyList<OutgoingRow>>(
        async services =>
        {
            var (table, leased) = (services.GetRequiredService<OutgoingTable>(), new List<OutgoingRow>());
            foreach (var row in await table.Due(now, most, ct))
            {
                if (await table.Lease(row, now + leaseLength, ct) is { } one)
                {
                    leased.Add(one);
                }
            }
            return leased;
        },
        ct);

    protected override async Task Send(OutgoingRow item, CancellationToken ct)
    {
        var after = await Sent(item, ct);
        await scopes.InTransaction(
            async services =>
            {
                await services.GetRequiredService<OutgoingTable>().Write(after, CancellationToken.None);
                return true;
            },
            CancellationToken.None);
    }

    private async Task<OutgoingRow> Sent(OutgoingRow item, CancellationToken ct)
    {
        try
        {
            var answer = await system.Post("documents", new { id = item.Id.Value, item.Document.Recipient, item.Document.Number, item.Document.Title, item.Document.Sha256, item.Document.Url }, item.Id.Value, ct);
            if (!answer.IsSuccess)
            {
                return system.SaysLater(answer) ? Later(item, "Busy") : item with { State = OutgoingState.Rejected, NextTryAt = null, Fault = "Rejected" };
            }
            var receipt = answer.Data is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("receipt", out var text) ? text.GetString() : null;
            return receipt is not null && ReceiptForm().IsMatch(receipt)
                ? item with { State = OutgoingState.Sent, NextTryAt = null, Fault = null, Receipt = receipt, SentAt = machineClock.GetUtcNow() }
                : Later(item, "Unsound");
        }
        catch (Exception e) when (!ct.IsCancellationRequested
            && e is TimeoutRejectedException or OutsideUnsoundException or OutsideBusyException or BrokenCircuitException or HttpRequestException or IOException or InvalidOperationException)
        {
            return Later(item, e.GetType().Name);
        }
    }

    private OutgoingRow Later(OutgoingRow item, string fault)
    {
        var now = machineClock.GetUtcNow();
        return now - item.QueuedAt > Backoff.Patience
            ? item with { State = OutgoingState.GivenUp, NextTryAt = null, Fault = fault }
            : item with { NextTryAt = now + Backoff.After(item.Attempts), Fault = fault };
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}\z")]
    private static partial Regex ReceiptForm();
}

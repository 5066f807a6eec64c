using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OneStop.Application.Contract;
using OneStop.Application.Portal;
using OneStop.Infrastructure.Delivery;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>
/// Sends one dossier: a look at what the portal has where that is not certain, the record, then the lines of progress it does not have. What came
/// of it is written down together with every call that was made, whatever it was.
/// </summary>
internal sealed class PortalSending(PortalSendingParts parts, PortalTelling telling, PortalCodes codes, ILogger<PortalSending> log)
{
    private const int LongestCode = 60;

    /// <summary>How long a call may go on while the process closes down: shorter than hosts wait.</summary>
    private static readonly TimeSpan LastCall = TimeSpan.FromSeconds(20);

    public async Task Send(PortalSyncRow row, CancellationToken ct)
    {
        var attempt = new PortalAttempt(row);
        // Another process may take it when its lease ends: until then it is over. Where this one closes down, the call that is under way may end.
        using var ending = new CancellationTokenSource(parts.Options.LeaseLength - PortalOptions.WritingTime);
        await using var closing = ct.Register(() => ending.CancelAfter(LastCall));
        var write = await Outcome(attempt, ending.Token, ct);
        await parts.Scopes.InTransaction(
            async services =>
            {
                await services.GetRequiredService<PortalCallTable>().Add(row.DossierId, row.Run, attempt.Calls, CancellationToken.None);
                await write(services.GetRequiredService<PortalSyncTable>());
                return true;
            },
            CancellationToken.None);
    }

    /// <summary>What is to be written about it.</summary>
    private async Task<Func<PortalSyncTable, Task>> Outcome(PortalAttempt attempt, CancellationToken ending, CancellationToken ct)
    {
        var row = attempt.Row;
        try
        {
            return await Told(attempt, ending, ct);
        }
        catch (UnmappedCodeException e)
        {
            return ledger => ledger.Refuse(row, "unmappedCode", null, $"{e.List}: {e.Word}", CancellationToken.None);
        }
        catch (PortalRefusedException e)
        {
            var words = attempt.Calls.FindLast(call => call.Outcome == PortalOutcome.Refused)?.Text;
            return ledger => ledger.Refuse(row, "refused", e.Answer.Code, words, CancellationToken.None);
        }
        catch (PortalFaultException e)
        {
            return Later(attempt, EnumName.Of(e.Outcome), attempt.Calls is [.., var last] ? last.ErrorCode : null);
        }
        catch (PortalPausedException)
        {
            return ledger => ledger.Return(row, Soon(parts.Line.PausedUntil), CancellationToken.None);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested && !attempt.IsUnanswered)
        {
            // Another process goes on with it at once.
            return ledger => ledger.Return(row, parts.MachineClock.GetUtcNow(), CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            return Later(attempt, EnumName.Of(PortalOutcome.TimedOut), null);
        }
        catch (Exception e)
        {
            log.LogError(e, "Dossier {Dossier} cannot be sent to the portal", row.DossierId);
            return Later(attempt, "fault", e.GetType().Name is { Length: > LongestCode } name ? name[..LongestCode] : e.GetType().Name);
        }
    }

    /// <summary>Tells the portal, unless the check before it finds a fault.</summary>
    private async Task<Func<PortalSyncTable, Task>> Told(PortalAttempt attempt, CancellationToken ending, CancellationToken ct)
    {
        var row = attempt.Row;
        var material = await Material(row, ct);
        var picture = PortalPicture.Of(material, codes);
        if (Faults(picture) is { Count: > 0 } faults)
        {
            var fields = string.Join(", ", faults.Select(fault => $"{fault.Field}: {EnumName.Of(fault.Fault)}"));
            return ledger => ledger.Refuse(row, "faultyMessage", null, fields.Length > 400 ? fields[..400] : fields, CancellationToken.None);
        }
        var told = await telling.Tell(attempt, picture, material.Dossier.Version, ending, ct);
        return ledger => ledger.Done(row, told, CancellationToken.None);
    }

    /// <summary>It is tried again after a growing wait; where a call was not answered, not before the portal had time to carry it out.</summary>
    private Func<PortalSyncTable, Task> Later(PortalAttempt attempt, string problem, string? code)
    {
        var (row, now) = (attempt.Row, parts.MachineClock.GetUtcNow());
        var next = now + Backoff.After(row.Attempts + 1);
        if (attempt.IsUnanswered)
        {
            row = row with { Doubt = PortalDoubt.Unanswered, LookAt = now + parts.Options.QuietTime };
            next = next > row.LookAt ? next : row.LookAt.Value;
        }
        return ledger => ledger.Wait(row, problem, code, next, CancellationToken.None);
    }

    private static IReadOnlyList<MessageFault> FaultsOf<T>(string service, T data, PortalCodes codes) =>
        MessageCheck.Faults(service, JsonSerializer.SerializeToElement(data, PortalText.Json), codes);

    private List<MessageFault> Faults(PortalPicture picture) =>
        [.. FaultsOf(ServiceNames.SyncDossiers, picture.Record, codes), .. picture.Progress.Count == 0 ? [] : FaultsOf(ServiceNames.SyncProgress, picture.Progress, codes)];

    private async Task<PortalMaterial> Material(PortalSyncRow row, CancellationToken ct)
    {
        await using var scope = parts.Scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PortalMaterials>().Of(row.DossierId, ct);
    }

    private DateTimeOffset Soon(DateTimeOffset than)
    {
        var soon = parts.MachineClock.GetUtcNow() + TimeSpan.FromSeconds(1);
        return than > soon ? than : soon;
    }
}

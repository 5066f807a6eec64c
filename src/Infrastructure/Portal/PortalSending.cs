using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Contract;
using OneStop.Application.Portal;
using OneStop.Infrastructure.Delivery;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>
/// Sends one dossier: a look at what the portal has where that is not certain, the record, then the lines of progress it does not have. What came
/// of it is written down together with every call that was made.
/// </summary>
internal sealed class PortalSending(PortalSendingParts parts, PortalCodes codes)
{
    /// <summary>How long a call may go on while the process closes down: shorter than hosts wait.</summary>
    private static readonly TimeSpan LastCall = TimeSpan.FromSeconds(20);

    public async Task Send(PortalSyncRow row, CancellationToken ct)
    {
        var calls = new List<MadeCall>();
        // Another process may take it when its lease ends: until then it is over. Where this one closes down, the call that is under way may end.
        using var ending = new CancellationTokenSource(parts.Options.LeaseLength - PortalOptions.WritingTime);
        await using var closing = ct.Register(() => ending.CancelAfter(LastCall));
        var write = await Outcome(row, calls, ending.Token, ct);
        await parts.Scopes.InTransaction(
            async services =>
            {
                await services.GetRequiredService<PortalCallTable>().Add(row.DossierId, row.Run, calls, CancellationToken.None);
                await write(services.GetRequiredService<PortalSyncTable>());
                return true;
            },
            CancellationToken.None);
    }

    /// <summary>What is to be written about it.</summary>
    private async Task<Func<PortalSyncTable, Task>> Outcome(PortalSyncRow row, List<MadeCall> calls, CancellationToken ending, CancellationToken ct)
    {
        try
        {
            var material = await Material(row, ct);
            var picture = PortalPicture.Of(material, codes);
            if (Faults(picture) is { Count: > 0 } faults)
            {
                var fields = string.Join(", ", faults.Select(fault => $"{fault.Field}: {EnumName.Of(fault.Fault)}"));
                return ledger => ledger.Refuse(row, "faultyMessage", null, fields.Length > 400 ? fields[..400] : fields, CancellationToken.None);
            }
            var marks = await Tell(row, picture, calls, ending, ct);
            return ledger => ledger.Done(row, material.Dossier.Version, picture.Fingerprint(), marks, CancellationToken.None);
        }
        catch (UnmappedCodeException e)
        {
            return ledger => ledger.Refuse(row, "unmappedCode", null, $"{e.List}: {e.Word}", CancellationToken.None);
        }
        catch (PortalRefusedException e)
        {
            return ledger => ledger.Refuse(row, "refused", e.Answer.Code, calls[^1].Text, CancellationToken.None);
        }
        catch (PortalFaultException e)
        {
            return ledger => ledger.Wait(row, EnumName.Of(e.Outcome), calls.Count > 0 ? calls[^1].ErrorCode : null, Backoff.After(row.Attempts + 1), CancellationToken.None);
        }
        catch (PortalPausedException)
        {
            return ledger => ledger.Return(row, Later(parts.Line.PausedUntil), CancellationToken.None);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Another process goes on with it at once.
            return ledger => ledger.Return(row, parts.MachineClock.GetUtcNow(), CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            return ledger => ledger.Wait(row, EnumName.Of(PortalOutcome.TimedOut), null, Backoff.After(row.Attempts + 1), CancellationToken.None);
        }
    }

    /// <summary>Tells the portal what it does not know; no further call is begun while the process closes down.</summary>
    /// <returns>The marks of the lines of progress it has then.</returns>
    private async Task<IReadOnlyList<string>> Tell(PortalSyncRow row, PortalPicture picture, List<MadeCall> calls, CancellationToken ending, CancellationToken ct)
    {
        var persons = picture.Persons();
        var (held, marks) = (row.Held, row.Marks);
        if (!row.Certain)
        {
            var found = await parts.Portal.Find(picture.Record.MaHoSo, calls, persons, ending);
            // Where it says nothing of progress, what was acknowledged last is there.
            (held, marks) = (found is not null, found is null ? [] : found.Lines is { } lines ? [.. picture.Among(lines).Select(line => line.Mark())] : row.Marks);
        }
        if (!row.Certain || !held || row.Fingerprint != picture.Fingerprint())
        {
            ct.ThrowIfCancellationRequested();
            await parts.Portal.Sync(picture.Record, held, calls, persons, ending);
        }
        var missing = picture.Progress.Where(line => !marks.Contains(line.Mark())).ToArray();
        if (missing.Length > 0)
        {
            ct.ThrowIfCancellationRequested();
            await parts.Portal.Add(missing, calls, persons, ending);
        }
        return [.. marks, .. missing.Select(line => line.Mark())];
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

    private DateTimeOffset Later(DateTimeOffset than)
    {
        var soon = parts.MachineClock.GetUtcNow() + TimeSpan.FromSeconds(1);
        return than > soon ? than : soon;
    }
}

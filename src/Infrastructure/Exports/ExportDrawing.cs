using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Exports;
using OneStop.Application.Ports;
using OneStop.Application.Sandbox;
using OneStop.Domain.Access;
using OneStop.Domain.Exports;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Exports;

/// <summary>The run counts no more: the export was removed, or another process draws it.</summary>
internal sealed class RunIsOverException : Exception;

/// <summary>
/// One run of an export. Every slice is read in a scope of its own, as the account that asked for it may read at that moment, on reading
/// connections and with a limit of time; parts and progress are written in short transactions of their own.
/// </summary>
internal sealed class ExportDrawing(ExportState run, IServiceScopeFactory scopes, ExportOptions options, CancellationToken ct)
{
    private static readonly TimeSpan NoteEvery = TimeSpan.FromMilliseconds(500);

    private long noted = Stopwatch.GetTimestamp();
    private long done;
    private long? total = run.Total;

    public async Task<ExportedContent> Draw()
    {
        await Clear();
        await using var parts = new PartStream(Store);
        var slice = await Read(after: null);
        total ??= slice.Total;
        var sheet = slice.Sheet with { Mark = await IsOfSandbox() ? SandboxMark.In(slice.Sheet.English) : null };
        var reach = slice.Reach;
        using var writer = SheetWriter.Of(run.Format, sheet, parts);
        writer.Begin();
        while (true)
        {
            await Write(slice.Rows, writer, parts);
            if (slice.Next is null)
            {
                break;
            }
            slice = await Read(slice.Next);
            ExportRules.ReachHolds.Demand(slice.Reach.SequenceEqual(reach));
        }
        writer.End();
        await parts.Complete();
        return new ExportedContent(done, parts.Length, parts.Sha256, $"{sheet.FileName}.{EnumName.Of(run.Format)}", reach);
    }

    private async Task Write(IReadOnlyList<SheetRow> rows, SheetWriter writer, PartStream parts)
    {
        ExportRules.RowsWithinLimit.Demand(done + rows.Count <= options.MostRows);
        foreach (var row in rows)
        {
            writer.Add(row);
        }
        done += rows.Count;
        writer.Flush();
        await parts.FlushAsync(ct);
        ct.ThrowIfCancellationRequested();
        if (Stopwatch.GetElapsedTime(noted) > NoteEvery)
        {
            await Note();
            noted = Stopwatch.GetTimestamp();
        }
    }

    private async Task<SheetSlice> Read(string? after)
    {
        await using var scope = scopes.CreateAsyncScope();
        var actor = await scope.ServiceProvider.GetRequiredService<Standings>().Of(run.RequestedBy, Assurance.Account, ct)
            ?? throw new ForbiddenException(ExportRules.RequesterMayAct);
        scope.ServiceProvider.GetRequiredService<IActAsEngine>().ActAs(actor, run.Details.English);
        scope.ServiceProvider.GetRequiredService<IReadingTime>().Limit(TimeSpan.FromSeconds(options.SecondsPerQuery));
        return await scope.ServiceProvider.GetRequiredService<ExportDesk>().Draw(run, after, ct);
    }

    /// <summary>Writes how far it is.</summary>
    private async Task Note() => Demand(await scopes.InTransaction(
        services => services.GetRequiredService<ExportRunTable>().Progress(run, done, total, ct), ct));

    private async Task<bool> IsOfSandbox()
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ExportRunTable>().IsOfSandbox(ct);
    }

    private async Task Store(int number, byte[] content) => Demand(await scopes.InTransaction(
        services => services.GetRequiredService<ExportRunTable>().Add(run, number, content, ct), ct));

    /// <summary>Deletes what an earlier run wrote.</summary>
    private async Task Clear()
    {
        var left = run.Parts;
        while (left > 0)
        {
            left = await scopes.InTransaction(services => services.GetRequiredService<ExportRunTable>().Clear(run, left, ct), ct) ?? throw new RunIsOverException();
        }
    }

    private static void Demand(bool counts)
    {
        if (!counts)
        {
            throw new RunIsOverException();
        }
    }
}

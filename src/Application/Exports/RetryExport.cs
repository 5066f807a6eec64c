using MediatR;
using OneStop.Application.Jobs;
using OneStop.Application.Ports;
using OneStop.Domain.Exports;

namespace OneStop.Application.Exports;

/// <summary>Draw a failed export again — kết xuất lại.</summary>
[Allows(Permission.ReadReports)]
public sealed record RetryExport(ExportId Id) : ICommand<ExportView>;

internal sealed class RetryExportHandler(ExportRoom room, IDueJobs jobs, ICaller caller) : IRequestHandler<RetryExport, ExportView>
{
    public async Task<ExportView> Handle(RetryExport command, CancellationToken ct)
    {
        var export = await room.Own(command.Id, ct);
        caller.DemandVersion(export.Kind, export.Version);
        export.Retry(await room.Counts(ct), room.Now.At);
        await room.Exports.Save(export, ct);
        await jobs.Schedule(DueJob.Draw(export.State.Id, room.Now.At), ct);
        return room.View(export);
    }
}

/// <summary>Stop an export that is under way, or remove one that is not needed any more — hủy, xóa kết xuất.</summary>
[Allows(Permission.ReadReports)]
public sealed record RemoveExport(ExportId Id) : ICommand<Done>;

internal sealed class RemoveExportHandler(ExportRoom room, IDueJobs jobs, ICaller caller) : IRequestHandler<RemoveExport, Done>
{
    public async Task<Done> Handle(RemoveExport command, CancellationToken ct)
    {
        var export = await room.Own(command.Id, ct);
        caller.DemandVersion(export.Kind, export.Version);
        export.Remove(room.Now);
        await room.Exports.Save(export, ct);
        await jobs.Finish(DueJob.Draw(export.State.Id, room.Now.At), ct);
        return new Done();
    }
}

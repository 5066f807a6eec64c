using FluentValidation;
using MediatR;
using OneStop.Application.Lists;
using OneStop.Application.Ports;
using OneStop.Domain.Exports;
using OneStop.Domain.Shared;

namespace OneStop.Application.Exports;

/// <summary>How far an export of the caller is — tiến độ kết xuất.</summary>
[Allows(Permission.ReadReports)]
public sealed record GetExport(ExportId Id) : IQuery<ExportView>;

internal sealed class GetExportHandler(ExportRoom room) : IRequestHandler<GetExport, ExportView>
{
    public async Task<ExportView> Handle(GetExport query, CancellationToken ct) => room.View(await room.Own(query.Id, ct));
}

/// <summary>The caller's exports — các lần kết xuất của tôi.</summary>
[Allows(Permission.ReadReports)]
public sealed record ListExports(PageRequest Page) : IQuery<Page<ExportView>>;

internal sealed class ListExportsValidator : AbstractValidator<ListExports>
{
    public ListExportsValidator() => this.Page(query => query.Page);
}

internal sealed class ListExportsHandler(ExportRoom room, ICaller caller) : IRequestHandler<ListExports, Page<ExportView>>
{
    public async Task<Page<ExportView>> Handle(ListExports query, CancellationToken ct)
    {
        var page = await room.Exports.Of(caller.Required().Id, query.Page, ct);
        return new Page<ExportView>([.. page.Items.Select(state => room.View(new Export(state)))], page.Next, page.Count);
    }
}

/// <summary>The content of an export of the caller — nội dung kết xuất.</summary>
[Allows(Permission.ReadReports)]
public sealed record GetExportContent(ExportId Id) : IQuery<ExportContent>;

/// <summary>Content to be sent.</summary>
/// <param name="Content">Reads the parts it is asked for.</param>
public sealed record ExportContent(Stream Content, ExportFormat Format, string FileName, string Sha256, DateTimeOffset FinishedAt);

internal sealed class GetExportContentHandler(ExportRoom room, ExportDesk desk) : IRequestHandler<GetExportContent, ExportContent>
{
    public async Task<ExportContent> Handle(GetExportContent query, CancellationToken ct)
    {
        var export = await room.Own(query.Id, ct);
        var standing = export.StandingAt(room.Now);
        if (standing == ExportStanding.Expired)
        {
            throw new GoneException(ExportRules.IsKept);
        }
        ExportRules.IsFinished.Demand(standing == ExportStanding.Finished);
        await desk.DemandReach(export.State, ct);
        return new ExportContent(
            room.Exports.Open(export.State), export.State.Format, export.State.Details.FileName!, export.State.Sha256!, export.State.FinishedAt!.Value);
    }
}

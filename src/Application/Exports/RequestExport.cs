using FluentValidation;
using MediatR;
using OneStop.Application.Jobs;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Application.Reports;
using OneStop.Domain.Exports;
using OneStop.Domain.Shared;

namespace OneStop.Application.Exports;

/// <summary>Draw a report or a long list into a file, beside the requests — kết xuất báo cáo.</summary>
/// <param name="Parameters">The report's parameters as JSON, for whoever looks at the export.</param>
/// <param name="Query">The query that they make.</param>
[Allows(Permission.ReadReports)]
public sealed record RequestExport(ExportedReport Report, ExportFormat Format, string Parameters, object Query) : ICommand<ExportView>, IPrepared
{
    /// <summary>Rows there will be, where they could be counted in time.</summary>
    internal long? Counted { get; set; }
}

internal sealed class RequestExportValidator : AbstractValidator<RequestExport>
{
    public RequestExportValidator()
    {
        RuleFor(c => c.Format).IsInEnum();
        RuleFor(c => c.Query).Custom((query, context) => context.InstanceToValidate.Report.Check(query).Errors.ForEach(context.AddFailure));
    }
}

/// <summary>Refuses what the caller may not draw, and what is known to be too much.</summary>
internal sealed class ExportMeasure(ExportDesk desk, ReportDesk reports, IReadingTime reading, ICaller caller, ExportOptions options) : IPrepare<RequestExport>
{
    /// <summary>Whoever asks waits for it; what cannot be counted in this time is measured by the drawing itself.</summary>
    private static readonly TimeSpan CountingTime = TimeSpan.FromSeconds(2);

    public async Task Prepare(RequestExport command, CancellationToken ct)
    {
        if (!caller.Actor.Grants(command.Report.Needs))
        {
            throw new ForbiddenException(RequestRules.Permitted);
        }
        await command.Report.Admit(command.Query, reports, ct);
        command.Counted = await Count(command, ct);
        ExportRules.RowsWithinLimit.Demand(!(command.Counted > options.MostRows));
    }

    private async Task<long?> Count(RequestExport command, CancellationToken ct)
    {
        reading.Limit(CountingTime);
        try
        {
            return await command.Report.Count(command.Query, options.MostRows + 1L, desk, ct);
        }
        catch (TooSlowException)
        {
            return null;
        }
        finally
        {
            reading.Release();
        }
    }
}

internal sealed class RequestExportHandler(ExportRoom room, IDueJobs jobs, ICaller caller) : IRequestHandler<RequestExport, ExportView>
{
    public async Task<ExportView> Handle(RequestExport command, CancellationToken ct)
    {
        var (actor, now) = (caller.Required(), room.Now.At);
        var export = Export.Request(
            new ExportState
            {
                Id = ExportId.New(now), RequestedBy = actor.Id, Agency = actor.Posts.FirstOrDefault(post => post.Agency is not null)?.Agency,
                Report = command.Report.Name, Format = command.Format, Standing = ExportStanding.Queued, RequestedAt = now, Total = command.Counted,
                Details = new ExportDetails { Parameters = command.Parameters, Query = command.Report.Write(command.Query), English = caller.English },
            },
            await room.Counts(ct), now);
        await room.Exports.Add(export, ct);
        await jobs.Schedule(DueJob.Draw(export.State.Id, now), ct);
        return room.View(export);
    }
}

using FluentValidation;
using MediatR;
using OneStop.Application.Jobs;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Exports;
using OneStop.Domain.Shared;

namespace OneStop.Application.Exports;

/// <summary>Draw a report or a long list into a file, beside the requests — kết xuất báo cáo.</summary>
/// <param name="Parameters">The report's parameters, read as its own record.</param>
[Allows(Permission.ReadReports)]
public sealed record RequestExport(ExportedReport Report, ExportFormat Format, object Parameters) : ICommand<ExportView>, IPrepared
{
    /// <summary>Rows there will be, where they could be counted in time.</summary>
    internal long? Counted { get; set; }
}

internal sealed class RequestExportValidator : AbstractValidator<RequestExport>
{
    public RequestExportValidator()
    {
        RuleFor(c => c.Format).IsInEnum();
        RuleFor(c => c.Parameters).Custom((parameters, context) => context.InstanceToValidate.Report.Check(parameters).Errors.ForEach(context.AddFailure));
    }
}

/// <summary>Refuses what the caller may not draw, and what is known to be too much.</summary>
internal sealed class ExportMeasure(IMediator mediator, IReadingTime reading, ICaller caller, ExportOptions options) : IPrepare<RequestExport>
{
    /// <summary>Whoever asks waits for it; what cannot be counted in this time is measured by the drawing itself.</summary>
    private static readonly TimeSpan CountingTime = TimeSpan.FromSeconds(2);

    public async Task Prepare(RequestExport command, CancellationToken ct)
    {
        if (!caller.Actor.Grants(command.Report.Needs))
        {
            throw new ForbiddenException(RequestRules.Permitted);
        }
        command.Counted = await Count(command, ct);
        ExportRules.RowsWithinLimit.Demand(!(command.Counted > options.MostRows));
    }

    private async Task<long?> Count(RequestExport command, CancellationToken ct)
    {
        reading.Limit(CountingTime);
        try
        {
            return await command.Report.Count(command.Parameters, options.MostRows + 1L, mediator, ct);
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
        var (actor, now) = (caller.Required(), room.Now);
        var export = Export.Request(
            new ExportState
            {
                Id = ExportId.New(now), RequestedBy = actor.Id, Agency = actor.Posts.FirstOrDefault(post => post.Agency is not null)?.Agency,
                Report = command.Report.Name, Format = command.Format, Standing = ExportStanding.Queued, RequestedAt = now, Total = command.Counted,
                Details = new ExportDetails { Parameters = command.Report.Write(command.Parameters), English = caller.English },
            },
            await room.Open(ct), now);
        await room.Exports.Add(export, ct);
        await jobs.Schedule(DueJob.Draw(export.State.Id, now), ct);
        return room.View(export);
    }
}

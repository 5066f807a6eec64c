using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Exports;
using OneStop.Domain.Shared;

namespace OneStop.Application.Exports;

/// <summary>Draws exports, slice by slice, as whoever the scope acts for.</summary>
public sealed class ExportDesk(IMediator mediator, IAgencies agencies, ICaller caller, TimeProvider clock)
{
    internal IMediator Mediator => mediator;

    internal DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>A slice of an export.</summary>
    /// <param name="after">Where the slice before ended; null for the first.</param>
    public async Task<SheetSlice> Draw(ExportState export, string? after, CancellationToken ct)
    {
        var report = ExportedReports.Find(export.Report) ?? throw new NotFoundException(RequestRules.RouteExists);
        // The reach before reading: what is lost meanwhile is missed at the download.
        var reach = ExportReach.Of(caller.Required(), await agencies.Tree(ct));
        return await report.Draw(report.Kept(export.Details.Query), after, this, ct) with { Reach = reach };
    }

    /// <summary>Refuses the content to whom may no longer draw it, or no longer has the reach it was drawn under.</summary>
    internal async Task DemandReach(ExportState export, CancellationToken ct)
    {
        if (ExportedReports.Find(export.Report) is { } report && !caller.Actor.Grants(report.Needs))
        {
            throw new ForbiddenException(RequestRules.Permitted);
        }
        if (!ExportReach.Holds(export.Details.Reach, ExportReach.Of(caller.Required(), await agencies.Tree(ct))))
        {
            throw new ForbiddenException(ExportRules.ReachHolds);
        }
    }

    internal async Task<SheetGround> Ground(string report, CancellationToken ct) => new(report, await agencies.Tree(ct), caller.English);

    /// <summary>The rule that a drawing broke; null where it may succeed by itself later.</summary>
    public static Rule? ProblemOf(Exception fault) => fault switch
    {
        RuleBrokenException e => e.Rule,
        ForbiddenException e => e.Rule,
        NotFoundException e => e.Rule,
        InvalidInputException e => e.Faults[0].Rule,
        ValidationException => RequestRules.Valid,
        TooSlowException => ExportRules.TimeWithinLimit,
        UnavailableException or OutcomeUnknownException or RunAgainException => null,
        _ => RequestRules.NoFault,
    };
}

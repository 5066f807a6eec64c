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
    public Task<SheetSlice> Draw(ExportState export, string? after, CancellationToken ct)
    {
        var report = ExportedReports.Find(export.Report) ?? throw new NotFoundException(RequestRules.RouteExists);
        return report.Draw(report.Kept(export.Details.Query), after, this, ct);
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

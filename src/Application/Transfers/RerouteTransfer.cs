using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Calendar;
using OneStop.Domain.Agencies;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Transfers;

/// <summary>Let another agency have it; the answer is the old leg, whose `next` is the new one — chuyển tiếp, chuyển lại.</summary>
[Allows(Permission.WorkOnDossiers)]
public sealed record RerouteTransfer(string Id, string ToAgency, string Reason) : ICommand<TransferView>;

internal sealed class RerouteTransferValidator : AbstractValidator<RerouteTransfer>
{
    public RerouteTransferValidator()
    {
        RuleFor(c => c.ToAgency).NotEmpty().MaximumLength(60);
        RuleFor(c => c.Reason).NotEmpty().MaximumLength(2_000);
    }
}

internal sealed class RerouteTransferHandler(TransferDesk desk, LinkedWork linked, IAgencies agencies, ICalendars calendars)
    : IRequestHandler<RerouteTransfer, TransferView>
{
    public async Task<TransferView> Handle(RerouteTransfer command, CancellationToken ct)
    {
        var to = (await agencies.Tree(ct)).Find(command.ToAgency) ?? throw new InvalidInputException("toAgency", TransferRules.AgencyIsKnown);
        return await desk.Act(command.Id, work => Reroute(work, to, command.Reason, ct), ct);
    }

    private async Task Reroute(TransferWork work, Agency to, string reason, CancellationToken ct)
    {
        var s = work.Transfer.State;
        var calendar = await calendars.Of(to.WorkingHours, ct);
        var forwards = s.Status == TransferStatus.Sent;
        var next = work.Transfer.Reroute(
            new Dispatch
            {
                Kind = s.Kind, From = forwards ? s.ToAgency : s.FromAgency, To = to, Calendar = calendar,
                Task = s.Details.Task, Limit = s.Details.Clock.Terms.Limit, LegalBasis = s.Details.Clock.Terms.LegalBasis,
                AcceptanceTerm = work.DossierOn.Version.AcceptanceTerm, StepKey = s.StepKey, ParallelGroup = s.ParallelGroup,
                Lead = s.Details.Lead, Decides = s.Details.Decides, SilenceMeansConsent = s.Details.SilenceMeansConsent,
                PausesForFinancialObligation = s.Details.PausesForFinancialObligation, InnerSteps = s.Details.InnerSteps,
                Documents = s.Details.Documents, Reason = reason,
            },
            work.On);
        await linked.Replace(s, next, calendar, work, ct);
    }
}

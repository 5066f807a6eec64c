using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Calendar;
using OneStop.Application.Dossiers;
using OneStop.Application.Pipeline;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Transfers;

/// <summary>Open a leg beside the route — chuyển liên thông ngoài quy trình.</summary>
/// <param name="Id">The dossier.</param>
[Allows(Permission.WorkOnDossiers)]
public sealed record OpenTransfer(string Id, NewTransfer Transfer) : ICommand<TransferView>;

/// <summary>A leg an official opens.</summary>
public sealed record NewTransfer
{
    public required TransferKind Kind { get; init; }

    /// <summary>Code of the receiving agency.</summary>
    public required string ToAgency { get; init; }

    /// <summary>What has to be done.</summary>
    public required string Task { get; init; }

    /// <summary>In how much time; not longer than what is left of a dossier in time.</summary>
    public required TimeLimit Limit { get; init; }

    /// <summary>Legs of one group are sent at once and awaited together.</summary>
    public string? ParallelGroup { get; init; }

    /// <summary>Whether it leads its group.</summary>
    public bool Lead { get; init; }

    /// <summary>For consultations: no answer in time counts as consent.</summary>
    public bool SilenceMeansConsent { get; init; }

    /// <summary>What the receiver gets, by reference; null for everything that was handed in.</summary>
    public IReadOnlyList<Document>? Documents { get; init; }

    public required string Reason { get; init; }
}

internal sealed class OpenTransferValidator : AbstractValidator<OpenTransfer>
{
    public OpenTransferValidator()
    {
        RuleFor(c => c.Transfer).SetValidator(new NewTransferShape()).OverridePropertyName("");
    }

    private sealed class NewTransferShape : AbstractValidator<NewTransfer>
    {
        public NewTransferShape()
        {
            RuleFor(t => t.ToAgency).NotEmpty().MaximumLength(60);
            RuleFor(t => t.Task).NotEmpty().MaximumLength(500);
            RuleFor(t => t.Reason).NotEmpty().MaximumLength(2_000);
            RuleFor(t => t.Limit).Must(limit => limit.IsValid).WithState(_ => FieldRules.WithinRange);
            RuleFor(t => t.ParallelGroup).MaximumLength(60).Matches(NamedDefectShape.Codes);
            RuleFor(t => t.Lead).Must((t, lead) => !lead || t.ParallelGroup is not null).WithState(_ => TransferRules.LeadHasGroup);
            RuleFor(t => t.Documents).Must(list => list is null or { Count: <= 50 }).WithState(_ => FieldRules.WithinLength);
            RuleForEach(t => t.Documents).SetValidator(new DocumentShape());
        }
    }
}

internal sealed class OpenTransferHandler(DossierDesk desk, TransferDesk transfers, LinkedWork linked, IAgencies agencies, ICalendars calendars)
    : IRequestHandler<OpenTransfer, TransferView>
{
    public async Task<TransferView> Handle(OpenTransfer command, CancellationToken ct)
    {
        var wanted = command.Transfer;
        var to = (await agencies.Tree(ct)).Find(wanted.ToAgency) ?? throw new InvalidInputException("toAgency", TransferRules.AgencyIsKnown);
        var calendar = await calendars.Of(to.WorkingHours, ct);
        InterAgencyTransfer? sent = null;
        await desk.Act(
            command.Id,
            async (dossier, on) =>
            {
                var due = DeadlineLedger.Start(new ClockTerms { Limit = wanted.Limit }, calendar, on.Now, null).DueAt;
                dossier.DemandOpening(wanted.ParallelGroup, wanted.Lead, due, on);
                sent = await linked.Send(dossier, Dispatch(wanted, to, calendar, dossier.State, on), on, ct);
            },
            ct);
        return await transfers.View(sent!, ct);
    }

    private static Dispatch Dispatch(NewTransfer wanted, Domain.Agencies.Agency to, WorkingCalendar calendar, DossierState s, Circumstances on) => new()
    {
        Kind = wanted.Kind, From = Sender(s, on), To = to, Calendar = calendar, Task = wanted.Task, Limit = wanted.Limit,
        AcceptanceTerm = on.Version.AcceptanceTerm, ParallelGroup = wanted.ParallelGroup, Lead = wanted.Lead,
        SilenceMeansConsent = wanted.SilenceMeansConsent, Reason = wanted.Reason,
        Documents = wanted.Documents ?? Dossier.DocumentsOf(s),
    };

    /// <summary>The agency in whose name the official sends it.</summary>
    private static string Sender(DossierState s, Circumstances on) =>
        on.Actor.WorksAt(s.CompetentAgency) ? s.CompetentAgency : s.ReceivingAgency;
}

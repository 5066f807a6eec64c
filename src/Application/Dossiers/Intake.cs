using OneStop.Application.Agencies;
using OneStop.Application.Calendar;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Dossiers;

/// <summary>Turns what was sent into a filing: finds procedure, case, agencies and calendars, and says field by field what is wrong.</summary>
internal sealed class Intake(IProcedureRepository procedures, IAgencies agencies, ICalendars calendars, ICaller caller, TimeProvider clock)
{
    public Task<Arrival> Prepare(FileDossier command, CancellationToken ct) => Prepare(command, clock.GetUtcNow(), ct);

    public async Task<Arrival> Prepare(FileDossier command, DateTimeOffset now, CancellationToken ct)
    {
        var today = VietnamTime.DateOf(now);
        var procedure = await procedures.Find(command.Procedure, ct) ?? throw Refused("procedure", DossierRules.ProcedureIsKnown);
        var version = procedure.InForceOn(today) ?? throw Refused("procedure", DossierRules.ProcedureIsInForce);
        var tree = await agencies.Tree(ct);
        var receiving = AgencyOn(tree, command.Agency, today, "agency");
        DemandChannel(command, receiving);
        var filing = Filing(command, CaseOf(version, command), receiving, Competent(tree, command, receiving, today));
        if (filing.Faults(procedure, version, tree, now).ToArray() is { Length: > 0 } faults)
        {
            throw new InvalidInputException(faults);
        }
        var circumstances = new Circumstances(caller.Required(), now, version, await calendars.Of(filing.Competent.WorkingHours, ct));
        return new Arrival(command, filing, procedure, circumstances, await calendars.Of(receiving.WorkingHours, ct));
    }

    /// <summary>Citizens and their portals file online; counter and post are entered by reception of the receiving agency.</summary>
    private void DemandChannel(FileDossier command, Agency receiving)
    {
        var actor = caller.Required();
        if (actor.HoldsAny(receiving.Code, Role.Reception, Role.OneStopHead))
        {
            return;
        }
        if (!actor.IsCitizen)
        {
            throw new ForbiddenException(DossierRules.ReceptionistAtAgency);
        }
        if (command.Channel != Channel.Online)
        {
            throw Refused("channel", DossierRules.CitizenFilesOnline);
        }
    }

    private static Agency AgencyOn(AgencyTree tree, string code, DateOnly today, string path) =>
        tree.Find(code) is { } agency && agency.IsInForceOn(today) ? agency : throw Refused(path, DossierRules.AgencyIsInForce);

    private static Agency Competent(AgencyTree tree, FileDossier command, Agency receiving, DateOnly today) =>
        command.CompetentAgency is { } code ? AgencyOn(tree, code, today, "competentAgency")
        : receiving is { Kind: AgencyKind.OneStop, Parent: { } parent } ? AgencyOn(tree, tree.InForceOn(parent, today)?.Code ?? parent, today, "agency")
        : receiving;

    private static ProcedureCase CaseOf(ProcedureVersion version, FileDossier command)
    {
        var fitting = version.Cases.Where(c => c.Channel is null || c.Channel == command.Channel).ToArray();
        return (command.Case is null
            ? fitting is [var only] ? only : null
            : fitting.FirstOrDefault(c => c.Key == command.Case)) ?? throw Refused("case", DossierRules.CaseIsKnown);
    }

    private Filing Filing(FileDossier command, ProcedureCase which, Agency receiving, Agency competent) => new()
    {
        Receiving = receiving, Competent = competent, Case = which, Channel = command.Channel, Owner = command.Owner,
        ReturnBy = command.ReturnBy, SupportedBy = command.SupportedBy, Postal = command.Postal, CoOwners = command.CoOwners,
        Submitter = command.Submitter, Parts = command.Parts, FormData = command.FormData, Note = command.Note,
        OwnerAccount = caller.Required().IsCitizen ? caller.Required().Id : null,
        Assurance = caller.Required().IsCitizen ? Domain.Access.Assurance.Account : null,
    };

    private static InvalidInputException Refused(string path, Rule rule) => new(path, rule);
}

/// <summary>A filing that can be taken in.</summary>
/// <param name="Acceptance">Calendar of the receiving agency.</param>
internal sealed record Arrival(FileDossier Command, Filing Filing, Procedure Procedure, Circumstances On, WorkingCalendar Acceptance)
{
    /// <summary>The dossier under its code: solved on the spot, received, or registered.</summary>
    public Dossier Enter(string code)
    {
        if (Command is { OnTheSpot: not null, Register: true })
        {
            throw new InvalidInputException("register", DossierRules.OnTheSpotIsSameDay);
        }
        try
        {
            return Command.OnTheSpot is { } spot ? Dossier.SolveOnTheSpot(Filing, Procedure, code, spot.Outcome, spot.Reason, spot.Result, On)
                : Filing.Channel == Channel.Online || Command.Register ? Dossier.Register(Filing, Procedure, code, On, Acceptance)
                : Dossier.Receive(Filing, Procedure, code, On);
        }
        catch (MissingCalendarYearException)
        {
            // The limit of the procedure crosses into a year nobody has planned: name the field that asked for it.
            throw new InvalidInputException("procedure", CalendarRules.YearIsKnown);
        }
    }

    /// <summary>Refuses a second open dossier of the same owner, unless it was confirmed.</summary>
    public async Task DemandFiledOnce(Dossier dossier, IDossierRepository dossiers, CancellationToken ct) =>
        DossierRules.FiledOnce.Demand(Command.AcknowledgeDuplicate || !await dossiers.HasOpenTwin(dossier, ct));
}

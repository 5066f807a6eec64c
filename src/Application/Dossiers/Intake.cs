using OneStop.Application.Access;
using OneStop.Application.Agencies;
using OneStop.Application.Calendar;
using OneStop.Application.Ports;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Dossiers;

/// <summary>Turns what was sent into a filing: finds procedure, case, agencies and calendars, and says field by field what is wrong.</summary>
internal sealed class Intake(IProcedureRepository procedures, IAgencies agencies, ICalendars calendars, Filers filers, ICaller caller)
{
    public async Task<Arrival> Prepare(FileDossier command, DateTimeOffset now, CancellationToken ct)
    {
        var today = VietnamTime.DateOf(now);
        var procedure = await procedures.Find(command.Procedure, ct) ?? throw Refused("procedure", DossierRules.ProcedureIsKnown);
        var version = procedure.InForceOn(today) ?? throw Refused("procedure", DossierRules.ProcedureIsInForce);
        var tree = await agencies.Tree(ct);
        var receiving = AgencyOn(tree, command.Agency, today, "agency");
        var filer = filers.Of(command, [.. tree.Ancestry(receiving.Code).Select(agency => agency.Code)]);
        var filing = Filing(command, filer, CaseOf(version, command), receiving, Competent(tree, command, receiving, today));
        if (filing.Faults(procedure, version, tree, now).ToArray() is { Length: > 0 } faults)
        {
            throw new InvalidInputException(faults);
        }
        var circumstances = new Circumstances(caller.Required(), now, version, await calendars.Of(filing.Competent.WorkingHours, ct));
        return new Arrival(command, filing, procedure, circumstances, await calendars.Of(receiving.WorkingHours, ct));
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

    private static Filing Filing(FileDossier command, Filer filer, ProcedureCase which, Agency receiving, Agency competent) => new()
    {
        Receiving = receiving, Competent = competent, Case = which, Channel = command.Channel, Owner = command.Owner,
        ReturnBy = command.ReturnBy, SupportedBy = command.SupportedBy, Postal = command.Postal, CoOwners = command.CoOwners,
        Submitter = command.Submitter, Parts = command.Parts, FormData = command.FormData, Note = command.Note,
        OwnerAccount = filer.Owner, Assurance = filer.Assurance,
    };

    private static InvalidInputException Refused(string path, Rule rule) => new(path, rule);
}

/// <summary>A filing that can be taken in.</summary>
/// <param name="Acceptance">Calendar of the receiving agency.</param>
internal sealed record Arrival(FileDossier Command, Filing Filing, Procedure Procedure, Circumstances On, WorkingCalendar Acceptance)
{
    /// <summary>The same for the account of whoever signed in elsewhere, which is made at first sight.</summary>
    public async Task<Arrival> ForSubject(ISubjects subjects, CancellationToken ct) => Command.Submitter?.Subject is { } subject
        ? this with { Filing = Filing with { OwnerAccount = await subjects.AccountOf(subject.Issuer, subject.Sub, ct) } }
        : this;

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

    /// <summary>The next code of the receiving agency; what is filed for trying out has numbers of its own and says so.</summary>
    public async Task<string> NextCode(IDossierRepository dossiers, CancellationToken ct)
    {
        var test = On.Actor.Grant is { Test: true };
        var number = await dossiers.NextNumber(Filing.Receiving.Code, On.Today, test, ct);
        return DossierCode.Of(Filing.Receiving, On.Today, number, test);
    }

    /// <summary>Refuses a second open dossier of the same owner, unless it was confirmed.</summary>
    public async Task DemandFiledOnce(Dossier dossier, IDossierRepository dossiers, CancellationToken ct) =>
        DossierRules.FiledOnce.Demand(Command.AcknowledgeDuplicate || !await dossiers.HasOpenTwin(dossier, ct));
}

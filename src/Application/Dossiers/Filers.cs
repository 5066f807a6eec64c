using OneStop.Application.Access;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Dossiers;

/// <summary>Says in whose name something is filed, and whether the caller may file it so — xác định người nộp hồ sơ.</summary>
internal sealed class Filers(ICaller caller, ISubjects subjects)
{
    /// <summary>
    /// Officials enter what comes to their counter or by post; citizens file online for themselves or by mandate, machine clients within
    /// their grant, also for somebody who signed in elsewhere.
    /// </summary>
    /// <param name="within">The receiving agency with all above it.</param>
    public Filer Of(FileDossier command, IReadOnlyCollection<string> within)
    {
        var actor = caller.Required();
        if (actor.HoldsAny(command.Agency, Role.Reception, Role.OneStopHead))
        {
            Refuse(command.Principal is not null, "principal", DossierRules.PrincipalIsRepresented);
            Refuse(command.Submitter?.Subject is not null, "submitter.subject", DossierRules.SubjectComesFromClient);
            return new Filer(null, command.Channel == Channel.Online ? Assurance.None : null);
        }
        if (!actor.IsCitizen && !actor.IsClient)
        {
            throw new ForbiddenException(DossierRules.ReceptionistAtAgency);
        }
        Refuse(command.Channel != Channel.Online, "channel", DossierRules.CitizenFilesOnline);
        return actor.IsClient ? OfClient(command, actor.Grant, within) : OfCitizen(command, actor);
    }

    private static Filer OfCitizen(FileDossier command, Actor actor)
    {
        Refuse(command.Submitter?.Subject is not null, "submitter.subject", DossierRules.SubjectComesFromClient);
        var owner = command.Principal ?? actor.Id;
        Refuse(!actor.ActsFor(owner, command.Procedure), "principal", DossierRules.PrincipalIsRepresented);
        return new Filer(owner, actor.Assurance);
    }

    private Filer OfClient(FileDossier command, ClientGrant grant, IReadOnlyCollection<string> within)
    {
        Refuse(command.Principal is not null, "principal", DossierRules.PrincipalIsRepresented);
        if (!grant.Allows(Scope.FileDossiers) || !grant.Includes(command.Procedure) || (grant.Agencies is { } agencies && !agencies.Any(within.Contains)))
        {
            throw new ForbiddenException(DossierRules.WithinGrant);
        }
        if (command.Submitter?.Subject is not { } subject)
        {
            return new Filer(null, Assurance.None);
        }
        if (!grant.Allows(Scope.FileOnBehalf))
        {
            throw new ForbiddenException(DossierRules.WithinGrant);
        }
        Refuse(!subjects.SignsInCitizens(subject.Issuer), "submitter.subject.issuer", AccessRules.IssuerSignsInCitizens);
        var assurance = subject.Level switch { 2 => Assurance.Level2, 1 => Assurance.Level1, _ => Assurance.Account };
        return new Filer(null, assurance);
    }

    private static void Refuse(bool faulty, string path, Rule rule)
    {
        if (faulty)
        {
            throw new InvalidInputException(path, rule);
        }
    }
}

/// <summary>Whose a dossier is.</summary>
/// <param name="Owner">The account; null where an official took it in, nobody signed in, or somebody signed in elsewhere.</param>
/// <param name="Assurance">How sure that is; null where an official saw the papers.</param>
internal sealed record Filer(AccountId? Owner, Assurance? Assurance);

using OneStop.Api.Tests.Dossiers;
using OneStop.Domain.Access;

namespace OneStop.Api.Tests.Authorization;

/// <summary>A caller, and by rules of its own which dossiers it sees; they know nothing of how the engine finds out.</summary>
/// <param name="Sees">Whether the dossier exists for it.</param>
/// <param name="Whole">Whether it sees more of it than the task of a leg.</param>
/// <param name="SeesLegsOf">At which agencies a leg makes it visible.</param>
internal sealed record Viewer(string UserName, Func<VisibleDossier, bool> Sees, Func<VisibleDossier, bool> Whole, Func<string, bool> SeesLegsOf)
{
    public const string Representative = "viewer-representative";
    public const string Limited = "viewer-client-of-a-ward";
    public const string Trying = "viewer-client-on-trial";
    public const string Filing = "viewer-client-that-files";

    private const string Ward = Desk.Ward;

    /// <summary>Works at the ward, and covers its handler.</summary>
    private const string Cover = "viewer-cover@H17.122";

    public bool ReadsReports { get; init; }

    public static readonly Viewer[] All =
    [
        Official(Stages.Reception, code => code == Desk.Office, _ => true),
        Official(Stages.Handler, code => code == Ward, dossier => dossier.Assignee == Stages.Handler),
        Official("handler@H17.121", code => code == "H17.121", dossier => dossier.Assignee == "handler@H17.121"),
        Official(Cover, code => code == Ward, dossier => dossier.Assignee == Stages.Handler),
        Official("head@H17.06", code => code == "H17.06", _ => true),
        Official("leader@H17", code => Within(code, "H17"), _ => true),
        Official("procedureControl@H17", code => Within(code, "H17"), _ => true),
        Official($"agencyAdmin@{Ward}", code => Within(code, Ward), _ => false),
        Official("admin", _ => true, _ => false),
        Own("citizen1", dossier => dossier.Owner == "citizen1"),
        Own(Representative, dossier => dossier.Owner == "citizen1" || (dossier.Owner == "citizen2" && dossier.Procedure == Desk.Linked)),
        Own(Filing, dossier => dossier.Client == Filing),
        Machine(Limited, code => Within(code, Ward), dossier => !dossier.Test && dossier.Procedure == Desk.Linked),
        Machine(Trying, _ => true, dossier => dossier.Test),
    ];

    public bool SeesLeg(VisibleDossier dossier, string to) => Sees(dossier) && (Whole(dossier) || SeesLegsOf(to));

    public static async Task<Actors> Write(TestHost host)
    {
        var actors = new Actors(host);
        await actors.Citizen(Representative);
        await actors.Mandate("citizen1", Representative, new MandateDetails());
        await actors.Mandate("citizen2", Representative, new MandateDetails { Procedures = [Desk.Linked], MayAct = false });
        await actors.Official(Cover, Role.Handler, Ward);
        await actors.Absence(Stages.Handler, Cover);
        await actors.Client(Filing, new ClientGrant { Scopes = [Scope.FileDossiers] });
        await actors.Client(Limited, new ClientGrant { Scopes = [Scope.ReadDossiers, Scope.ReadReports], Agencies = [Ward], Procedures = [Desk.Linked] });
        await actors.Client(Trying, new ClientGrant { Scopes = [Scope.ReadDossiers, Scope.FileDossiers, Scope.ReadReports], Test = true });
        return actors;
    }

    private static bool Within(string code, string agency) => code == agency || code.StartsWith($"{agency}.", StringComparison.Ordinal);

    /// <summary>Sees what is at its agencies; what is confidential only where it is trusted with it.</summary>
    private static Viewer Official(string userName, Func<string, bool> agencies, Func<VisibleDossier, bool> trusted) => Agencies(userName, agencies, dossier => !dossier.Confidential || trusted(dossier)) with
    {
        ReadsReports = true,
    };

    private static Viewer Machine(string userName, Func<string, bool> agencies, Func<VisibleDossier, bool> granted) =>
        Agencies(userName, agencies, dossier => granted(dossier) && (!dossier.Confidential || dossier.Client == userName));

    private static Viewer Agencies(string userName, Func<string, bool> agencies, Func<VisibleDossier, bool> admits) => new(
        userName, dossier => admits(dossier) && (dossier.IsAt(agencies) || dossier.HasLegAt(agencies)), dossier => admits(dossier) && dossier.IsAt(agencies), agencies);

    private static Viewer Own(string userName, Func<VisibleDossier, bool> owns) => new(userName, owns, owns, _ => false);
}

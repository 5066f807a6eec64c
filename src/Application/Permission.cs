using OneStop.Domain.Access;

namespace OneStop.Application;

/// <summary>What a request needs; which agency and which dossier is decided by the aggregates and the access predicate.</summary>
public enum Permission
{
    /// <summary>Everybody, signed in or not.</summary>
    Public,

    /// <summary>Everybody who is signed in.</summary>
    SignedIn,

    /// <summary>Read dossiers within the caller's reach.</summary>
    ReadDossiers,

    /// <summary>File a dossier: citizens online, reception at the counter.</summary>
    FileDossiers,

    /// <summary>Work on dossiers.</summary>
    WorkOnDossiers,

    /// <summary>Draft, publish and repeal procedures.</summary>
    EditCatalogue,

    /// <summary>Change agencies and calendars.</summary>
    AdministerSystem,

    /// <summary>Administer the accounts and settings of an agency.</summary>
    AdministerAgency,

    /// <summary>Draw reports; see reorganisations and how far they are.</summary>
    ReadReports,

    /// <summary>Read who did what and who looked at what, within the caller's agencies.</summary>
    ReadAudit,

    /// <summary>Have what happens within the caller's reach sent to another system.</summary>
    Subscribe,
    /// <summary>Hand in messages of the National Portal.</summary>
    ExchangePortal,

    /// <summary>Ask registries of others about the parties of a dossier, and send documents to other systems.</summary>
    AskRegistries,

    /// <summary>Hand in documents about dossiers from the systems of other agencies.</summary>
    ExchangeDocuments,

    /// <summary>The engine's own work; no role carries it.</summary>
    Engine,
}

/// <summary>Which role carries which permission.</summary>
public static class Permissions
{
    private static readonly Role[] Officials =
        [Role.Reception, Role.Handler, Role.Head, Role.Leader, Role.Clerk, Role.ReturnDesk, Role.OneStopHead];

    private static readonly Dictionary<Permission, HashSet<Role>> Holders = new()
    {
        [Permission.Engine] = [],
        [Permission.ExchangePortal] = [],
        [Permission.ExchangeDocuments] = [],
        [Permission.AskRegistries] = Officials.ToHashSet(),
        [Permission.ReadDossiers] =
            [.. Officials, Role.Citizen, Role.AgencyAdmin, Role.ProcedureControl, Role.SystemAdmin],
        [Permission.FileDossiers] = [Role.Reception, Role.OneStopHead, Role.Citizen],
        [Permission.WorkOnDossiers] = [.. Officials, Role.AgencyAdmin, Role.Citizen],
        [Permission.EditCatalogue] = [Role.CatalogueEditor, Role.SystemAdmin],
        [Permission.AdministerSystem] = [Role.SystemAdmin],
        [Permission.AdministerAgency] = [Role.AgencyAdmin, Role.SystemAdmin],
        [Permission.ReadAudit] = [Role.ProcedureControl, Role.SystemAdmin],
        [Permission.Subscribe] = [Role.AgencyAdmin, Role.SystemAdmin],
        [Permission.ReadReports] =
            [.. Officials, Role.AgencyAdmin, Role.ProcedureControl, Role.SystemAdmin],
    };

    public static bool Grants(this Actor? actor, Permission permission) => permission switch
    {
        Permission.Public => true,
        _ when actor is null => false,
        _ when actor.IsSystem => true,
        Permission.SignedIn => true,
        _ when actor.IsClient => actor.Grant.Grants(permission),
        _ => actor.Posts.Any(post => Holders[permission].Contains(post.Role)),
    };

    private static bool Grants(this ClientGrant grant, Permission permission) => permission switch
    {
        Permission.ReadDossiers => grant.Scopes.Any(scope => scope is not (Scope.ReadReports or Scope.ExchangePortal or Scope.ExchangeDocuments)),
        Permission.FileDossiers or Permission.WorkOnDossiers => grant.Allows(Scope.FileDossiers),
        Permission.ReadReports => grant.Allows(Scope.ReadReports),
        Permission.Subscribe => grant.Allows(Scope.ReadDossiers),
        Permission.ExchangePortal => grant.Allows(Scope.ExchangePortal),
        Permission.ExchangeDocuments => grant.Allows(Scope.ExchangeDocuments),
        _ => false,
    };

    /// <summary>All permissions of an actor, for <c>GET /me</c>.</summary>
    public static IEnumerable<Permission> Of(Actor actor) => Enum.GetValues<Permission>().Where(p => actor.Grants(p));
}

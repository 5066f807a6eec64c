using OneStop.Api.Tests.Dossiers;
using OneStop.Domain.Access;

namespace OneStop.Api.Tests.Authorization;

/// <summary>Who asks: a column of the matrix.</summary>
/// <param name="Column">Its heading.</param>
/// <param name="UserName">Who that is; null for nobody, and for whoever's turn it is.</param>
internal sealed record Caller(string Column, string? UserName)
{
    public const string Turn = "turn";

    /// <summary>The department that has a leg of the dossiers of the matrix.</summary>
    public const string Department = "H17.06";

    public const string Receiver = $"handler@{Department}";

    /// <summary>No person and no machine that has anything to do with the dossiers of the matrix.</summary>
    public static readonly string[] Strangers = ["citizen", "other", "elsewh"];

    public static readonly Caller[] All =
    [
        new("anon", null),
        new("owner", Stages.Owner),
        new("mandate", "matrix-representative"),
        new("citizen", "citizen7"),
        new(Turn, null),
        new("peer", "matrix-peer@H17.122"),
        new("leg", Receiver),
        new("other", "handler@H17.121"),
        new("above", "leader@H17"),
        new("agAdmin", $"agencyAdmin@{Desk.Ward}"),
        new("admin", "admin"),
        new("client", "matrix-client"),
        new("noScope", "matrix-client-without-scope"),
        new("elsewh", "matrix-client-elsewhere"),
    ];

    public bool IsOnline => Column is "owner" or "mandate" or "citizen" or "client" or "noScope" or "elsewh";

    public bool IsStranger => Strangers.Contains(Column);

    /// <summary>Writes those of them that are no demo accounts.</summary>
    public static async Task<Actors> Write(TestHost host)
    {
        var actors = new Actors(host);
        await actors.Citizen("matrix-representative");
        await actors.Mandate(Stages.Owner, "matrix-representative", new MandateDetails());
        await actors.Official("matrix-peer@H17.122", Role.Handler, Desk.Ward);
        Scope[] scopes = [Scope.ReadDossiers, Scope.FileDossiers, Scope.ReadReports, Scope.ExchangePortal, Scope.ExchangeDocuments];
        await actors.Client("matrix-client", new ClientGrant { Scopes = scopes, Agencies = ["H17"] });
        await actors.Client("matrix-client-without-scope", new ClientGrant());
        await actors.Client("matrix-client-elsewhere", new ClientGrant { Scopes = scopes, Agencies = ["H27"] });
        return actors;
    }
}

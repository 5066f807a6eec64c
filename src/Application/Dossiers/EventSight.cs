using System.Text.Json;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Dossiers;

/// <summary>What of an event of a dossier its reader gets to see: one rule for the history, the feed and whatever is sent of it.</summary>
public static class EventSight
{
    private const string Group = "children";
    private const string Leg = "transfer";
    private const string Legs = "transfers";

    /// <summary>Members by which it depends on the reader whether an event keeps its data.</summary>
    public static readonly IReadOnlyList<string> Withheld = [Group, Leg, Legs];

    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(new { });

    /// <summary>
    /// An agency with a leg of the dossier knows of the legs of others only that there are some; which dossiers belong together is for those who may
    /// see every procedure.
    /// </summary>
    public static JsonElement Data(JsonElement data, DossierState dossier, DossierReach reach) =>
        IsOfGroup(data) ? (reach.SeesEveryProcedure ? data : Nothing)
        : IsOfLegs(data) && !reach.SeesWhole(dossier) && !IsOfOwnLeg(data, dossier, reach) ? Nothing
        : data;

    /// <summary>Whether it depends on the dossier what of the event is seen.</summary>
    public static bool DependsOnDossier(JsonElement data) => IsOfGroup(data) || IsOfLegs(data);

    private static bool IsOfGroup(JsonElement data) => data.TryGetProperty(Group, out _);

    private static bool IsOfLegs(JsonElement data) => data.TryGetProperty(Leg, out _) || data.TryGetProperty(Legs, out _);

    private static bool IsOfOwnLeg(JsonElement data, DossierState dossier, DossierReach reach) => data.TryGetProperty(Leg, out var transfer)
        && dossier.Details.Legs.Any(leg => reach.Held.Contains(leg.Agency) && transfer.ValueEquals(leg.Transfer.ToString()));
}

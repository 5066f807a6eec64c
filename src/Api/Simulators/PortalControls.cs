using System.Text.Json.Nodes;

namespace OneStop.Api.Simulators;

/// <summary>What the simulated portal holds, for whoever compares both sides, and ways to change it behind everybody's back.</summary>
internal static class PortalControls
{
    public static void MapPortalControls(this WebApplication app)
    {
        app.MapGet("/portal/dossiers", Dossiers);
        app.MapPut("/portal/dossiers/{code}", Change);
        app.MapDelete("/portal/dossiers/{code}", Lose);
        app.MapPost("/portal/sessions/end", EndSessions);
    }

    /// <summary>What it has, and what it met: for whoever compares both sides.</summary>
    private static IResult Dossiers(PortalShelf shelf, TimeProvider clock)
    {
        shelf.CarryOut(clock.GetUtcNow());
        return Results.Json(Held(shelf));
    }

    private static JsonObject Held(PortalShelf shelf) => new()
    {
        ["dossiers"] = new JsonArray([.. shelf.Dossiers.Select(held => new JsonObject
        {
            ["code"] = held.Code, ["record"] = held.Record.DeepClone(), ["progress"] = new JsonArray([.. held.Progress.Select(line => line.DeepClone())]),
            ["statuses"] = new JsonArray([.. held.Statuses.Select(status => JsonValue.Create(status))]),
        })]),
        ["refusals"] = new JsonObject([.. shelf.Refusals.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))]),
        ["overlaps"] = shelf.Overlaps, ["signIns"] = shelf.SignIns, ["carriedOutLate"] = shelf.CarriedOut,
    };

    /// <summary>Changes fields of a dossier behind everybody's back.</summary>
    private static async Task<IResult> Change(string code, HttpContext http, PortalShelf shelf)
    {
        if (shelf.Find(code) is not { } held)
        {
            return Results.NotFound();
        }
        var record = (JsonObject)held.Record.DeepClone();
        foreach (var (name, value) in await PortalSimulator.Body(http))
        {
            record[name] = value?.DeepClone();
        }
        shelf.Put(held with { Record = record });
        return Results.NoContent();
    }

    /// <summary>Loses a dossier.</summary>
    private static IResult Lose(string code, PortalShelf shelf) => shelf.Remove(code) ? Results.NoContent() : Results.NotFound();

    /// <summary>Ends every session.</summary>
    private static IResult EndSessions(PortalShelf shelf)
    {
        shelf.EndSessions();
        return Results.NoContent();
    }
}

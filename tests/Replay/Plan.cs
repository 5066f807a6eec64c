namespace OneStop.Replay;

/// <summary>One dossier to be filed.</summary>
/// <param name="Number">Tells it from all others of the scenario.</param>
internal sealed record PlannedDossier(int Number, string Agency, string Procedure, bool Online);

/// <summary>Which dossiers come in at which opening: every cell evenly over its days.</summary>
internal static class Plan
{
    public static IReadOnlyList<(DateTimeOffset At, IReadOnlyList<PlannedDossier> Dossiers)> Of(
        Scenario scenario, IReadOnlyList<DateTimeOffset> openings)
    {
        var planned = openings.ToDictionary(at => at, _ => new List<PlannedDossier>());
        var number = 0;
        foreach (var cell in scenario.Generation.Cells)
        {
            var open = openings.Where(at => DayOf(at) >= cell.ReceivedFrom && DayOf(at) <= cell.ReceivedTo).ToList();
            foreach (var (agency, count) in cell.Spread())
            {
                for (var i = 0L; i < count; i++)
                {
                    var at = open[(int)((2 * i + 1) * open.Count / (2 * count))];
                    planned[at].Add(new PlannedDossier(number++, agency, cell.ProcedureCode, cell.Channel == "online"));
                }
            }
        }
        return [.. openings.Select(at => (at, (IReadOnlyList<PlannedDossier>)planned[at]))];
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.DateTime);
}

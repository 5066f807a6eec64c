namespace OneStop.Replay;

/// <summary>One dossier to be filed.</summary>
/// <param name="Number">Tells it from all others of the scenario.</param>
/// <param name="At">When it is filed.</param>
/// <param name="Supplement">Whether the citizen is asked for a supplement.</param>
internal sealed record PlannedDossier(int Number, string Agency, Cell Cell, DateTimeOffset At, bool Supplement);

/// <summary>Which dossiers come in at which opening: every cell evenly over the openings that lead to its outcome.</summary>
internal static class Plan
{
    /// <summary>Where a cell allows for a supplement, one dossier in so many needs it.</summary>
    private const int SupplementEvery = 4;

    public static async Task<IReadOnlyList<PlannedDossier>> Of(Scenario scenario, Office office)
    {
        var planned = new List<PlannedDossier>();
        foreach (var cell in scenario.Generation.Cells)
        {
            var open = await office.OpeningsFor(cell);
            foreach (var (agency, count) in cell.Spread())
            {
                for (var i = 0L; i < count; i++)
                {
                    var at = open[(int)((2 * i + 1) * open.Count / (2 * count))];
                    planned.Add(new PlannedDossier(planned.Count, agency, cell, at, NeedsSupplement(cell, i)));
                }
            }
        }
        return planned;
    }

    /// <summary>How many of a scenario's dossiers are asked for a supplement.</summary>
    public static int Supplements(Scenario scenario) => scenario.Generation.Cells
        .SelectMany(cell => cell.Spread().SelectMany(part => Enumerable.Range(0, part.Count).Where(i => NeedsSupplement(cell, i)))).Count();

    private static bool NeedsSupplement(Cell cell, long number) => cell.SupplementRequestsMax > 0 && number % SupplementEvery == 0;
}

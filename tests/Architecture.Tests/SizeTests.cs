namespace OneStop.Architecture.Tests;

public sealed class SizeTests
{
    private const int LongestFile = 200;
    private const int LongestAggregate = 300;
    private const int LongestBody = 40;

    /// <summary>Files that may be longer, and why.</summary>
    private static readonly Dictionary<string, (int Lines, string Why)> Longer = new()
    {
        ["Domain/Calendar/DeadlineLedger.cs"] = (LongestAggregate, "the clock behaves like an aggregate: every move of it in one place"),
        ["Domain/Dossiers/Dossier.cs"] = (LongestAggregate, "part of an aggregate"),
        ["Domain/Dossiers/Dossier.Steps.cs"] = (LongestAggregate, "part of an aggregate"),
        ["Domain/Dossiers/Dossier.Interruptions.cs"] = (LongestAggregate, "part of an aggregate"),
        ["Domain/Transfers/InterAgencyTransfer.cs"] = (LongestAggregate, "an aggregate"),
        ["Domain/Dossiers/Dossier.Succession.cs"] = (LongestAggregate, "part of an aggregate"),
        ["Domain/Dossiers/DossierRules.cs"] = (LongestAggregate, "one table of rules"),
        ["Api/Http/Problems.cs"] = (220, "the one place where exceptions become answers"),
    };

    /// <summary>Members that may be longer, and why.</summary>
    private static readonly Dictionary<string, string> LongerMembers = new()
    {
        ["Api/Settings.cs"] = "one check after the other, a line or two for each key",
        ["Domain/Calendar/DayChange.cs"] = "one case for each kind of day",
    };

    [Test]
    public void A_file_is_read_in_one_sitting()
    {
        Assert.That(
            Sources.All.Where(file => file.Lines.Length > Longer.GetValueOrDefault(file.Name, (LongestFile, "")).Item1).Select(file => $"{file.Name}: {file.Lines.Length} lines"), Is.Empty);
        Assert.That(Longer.Keys.Where(name => Sources.All.FirstOrDefault(file => file.Name == name) is not { Lines.Length: > LongestFile } && !name.Contains("/Dossier.", StringComparison.Ordinal)), Is.Empty, "needs no exception");
    }

    [Test]
    public void A_member_fits_on_a_screen() => Assert.That(
        Sources.All.SelectMany(file => file.Bodies().Where(body => body.Length > LongestBody && !LongerMembers.ContainsKey(file.Name)).Select(body => $"{file.Name}: {body.Member}: {body.Length} lines")), Is.Empty);
}

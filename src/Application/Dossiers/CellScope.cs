using System.Text.Json.Serialization;
using OneStop.Domain.Agencies;
using OneStop.Domain.Procedures;

namespace OneStop.Application.Dossiers;

/// <summary>Under which agencies a report counts the work of those that another took the place of.</summary>
public enum ReportStructure
{
    /// <summary>Under the agencies that hold the work now.</summary>
    Current,

    /// <summary>Under the agencies as they were when the work came to them.</summary>
    Historical,
}

/// <summary>At which of its agencies a report counts a dossier.</summary>
public enum ReportSide
{
    /// <summary>The one that resolves it; of a transfer its receiver.</summary>
    Competent,

    /// <summary>The one that received it.</summary>
    Receiving,
}

/// <summary>Which part of a report a row is: what the report was narrowed to and the group of the row; absent members do not narrow.</summary>
public sealed record CellScope
{
    public required ReportStructure Structure { get; init; }

    public ReportSide Side { get; init; }

    /// <summary>The day whose agencies are the current ones.</summary>
    public required DateOnly On { get; init; }

    /// <summary>An agency with all below it.</summary>
    public string? Within { get; init; }

    public string? Agency { get; init; }

    public AgencyLevel? Level { get; init; }

    /// <summary>Level of the agency that the work counts at; <see cref="Level"/> is the receiving agency's.</summary>
    public AgencyLevel? UnitLevel { get; init; }

    public string? Procedure { get; init; }

    public string? Field { get; init; }

    public Channel? Channel { get; init; }

    /// <summary>Who handles it; <see cref="Nobody"/> for those that nobody handles.</summary>
    public string? Official { get; init; }

    /// <summary>Where the base is narrowed to these.</summary>
    public IReadOnlyList<string>? Procedures { get; init; }

    /// <summary>Where the base is narrowed to the procedures of which the report received a dossier online; a list works them out again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool FiledOnline { get; init; }

    /// <summary>Stands for no official.</summary>
    public const string Nobody = "nobody";

    /// <summary>The agency under which work is counted.</summary>
    /// <param name="code">Whose it is by the record.</param>
    /// <param name="origin">Whose it was, where another took its place since.</param>
    public string KeyOf(AgencyTree tree, string code, string? origin) =>
        Structure == ReportStructure.Current ? tree.HolderOn(code, On) : origin ?? code;

    /// <summary>Whether an agency's work belongs here.</summary>
    public bool Covers(AgencyTree tree, string key) => (Within is null || tree.IsWithin(key, Within)) && (Agency is null || Agency == key) && (UnitLevel is null || tree.Find(key)?.Level == UnitLevel);

    /// <summary>The recorded codes whose work belongs here; null where that is all.</summary>
    public IReadOnlyList<string>? Codes(AgencyTree tree) => Within is null && Agency is null && UnitLevel is null ? null : Codes(tree, key => Covers(tree, key));

    /// <summary>The recorded codes of agencies of the level; null where it does not narrow.</summary>
    public IReadOnlyList<string>? CodesOfLevel(AgencyTree tree) => Level is null ? null : Codes(tree, key => tree.Find(key)?.Level == Level);

    private string[] Codes(AgencyTree tree, Func<string, bool> wanted) =>
        [.. tree.All.Select(agency => agency.Code).Where(code => wanted(Structure == ReportStructure.Current ? tree.HolderOn(code, On) : code))];
}

using System.Text.Json;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;

namespace OneStop.Application.Portal;

/// <summary>
/// The mapping tables of one version of the portal's interface: for each of its code lists, which of our words is which of its codes. They are
/// data, so that another version of the interface, or a corrected list, needs no new program.
/// </summary>
public sealed record PortalCodes
{
    /// <summary>Name of the version of the interface.</summary>
    public required string Interface { get; init; }

    /// <summary>Code lists by name: our word to their code.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Lists { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Our procedures, fields and result types to theirs, where they are not the same.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Renamed { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Of a code that stands for several of our words: the word it is read as.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Read { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Their codes of success.</summary>
    public IReadOnlyList<string> Success { get; init; } = [];

    /// <summary>Their codes that say that the session has ended.</summary>
    public IReadOnlyList<string> SessionOver { get; init; } = [];

    /// <summary>Reads a file of tables.</summary>
    public static PortalCodes Of(string json) => JsonSerializer.Deserialize<PortalCodes>(json, JsonSerializerOptions.Web)
        ?? throw new InvalidDataException("the mapping tables are empty");

    /// <summary>These tables, with those of another file in their place where it has them.</summary>
    public PortalCodes Under(PortalCodes other) => new()
    {
        Interface = other.Interface, Lists = Merged(Lists, other.Lists), Renamed = Merged(Renamed, other.Renamed), Read = Merged(Read, other.Read),
        Success = other.Success.Count > 0 ? other.Success : Success, SessionOver = other.SessionOver.Count > 0 ? other.SessionOver : SessionOver,
    };

    /// <summary>Their code of one of our words; a word that is in no table is never guessed.</summary>
    /// <exception cref="UnmappedCodeException">There is none.</exception>
    public string Of(string list, string word) => Lists.GetValueOrDefault(list)?.GetValueOrDefault(word) ?? throw new UnmappedCodeException(list, word);

    public string Of<TEnum>(string list, TEnum member)
        where TEnum : struct, Enum => Of(list, WireFormats.Name(member));

    /// <summary>Their code of a code that is the same for both unless a table says otherwise.</summary>
    public string Renaming(string list, string code) => Renamed.GetValueOrDefault(list)?.GetValueOrDefault(code) ?? code;

    /// <summary>Our word of one of their codes; null where it is none, or stands for several and nothing says which.</summary>
    public string? WordOf(string list, string code)
    {
        var words = (Lists.GetValueOrDefault(list) ?? new Dictionary<string, string>()).Where(word => word.Value == code).Select(word => word.Key).ToArray();
        return words.Length == 1 ? words[0] : words.FirstOrDefault(word => word == Read.GetValueOrDefault(list)?.GetValueOrDefault(code));
    }

    /// <summary>Our code of one of theirs that a table renames; null where none does.</summary>
    public string? RenamedTo(string list, string code) => Renamed.GetValueOrDefault(list)?.FirstOrDefault(pair => pair.Value == code).Key;

    /// <summary>Whether a code is one of theirs.</summary>
    public bool Has(string list, string code) => Lists.GetValueOrDefault(list)?.Values.Contains(code) ?? false;

    /// <summary>Every word of ours that a list lacks; with any, the program does not start.</summary>
    /// <param name="known">Tables that have every word.</param>
    public IEnumerable<string> Missing(PortalCodes known) => known.Lists
        .SelectMany(list => list.Value.Keys.Where(word => Lists.GetValueOrDefault(list.Key)?.ContainsKey(word) != true).Select(word => $"{list.Key}: {word}"))
        .Union(Missing());

    /// <summary>Every word of the domain's own lists that a list lacks.</summary>
    public IEnumerable<string> Missing() => Words("TrangThaiHoSo", Enum.GetValues<DossierStatus>())
        .Concat(Words("KenhThucHien", Enum.GetValues<Channel>())).Concat(Words("LoaiDoiTuong", Enum.GetValues<PartyKind>()))
        .Concat(Words("HinhThuc", Enum.GetValues<ReturnVia>())).Concat(Words("LoaiPhiLePhi", Enum.GetValues<FeeKind>()));

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Merged(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> before, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> over)
    {
        var merged = new Dictionary<string, IReadOnlyDictionary<string, string>>(before);
        foreach (var (name, list) in over)
        {
            merged[name] = list;
        }
        return merged;
    }

    private IEnumerable<string> Words<TEnum>(string list, TEnum[] members)
        where TEnum : struct, Enum =>
        members.Select(WireFormats.Name).Where(word => Lists.GetValueOrDefault(list)?.ContainsKey(word) != true).Select(word => $"{list}: {word}");
}

/// <summary>A word of ours has no code there: the message is not sent.</summary>
public sealed class UnmappedCodeException(string list, string word) : Exception($"{list}: {word}")
{
    public string List => list;

    public string Word => word;
}

using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Procedures;

/// <summary>A procedure as it is stored.</summary>
internal sealed record ProcedureRow
{
    public required string Code { get; init; }

    public required int Version { get; init; }

    public required string Details { get; init; }
}

/// <summary>What no query looks into.</summary>
internal sealed record ProcedureDetails
{
    public required bool CodeOfficial { get; init; }

    public required IReadOnlyList<ProcedureVersion> Versions { get; init; }
}

/// <summary>One version as lists search and filter it.</summary>
internal sealed record ProcedureVersionRow
{
    private const int LongestSearchText = 4_000;
    private const int LongestSortName = 400;

    public required string ProcedureCode { get; init; }

    public required int Number { get; init; }

    public required string Status { get; init; }

    public required string Name { get; init; }

    /// <summary>The folded name, to sort by.</summary>
    public required string SortName { get; init; }

    /// <summary>Folded words that a search finds the version by.</summary>
    public required string SearchText { get; init; }

    public required string Field { get; init; }

    public required string Level { get; init; }

    /// <summary>All levels between commas: <c>,commune,ministry,</c>.</summary>
    public required string Levels { get; init; }

    public string? Service { get; init; }

    public DateOnly? EffectiveFrom { get; init; }

    public DateOnly? EffectiveTo { get; init; }

    public int? RetentionYears { get; init; }

    public static ProcedureVersionRow Of(string code, ProcedureVersion version) => new()
    {
        ProcedureCode = code, Number = version.Number, Status = EnumName.Of(version.Status), Name = version.Name,
        SortName = Cut(FoldedText.Of(version.Name), LongestSortName),
        SearchText = Cut(FoldedText.Of(string.Join(' ', Words(code, version))), LongestSearchText),
        Field = version.Field, Level = EnumName.Of(version.Level),
        Levels = $",{string.Join(',', version.AlsoLevels.Prepend(version.Level).Select(EnumName.Of))},",
        Service = version.Service is { } service ? EnumName.Of(service) : null,
        EffectiveFrom = version.EffectiveFrom, EffectiveTo = version.EffectiveTo, RetentionYears = version.RetentionYears,
    };

    private static IEnumerable<string> Words(string code, ProcedureVersion version) =>
        [code, version.Name, version.Field, .. version.Results.Select(result => result.Name), .. version.Cases.Select(known => known.Name)];

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}

using OneStop.Domain.Agencies;

namespace OneStop.Application.Agencies;

/// <summary>An agency with the names of its neighbours — cơ quan, đơn vị.</summary>
public sealed record AgencyView
{
    /// <summary>Identifier code — mã định danh (Quyết định 20/2020/QĐ-TTg).</summary>
    public required string Code { get; init; }

    public required int Version { get; init; }

    /// <summary>Code of the form V1V2V3.Z1Z2.Y1Y2.MX1X2, where it had one.</summary>
    public string? LegacyCode { get; init; }

    public required string Name { get; init; }

    public required AgencyKind Kind { get; init; }

    public required AgencyLevel Level { get; init; }

    public AgencyName? Parent { get; init; }

    /// <summary>Statistical code of its area.</summary>
    public string? AreaCode { get; init; }

    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>Last day it exists.</summary>
    public DateOnly? EffectiveTo { get; init; }

    /// <summary>Who took its work over, the main one first.</summary>
    public required IReadOnlyList<AgencyName> Successors { get; init; }

    /// <summary>Agencies it works with: `taxOffice`, `landOffice`, `police`, `socialInsurance`.</summary>
    public required IReadOnlyDictionary<string, AgencyName> Links { get; init; }

    /// <summary>Name of its weekly template.</summary>
    public required string WorkingHours { get; init; }

    public required IReadOnlyList<string> Divisions { get; init; }

    public required IReadOnlyList<DatedCodeTemplate> CodeTemplates { get; init; }

    public required bool Verified { get; init; }

    public string? Note { get; init; }

    internal static AgencyView Of(Agency agency, AgencyTree tree) => new()
    {
        Code = agency.Code, Version = agency.Version, LegacyCode = agency.LegacyCode, Name = agency.Name, Kind = agency.Kind,
        Level = agency.Level, Parent = agency.Parent is { } parent ? NameOf(parent, tree) : null, AreaCode = agency.AreaCode,
        EffectiveFrom = agency.EffectiveFrom, EffectiveTo = agency.EffectiveTo,
        Successors = [.. (agency.Successor is { } main ? agency.OtherSuccessors.Prepend(main) : agency.OtherSuccessors).Select(code => NameOf(code, tree))],
        Links = agency.Links.ToDictionary(link => link.Key, link => NameOf(link.Value, tree)), WorkingHours = agency.WorkingHours,
        Divisions = agency.Divisions, CodeTemplates = agency.CodeTemplates, Verified = agency.Verified, Note = agency.Note,
    };

    private static AgencyName NameOf(string code, AgencyTree tree) => new(code, tree.NameOf(code));
}

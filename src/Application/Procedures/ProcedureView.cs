using System.Text.Json;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;

namespace OneStop.Application.Procedures;

/// <summary>A procedure as a list shows it — thủ tục hành chính.</summary>
public record ProcedureLine
{
    public required string Code { get; init; }

    /// <summary>False for local procedures without a national code.</summary>
    public required bool CodeOfficial { get; init; }

    /// <summary>Grows with every change of the procedure; its ETag.</summary>
    public required int Version { get; init; }

    /// <summary>Number of the catalogue version that is shown.</summary>
    public required int Number { get; init; }

    public required VersionStatus Status { get; init; }

    /// <summary>Whether the shown version is in force on the day asked for, today by default.</summary>
    public required bool InForce { get; init; }

    public required string Name { get; init; }

    public required Field Field { get; init; }

    /// <summary>Main level that resolves it.</summary>
    public required AgencyLevel Level { get; init; }

    public required IReadOnlyList<AgencyLevel> AlsoLevels { get; init; }

    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>Last day it is in force.</summary>
    public DateOnly? EffectiveTo { get; init; }

    public required IReadOnlyList<Channel> Channels { get; init; }

    public ServiceLevel? Service { get; init; }

    /// <summary>The cases with their limits.</summary>
    public required IReadOnlyList<ProcedureCase> Cases { get; init; }

    public required FeePolicy FeePolicy { get; init; }
}

/// <summary>A procedure with one of its versions in full.</summary>
public sealed record ProcedureView : ProcedureLine
{
    /// <summary>Online level 1–4 of Decree 43/2011/NĐ-CP.</summary>
    public int? OnlineLevel2018 { get; init; }

    public required IReadOnlyList<Component> Components { get; init; }

    public required IReadOnlyList<FeeLine> Fees { get; init; }

    public required IReadOnlyList<ResultKind> Results { get; init; }

    public required SupplementPolicy SupplementPolicy { get; init; }

    public required int SupplementWindow { get; init; }

    public required int SupplementRounds { get; init; }

    /// <summary>Whether its dossiers are seen only by those who must work on them, their superiors and controllers.</summary>
    public bool Confidential { get; init; }

    /// <summary>Years from the end of a dossier after which its personal data are erased; null for the general term.</summary>
    public int? RetentionYears { get; init; }

    public required TimeLimit SupplementTerm { get; init; }

    public required TimeLimit AcceptanceTerm { get; init; }

    public TimeOnly? CutOff { get; init; }

    /// <summary>Routes of the version; where there is none the standard route is taken, or the one on the spot.</summary>
    public required IReadOnlyList<Route> Routes { get; init; }

    /// <summary>The escalation ladder, lowest rung first.</summary>
    public required IReadOnlyList<EscalationRung> Escalation { get; init; }

    public string? Source { get; init; }

    public required bool Verified { get; init; }

    /// <summary>How many agencies are competent for it.</summary>
    public required int Offerings { get; init; }

    /// <summary>All versions the caller may see, oldest first.</summary>
    public required IReadOnlyList<VersionLine> Versions { get; init; }
}

/// <summary>One version among those of a procedure.</summary>
public sealed record VersionLine(int Number, VersionStatus Status, string Name, AgencyLevel Level, DateOnly? EffectiveFrom, DateOnly? EffectiveTo);

/// <summary>Makes the answers out of aggregates.</summary>
internal static class ProcedureAnswers
{
    public static ProcedureLine Line(Procedure procedure, ProcedureVersion shown, IReadOnlyDictionary<string, Field> fields, DateOnly on) => new()
    {
        Code = procedure.State.Code, CodeOfficial = procedure.State.CodeOfficial, Version = procedure.NextVersion,
        Number = shown.Number, Status = shown.Status, InForce = shown.IsInForceOn(on), Name = shown.Name, Field = FieldOf(shown, fields),
        Level = shown.Level, AlsoLevels = shown.AlsoLevels, EffectiveFrom = shown.EffectiveFrom, EffectiveTo = shown.EffectiveTo,
        Channels = shown.Channels, Service = shown.Service, Cases = shown.Cases, FeePolicy = shown.FeePolicy,
    };

    public static ProcedureView View(
        Procedure procedure, ProcedureVersion shown, IReadOnlyDictionary<string, Field> fields, DateOnly on, bool withDrafts) => new()
        {
            Code = procedure.State.Code, CodeOfficial = procedure.State.CodeOfficial, Version = procedure.NextVersion,
            Number = shown.Number, Status = shown.Status, InForce = shown.IsInForceOn(on), Name = shown.Name, Field = FieldOf(shown, fields),
            Level = shown.Level, AlsoLevels = shown.AlsoLevels, EffectiveFrom = shown.EffectiveFrom, EffectiveTo = shown.EffectiveTo,
            Channels = shown.Channels, Service = shown.Service, OnlineLevel2018 = shown.OnlineLevel2018, Cases = shown.Cases,
            Components = shown.Components, FeePolicy = shown.FeePolicy, Fees = shown.Fees, Results = shown.Results,
            SupplementPolicy = shown.SupplementPolicy, SupplementWindow = shown.SupplementWindow, SupplementRounds = shown.SupplementRounds,
            SupplementTerm = shown.SupplementTerm, AcceptanceTerm = shown.AcceptanceTerm, CutOff = shown.CutOff, Routes = shown.Routes, Escalation = shown.Escalation,
            Confidential = shown.Confidential, RetentionYears = shown.RetentionYears, Source = shown.Source, Verified = shown.Verified, Offerings = procedure.State.Offerings.Count,
            Versions = [.. procedure.State.Versions.Where(version => withDrafts || version.Status == VersionStatus.Published)
            .Select(v => new VersionLine(v.Number, v.Status, v.Name, v.Level, v.EffectiveFrom, v.EffectiveTo))],
        };

    /// <summary>What a day shows of a procedure: the version in force, else the next one, else the last; drafts only to editors.</summary>
    public static ProcedureVersion? ShownOn(this Procedure procedure, DateOnly day, bool withDrafts)
    {
        var published = procedure.State.Versions.Where(version => version.Status == VersionStatus.Published).ToList();
        return procedure.InForceOn(day)
            ?? published.LastOrDefault(version => version.EffectiveFrom > day)
            ?? published.LastOrDefault()
            ?? (withDrafts ? procedure.OpenDraft : null);
    }

    /// <summary>The newest version with just this content; number, status, last day and a first day that is not given do not count.</summary>
    public static ProcedureVersion? HasContent(this Procedure procedure, ProcedureVersion content)
    {
        var wanted = Text(content);
        return procedure.State.Versions.LastOrDefault(version => wanted == Text(version with
        {
            EffectiveTo = content.EffectiveTo,
            EffectiveFrom = content.EffectiveFrom is null ? null : version.EffectiveFrom,
        }));
    }

    private static string Text(ProcedureVersion version) =>
        JsonSerializer.Serialize(version with { Number = 0, Status = VersionStatus.Draft, Verified = false });

    private static Field FieldOf(ProcedureVersion version, IReadOnlyDictionary<string, Field> fields) =>
        fields.TryGetValue(version.Field, out var field) ? field : new Field { Code = version.Field, Name = version.Field };
}

using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;

namespace OneStop.Infrastructure.Samples;

/// <summary>The sample files as they are written.</summary>
internal static class SampleFiles
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static IReadOnlyList<Agency> Agencies() => Read<AgencyFile>("agencies").Agencies;

    public static CalendarFile Calendar() => Read<CalendarFile>("calendar");

    public static IReadOnlyList<SampleProcedure> Procedures() => Read<CatalogueFile>("catalogue").Procedures;

    public static IReadOnlyList<SampleRoute> Routes() => Read<RouteFile>("routes").Routes;

    /// <summary>Which agency handles which procedure in the scenarios.</summary>
    public static IEnumerable<SampleCell> Cells() =>
        Read<ScenarioFile>("seed-scenarios").Scenarios.SelectMany(scenario => scenario.Generation.Cells);

    private static T Read<T>(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"OneStop.Infrastructure.Samples.{name}.json")!;
        return JsonSerializer.Deserialize<T>(stream, Options)!;
    }

    private sealed record AgencyFile(IReadOnlyList<Agency> Agencies);

    private sealed record CatalogueFile(IReadOnlyList<SampleProcedure> Procedures);

    private sealed record RouteFile(IReadOnlyList<SampleRoute> Routes);

    private sealed record ScenarioFile(IReadOnlyList<Scenario> Scenarios);

    private sealed record Scenario(Generation Generation);

    private sealed record Generation(IReadOnlyList<SampleCell> Cells);
}

internal sealed record CalendarFile(IReadOnlyList<WeeklyTemplate> WeeklyTemplates, IReadOnlyList<SampleYear> Years);

internal sealed record SampleYear(
    int Year, IReadOnlyList<SampleDay> DaysOff, IReadOnlyList<SampleWorkedDay> WorkedSaturdays, IReadOnlyList<SampleDay> HolidaysOnWeekend);

internal sealed record SampleDay(
    DateOnly Date, string Name, DayOffKind Kind, DateOnly? Compensates, DateOnly? WorkedInstead, string? Reason, bool Verified);

internal sealed record SampleWorkedDay(DateOnly Date, DateOnly InsteadOf, string? Reason, bool Verified);

internal sealed record SampleProcedure(
    string Code, int Version, bool CodeOfficial, string Name, string FieldName, AgencyLevel Level, IReadOnlyList<AgencyLevel> AlsoLevels,
    IReadOnlyList<Channel> Channels, int? OnlineLevel2018, ServiceLevel? OnlineService, DateOnly? EffectiveFrom, DateOnly? EffectiveTo,
    bool SameDay, IReadOnlyList<SampleCase> Cases, FeePolicy FeePolicy, IReadOnlyList<SampleFee> Fees,
    IReadOnlyList<SampleComponent> Components, IReadOnlyList<ResultKind> Results, SupplementPolicy SupplementPolicy, bool Verified, string? Source);

internal sealed record SampleCase(string Name, Channel? Channel, TimeLimit Limit);

internal sealed record SampleFee(string Name, long AmountVnd, Channel? Channel, string Per, long? MaxVnd);

internal sealed record SampleComponent(string Name, int Originals, int Copies, bool Required);

internal sealed record SampleRoute(
    string Key, string ProcedureCode, int ProcedureVersion, string CaseName, string OwnerAgency, DateOnly? EffectiveFrom,
    DateOnly? EffectiveTo, IReadOnlyList<SampleStep> Steps);

internal sealed record SampleStep(
    string Key, string Name, Role? Role, string? Unit, int LimitHours, TransferKind? Kind, string? ToAgency, TimeLimit? Limit,
    string? ParallelGroup, bool SilenceMeansConsent, bool PausesForFinancialObligation, IReadOnlyList<SampleStep>? InnerSteps);

internal sealed record SampleCell(IReadOnlyList<string> Agencies, string ProcedureCode);

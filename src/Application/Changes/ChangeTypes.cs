using System.Text.Json;
using System.Xml.Linq;
using OneStop.Application.Dossiers;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Portal;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;
using OneStop.Domain.Webhooks;

namespace OneStop.Application.Changes;

/// <summary>A kind of event of the feed — loại biến động.</summary>
/// <param name="Type">As <c>type</c> of an item.</param>
/// <param name="Aggregate">What it is about.</param>
/// <param name="Schema">Name of the schema of its <c>data</c> in the OpenAPI document.</param>
/// <param name="Vietnamese">What happened, in Vietnamese.</param>
/// <param name="English">The same in English.</param>
public sealed record ChangeType(string Type, string Aggregate, string Schema, string Vietnamese, string English);

/// <summary>Every kind of event that the feed can give, found in the domain: what is about accounts, mandates and exports is not among them.</summary>
public static class ChangeTypes
{
    private const string Separator = " — ";

    private static readonly Dictionary<string, string> Aggregates = new()
    {
        [typeof(Dossier).Namespace!] = "dossier",
        [typeof(InterAgencyTransfer).Namespace!] = "transfer",
        [typeof(Procedure).Namespace!] = "procedure",
        [typeof(Agency).Namespace!] = "agency",
        [typeof(Webhook).Namespace!] = "webhook",
    };

    private static readonly Dictionary<Type, string> Others = new()
    {
        [typeof(SuccessionPlanned)] = "succession", [typeof(SuccessionFinished)] = "succession",
        [typeof(NationalProcedureMapped)] = "nationalProcedure", [typeof(NationalProcedureUnmapped)] = "nationalProcedure",
        [typeof(NationalProcedureChanged)] = "nationalProcedure", [typeof(NationalProcedureWithdrawn)] = "nationalProcedure",
        [typeof(NationalProcedureRestored)] = "nationalProcedure", [typeof(NationalProcedureAcknowledged)] = "nationalProcedure",
        [typeof(CalendarChanged)] = "calendar", [typeof(WeeklyTemplateChanged)] = "weeklyTemplate",
    };

    /// <summary>The records of the events, by their types on the wire.</summary>
    public static IReadOnlyDictionary<string, Type> Records { get; } = typeof(DomainEvent).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(DomainEvent)) && AggregateOf(type) is not null)
        .OrderBy(AggregateOf, StringComparer.Ordinal).ThenBy(type => type.Name, StringComparer.Ordinal)
        .ToDictionary(type => JsonNamingPolicy.CamelCase.ConvertName(type.Name));

    /// <summary>All of them with their words, which the domain's own documentation gives.</summary>
    public static IReadOnlyList<ChangeType> All => Described.Value;

    private static readonly Lazy<IReadOnlyList<ChangeType>> Described = new(() =>
    {
        var summaries = XDocument.Load(Path.ChangeExtension(typeof(DomainEvent).Assembly.Location, ".xml")).Descendants("member")
            .ToLookup(member => member.Attribute("name")!.Value, member => (member.Element("summary")?.Value ?? "").Trim());
        return [.. Records.Select(one => Describe(one.Key, one.Value, summaries[$"T:{one.Value.FullName}"].First()))];
    });

    /// <summary>Whether some readers get it without its data.</summary>
    public static bool MayBeEmpty(string type) => AggregateOf(Records[type]) == "dossier"
        && Records[type].GetProperties().Any(member => EventSight.Withheld.Contains(JsonNamingPolicy.CamelCase.ConvertName(member.Name)));

    private static string? AggregateOf(Type type) =>
        Others.GetValueOrDefault(type) ?? (type.Namespace is { } module ? Aggregates.GetValueOrDefault(module) : null);

    private static ChangeType Describe(string name, Type type, string summary)
    {
        var (english, vietnamese) = summary.Split(Separator) is [var one, var other] ? (one, other.TrimEnd('.')) : throw new InvalidDataException($"{name} is not described in both languages");
        return new ChangeType(name, AggregateOf(type)!, type.Name, string.Concat(char.ToUpperInvariant(vietnamese[0]).ToString(), vietnamese.AsSpan(1)), english);
    }
}

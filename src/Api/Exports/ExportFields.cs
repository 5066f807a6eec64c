using System.Text.Json;
using OneStop.Api.Http;
using OneStop.Api.Reports;
using OneStop.Application.Dossiers;
using OneStop.Application.Exports;
using OneStop.Application.Pipeline;
using OneStop.Application.Reports;
using OneStop.Domain.Shared;

namespace OneStop.Api.Exports;

/// <summary>The parameters of a report in a body: the same names, values and faults as in its address.</summary>
internal sealed class ExportFields(IDictionary<string, JsonElement> sent, JsonSerializerOptions json) : IReportFields
{
    private readonly HashSet<string> unread = [.. sent.Keys];

    public ReportFrame Frame(ReportStructure structure = ReportStructure.Current) => new ReportParameters(
        Value<DateOnly?>("from"), Value<DateOnly?>("to"), Value<string>("period"), Value<DateTimeOffset?>("asOf"), Value<string>("agency"),
        Value<ReportStructure?>("structure") is { } asked ? new Choice<ReportStructure>(asked) : null).Frame(structure);

    public TEnum Choice<TEnum>(string name, TEnum otherwise = default)
        where TEnum : struct, Enum => Value<TEnum?>(name) ?? otherwise;

    public IReadOnlyList<string>? Several(string name) => CommaList.Of(Value<string>(name));

    public IReadOnlyList<TEnum> Choices<TEnum>(string name)
        where TEnum : struct, Enum => CommaList.Of<TEnum>(Value<string>(name), name);

    public T Whole<T>()
        where T : class
    {
        unread.Clear();
        try
        {
            return JsonSerializer.SerializeToElement(sent, json).Deserialize<T>(json)!;
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("the parameters of the report cannot be read", e);
        }
    }

    /// <summary>Refuses what the report does not take.</summary>
    public void DemandKnown()
    {
        if (unread.Count > 0)
        {
            throw new InvalidInputException([.. unread.Order(StringComparer.Ordinal).Select(name => new Fault(name, FieldRules.Known))]);
        }
    }

    public T? Value<T>(string name)
    {
        unread.Remove(name);
        try
        {
            return sent.TryGetValue(name, out var value) ? value.Deserialize<T>(json) : default;
        }
        catch (JsonException)
        {
            throw new InvalidInputException(name, FieldRules.WellFormed);
        }
    }
}

using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using OneStop.Application.Registries;
using OneStop.Infrastructure.Persistence;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace OneStop.Infrastructure.Registries;

/// <summary>Asks the registries over HTTP; what they answer is checked before anybody sees it.</summary>
internal sealed class HttpRegistries : IRegistries, IDisposable
{
    private const string Nothing = "404";
    private const int LongestText = 500;

    private readonly Dictionary<Registry, OutsideSystem> systems;

    public HttpRegistries(IConfiguration configuration) =>
        systems = Enum.GetValues<Registry>().ToDictionary(registry => registry, registry => new OutsideSystem(RegistryOptions.Of(configuration, registry.ToString())));

    public async Task<RegistryAnswer> Ask(Registry registry, string number, LookUpPurpose purpose, Guid call, CancellationToken ct)
    {
        if (!systems[registry].IsConnected)
        {
            return new RegistryAnswer(LookUpOutcome.NotConnected);
        }
        try
        {
            return Read(await systems[registry].Post("lookup", new { number, purpose = EnumName.Of(purpose) }, call, ct));
        }
        catch (Exception e) when (OutcomeOf(e) is not null && !ct.IsCancellationRequested)
        {
            return new RegistryAnswer(OutcomeOf(e)!.Value);
        }
    }

    public void Dispose()
    {
        foreach (var system in systems.Values)
        {
            system.Dispose();
        }
    }

    private static LookUpOutcome? OutcomeOf(Exception exception) => exception switch
    {
        TimeoutRejectedException => LookUpOutcome.TimedOut,
        OutsideUnsoundException => LookUpOutcome.Unsound,
        HttpRequestException e when OutsideSystem.Refuses(e) => LookUpOutcome.Rejected,
        OutsideBusyException or BrokenCircuitException or HttpRequestException or IOException => LookUpOutcome.Unavailable,
        _ => null,
    };

    private static RegistryAnswer Read(OutsideAnswer answer) => answer switch
    {
        { ErrorCode: Nothing } => new RegistryAnswer(LookUpOutcome.NotFound),
        { IsSuccess: true } => answer.Data is { ValueKind: JsonValueKind.Object } data && Text(data, "name") is { Length: > 0 } name
            ? new RegistryAnswer(LookUpOutcome.Found, new RegistryRecord(
                name, Text(data, "status"), Date(data, "date"), Text(data, "address"), Text(data, "representative"), Text(data, "entryNumber")))
            : throw new OutsideUnsoundException(),
        _ => new RegistryAnswer(LookUpOutcome.Rejected),
    };

    private static string? Text(JsonElement data, string name) => !data.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= LongestText } text ? text
        : throw new OutsideUnsoundException();

    private static DateOnly? Date(JsonElement data, string name) => Text(data, name) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw new OutsideUnsoundException();
}

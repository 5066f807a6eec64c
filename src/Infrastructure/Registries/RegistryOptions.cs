using Microsoft.Extensions.Configuration;

namespace OneStop.Infrastructure.Registries;

/// <summary>Where a system of others is reached; section <c>Registries:{Name}</c>.</summary>
/// <param name="Url">Its address; null where it is not connected.</param>
/// <param name="Key">What it knows us by.</param>
public sealed record RegistryOptions(Uri? Url, string? Key)
{
    /// <summary>The systems that can be connected.</summary>
    public static readonly string[] Names = ["Persons", "Enterprises", "CivilStatus", "Documents"];

    /// <summary>The longest that an answer may be waited for.</summary>
    public const int MostSeconds = 60;

    private const int UsualSeconds = 2;

    private static readonly string[] UsualRetryCodes = ["408", "425", "429", "500", "502", "503", "504"];

    /// <summary>How long one try waits for its answer.</summary>
    public TimeSpan Longest { get; private init; } = TimeSpan.FromSeconds(UsualSeconds);

    /// <summary>Values of <c>error_code</c> that ask to come again later; every other one but success refuses for good.</summary>
    public IReadOnlyCollection<string> RetryCodes { get; private init; } = UsualRetryCodes;

    internal static RegistryOptions Of(IConfiguration configuration, string name) => new(
        Uri.TryCreate(configuration[$"Registries:{name}:Url"], UriKind.Absolute, out var url) ? new Uri(url.ToString().TrimEnd('/') + "/") : null,
        configuration[$"Registries:{name}:Key"])
    {
        Longest = TimeSpan.FromSeconds(configuration.GetValue($"Registries:{name}:Seconds", UsualSeconds)),
        RetryCodes = configuration.GetSection($"Registries:{name}:RetryCodes").Get<string[]>() ?? UsualRetryCodes,
    };
}

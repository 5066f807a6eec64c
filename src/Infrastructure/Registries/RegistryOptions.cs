using Microsoft.Extensions.Configuration;

namespace OneStop.Infrastructure.Registries;

/// <summary>Where a system of others is reached; section <c>Registries:{Name}</c>.</summary>
/// <param name="Url">Its address; null where it is not connected.</param>
/// <param name="Key">What it knows us by.</param>
public sealed record RegistryOptions(Uri? Url, string? Key)
{
    /// <summary>The systems that can be connected.</summary>
    public static readonly string[] Names = ["Persons", "Enterprises", "CivilStatus", "Documents"];

    internal static RegistryOptions Of(IConfiguration configuration, string name) => new(
        Uri.TryCreate(configuration[$"Registries:{name}:Url"], UriKind.Absolute, out var url) ? new Uri(url.ToString().TrimEnd('/') + "/") : null,
        configuration[$"Registries:{name}:Key"]);
}

using System.Globalization;
using OneStop.Infrastructure.Registries;

namespace OneStop.Api.Registries;

/// <summary>Checks where the systems of others are reached.</summary>
internal static class RegistrySettings
{
    /// <summary>Every fault of the section.</summary>
    /// <param name="live">Whether numbers of people may go only over protected connections.</param>
    public static IEnumerable<string> Faults(IConfiguration configuration, bool live)
    {
        foreach (var registry in configuration.GetSection("Registries").GetChildren())
        {
            if (!RegistryOptions.Names.Contains(registry.Key, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{registry.Path}: one of {string.Join(", ", RegistryOptions.Names)} is wanted";
            }
            if (registry["Seconds"] is { } text
                && !(int.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= RegistryOptions.MostSeconds))
            {
                yield return $"{registry.Path}:Seconds: a number from 1 to {RegistryOptions.MostSeconds} is wanted";
            }
            if (registry["Url"] is not { Length: > 0 } url)
            {
                continue;
            }
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                yield return $"{registry.Path}:Url: an address such as https://csdl.example.vn is wanted";
            }
            else if (live && address is { Scheme: "http", IsLoopback: false })
            {
                yield return $"{registry.Path}:Url: outside development an address that begins with https:// is wanted";
            }
        }
    }
}

using System.Globalization;
using OneStop.Api.Http;
using OneStop.Api.Notifications;
using OneStop.Api.Registries;
using OneStop.Infrastructure.Access;
using OneStop.Infrastructure.Persistence;
using OneStop.Infrastructure.Portal;

namespace OneStop.Api;

/// <summary>Checks the configuration before anything starts: one clear message per fault.</summary>
internal static class Settings
{
    /// <summary>Every fault of the configuration; empty where there is none.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration, IHostEnvironment environment)
    {
        string? Text(string key) => configuration[key] is { Length: > 0 } text ? text : null;

        if (Text("Database:Engine") is { } engine && !Enum.GetNames<DatabaseEngine>().Contains(engine, StringComparer.OrdinalIgnoreCase))
        {
            yield return "Database:Engine: Sqlite or SqlServer is wanted";
        }
        if (configuration["Database:ConnectionString"] is "")
        {
            yield return "Database:ConnectionString: it is empty";
        }
        foreach (var key in new[] { "Sandbox:Enabled", "Demo:Enabled", "Demo:Retire", "Samples:Load", "Webhooks:AllowHttp", "Notifications:Enabled" })
        {
            if (Text(key) is { } flag && !bool.TryParse(flag, out _))
            {
                yield return $"{key}: true or false is wanted";
            }
        }
        if (Text("Sandbox:StartAt") is { } start && !DateTimeOffset.TryParse(start, CultureInfo.InvariantCulture, out _))
        {
            yield return "Sandbox:StartAt: an instant such as 2018-01-02T07:30:00+07:00 is wanted";
        }
        foreach (var (key, least, most) in new[]
        {
            ("Limits:RequestsPerSecond", 1, 10_000_000), ("Limits:PublicPerSecond", 1, 1_000_000), ("Limits:UnderWay", 1, 1_000_000), ("Limits:WaitingOfCaller", 1, 1_000_000),
            ("Limits:Waiting", 1, 1_000_000),
            ("Limits:CounterShare", 0, 90), ("Limits:RequestSeconds", 1, 3_600), ("Limits:SignInsPerSecond", 1, 1_000_000), ("Limits:NewTokensPerSecond", 1, 1_000_000),
            ("Auth:TokenMinutes", 1, 1_440), ("Auth:SessionDays", 1, 400), ("Auth:KeyDays", 1, 3_650), ("Database:GroupCommands", 1, 10_000),
            ("Database:GroupMilliseconds", 1, 1_000), ("Database:WaitingCommands", 1, 1_000_000), ("Privacy:RetentionYears", 1, 100),
            ("Webhooks:MostPerOwner", 1, 1_000), ("Webhooks:Places", 1, 256), ("Webhooks:TimeoutSeconds", 1, 30), ("Webhooks:PauseAfterHours", 1, 25), ("Webhooks:KeepDays", 1, 3_650),
            ("Notifications:SettleSeconds", 0, 3_600), ("Notifications:KeepDays", 1, 7_300), ("Notifications:Places", 1, 200), ("Notifications:SendSeconds", 1, 60),
            ("Notifications:Smtp:Port", 1, 65_535), ("Notifications:Smtp:AnswerSeconds", 1, 900),
            ("Portal:Places", 1, 100), ("Portal:CallMilliseconds", 50, 120_000), ("Portal:QuietSeconds", 0, 3_600), ("Portal:KeepDays", 1, 3_650),
            ("Exports:MostRows", 1, 1_000_000), ("Exports:MostOpen", 1, 1_000), ("Exports:MostKept", 1, 10_000), ("Exports:KeepHours", 1, 720), ("Exports:SecondsPerQuery", 1, 3_600), ("Portal:ParkedHours", 1, 8_760),
        })
        {
            if (Text(key) is { } number && !(int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most))
            {
                yield return $"{key}: a whole number from {least} to {most} is wanted";
            }
        }
        foreach (var network in configuration.GetSection("Webhooks:AllowedNetworks").GetChildren().Where(child => !System.Net.IPNetwork.TryParse(child.Value, out _)))
        {
            yield return $"Webhooks:AllowedNetworks:{network.Key}: a network such as 10.20.0.0/16 is wanted";
        }
        foreach (var origin in configuration.GetSection("Cors:Origins").GetChildren().Where(child => !IsAddress(child.Value)))
        {
            yield return $"Cors:Origins:{origin.Key}: an address such as https://portal.example.vn is wanted";
        }
        foreach (var fault in IssuerFaults(configuration, live: !environment.IsDevelopment()).Concat(CallerAddress.Faults(configuration)).Concat(NotificationSettings.Faults(configuration)).Concat(environment.IsDevelopment() ? [] : LiveFaults(configuration)))
        {
            yield return fault;
        }
        if (Text("Otlp:Endpoint") is { } collector && !IsAddress(collector))
        {
            yield return "Otlp:Endpoint: an address such as http://127.0.0.1:4317 is wanted";
        }
        foreach (var fault in PortalFaults(configuration, live: !environment.IsDevelopment()).Concat(OutsideFaults(configuration, live: !environment.IsDevelopment())))
        {
            yield return fault;
        }
        if ("e\u0302".Normalize().Length != 1)
        {
            yield return "The runtime cannot normalise Vietnamese text: install ICU, or unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";
        }
    }

    /// <summary>What only development may do.</summary>
    private static IEnumerable<string> LiveFaults(IConfiguration configuration)
    {
        static bool IsOn(string? flag) => bool.TryParse(flag, out var on) && on;

        if (IsOn(configuration["Demo:Enabled"]) && !IsOn(configuration["Sandbox:Enabled"]))
        {
            yield return "Demo:Enabled: demo accounts have a known password; outside development they need Sandbox:Enabled";
        }
        var issuer = configuration["Auth:Issuer"] ?? new AuthOptions().Issuer;
        if (Uri.TryCreate(issuer, UriKind.Absolute, out var address) && address.IsLoopback && Addresses(configuration).Any(url => !IsLoopback(url)))
        {
            yield return "Auth:Issuer: it is an address of this machine alone, but Urls listens for others; name the address under which clients reach the engine";
        }
    }

    private static IEnumerable<string> Addresses(IConfiguration configuration) =>
    [
        .. (configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>(),
    ];

    /// <summary>Hosts such as <c>*</c> and <c>+</c> are no addresses for <see cref="Uri"/>: they stand for all.</summary>
    private static bool IsLoopback(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.IsLoopback;

    /// <summary>Faults of the outside issuers; outside development, whoever listens in between must not be able to change their keys.</summary>
    private static IEnumerable<string> IssuerFaults(IConfiguration configuration, bool live)
    {
        var seen = new HashSet<string?> { configuration["Auth:Issuer"] };
        foreach (var issuer in configuration.GetSection("Auth:Issuers").GetChildren())
        {
            if (!IsAddress(issuer["Issuer"]))
            {
                yield return $"{issuer.Path}:Issuer: an address such as https://sso.example.vn is wanted";
            }
            else if (live && !issuer["Issuer"]!.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            {
                yield return $"{issuer.Path}:Issuer: outside development an address that begins with https:// is wanted";
            }
            else if (!seen.Add(issuer["Issuer"]))
            {
                yield return $"{issuer.Path}:Issuer: it is named twice, or is this engine itself";
            }
            if (string.IsNullOrEmpty(issuer["Audience"]))
            {
                yield return $"{issuer.Path}:Audience: it is empty";
            }
            if (!Enum.GetNames<IssuerOf>().Contains(issuer["For"], StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{issuer.Path}:For: citizens or staff is wanted";
            }
        }
    }

    /// <summary>Faults of the connection to the National Public Service Portal; without an address there is none.</summary>
    private static IEnumerable<string> PortalFaults(IConfiguration configuration, bool live)
    {
        if (configuration["Portal:Url"] is not { Length: > 0 } url)
        {
            yield break;
        }
        if (!IsAddress(url))
        {
            yield return "Portal:Url: an address such as https://api.portal.example.vn is wanted";
        }
        else if (live && !url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !IsLoopback(url))
        {
            yield return "Portal:Url: outside development an address that begins with https:// is wanted";
        }
        foreach (var key in new[] { "Portal:UserName", "Portal:Password", "Portal:Unit" }.Where(key => string.IsNullOrEmpty(configuration[key])))
        {
            yield return $"{key}: it is empty";
        }
        if (configuration["Portal:CodesFile"] is { Length: > 0 } file && !File.Exists(file))
        {
            yield return "Portal:CodesFile: there is no such file";
        }
    }

    /// <summary>Faults of what other systems are reached by, and of the secrets they sign with.</summary>
    private static IEnumerable<string> OutsideFaults(IConfiguration configuration, bool live)
    {
        foreach (var key in new[] { "Portal:InboxSecret", "Portal:PreviousInboxSecret" }.Where(key => configuration[key] is { Length: > 0 } text && !InboxSecret.IsOne(text)))
        {
            yield return $"{key}: whsec_ and 24 to 64 bytes in base64 are wanted";
        }
        if (configuration["Portal:InboxIssuer"] is { Length: > 0 } issuer && !IsAddress(issuer))
        {
            yield return "Portal:InboxIssuer: an address such as https://sso.example.vn is wanted";
        }
        foreach (var fault in InboxCodes.Faults(configuration))
        {
            yield return fault;
        }
        foreach (var fault in RegistrySettings.Faults(configuration, live))
        {
            yield return fault;
        }
    }

    private static bool IsAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}

/// <summary>The configuration has faults; the process does not start.</summary>
internal sealed class FaultySettingsException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults));

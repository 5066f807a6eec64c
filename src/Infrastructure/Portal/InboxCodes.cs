using System.Text.Json;
using Microsoft.Extensions.Configuration;
using OneStop.Application.Portal;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>
/// The portal's codes in ours, from <c>Portal/Inbox/codes.json</c>; <c>Portal:InboxCodes:{table}:{code}</c> adds to a table or changes it. A table
/// with <c>*</c> shares its codes with the portal.
/// </summary>
internal sealed class InboxCodes : IInboxCodes
{
    private const string Source = "OneStop.Infrastructure.Portal.Inbox.codes.json";
    private const string Shared = "*";

    private readonly Dictionary<string, Dictionary<string, string>> tables;
    private readonly IConfiguration configuration;

    public InboxCodes(IConfiguration configuration)
    {
        this.configuration = configuration;
        using var stream = typeof(InboxCodes).Assembly.GetManifestResourceStream(Source)!;
        tables = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(stream)!;
    }

    public string? Issuer => configuration["Portal:InboxIssuer"] is { Length: > 0 } issuer ? issuer : null;

    public TimeSpan Patience => TimeSpan.FromHours(configuration.GetValue("Portal:ParkedHours", 168));

    public string? Find(InboxTable table, string code)
    {
        var name = EnumName.Of(table);
        if (configuration.GetSection($"Portal:InboxCodes:{name}").GetChildren().FirstOrDefault(child => child.Key == code)?.Value is { Length: > 0 } set)
        {
            return set;
        }
        return tables[name].GetValueOrDefault(code) is { } ours && code != Shared ? ours : tables[name].ContainsKey(Shared) ? code : null;
    }
}

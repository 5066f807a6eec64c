using Microsoft.Extensions.Configuration;
using OneStop.Application.Portal;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>
/// The portal's codes in ours: the mapping tables of the interface, read from right to left. <c>Portal:InboxCodes:{table}:{code}</c> adds to a table
/// or changes it. Codes of components are the same for both unless a table says otherwise; which procedure and agency is meant, the national
/// catalogue knows as well (<see cref="IPortalNames"/>).
/// </summary>
public sealed class InboxCodes(IConfiguration configuration, PortalCodes codes) : IInboxCodes
{
    /// <summary>Every word that a table of words may lead to.</summary>
    private static readonly Dictionary<InboxTable, string[]> Words = new()
    {
        [InboxTable.OwnerKinds] = Names<PartyKind>(),
        [InboxTable.CopyKinds] = ["original", "copy", "electronic"],
        [InboxTable.ReturnWays] = Names<ReturnVia>(),
        [InboxTable.PaymentStates] = ["unpaid", "pending", "paid", "refunded", "cancelled", "failed"],
    };

    public string? Issuer => configuration["Portal:InboxIssuer"] is { Length: > 0 } issuer ? issuer : null;

    public TimeSpan Patience => TimeSpan.FromHours(configuration.GetValue("Portal:ParkedHours", 168));

    public string? Set(InboxTable table, string code) =>
        Set(configuration, table).FirstOrDefault(child => child.Key == code)?.Value is { Length: > 0 } set ? set : null;

    public string? Find(InboxTable table, string code) => Set(table, code) ?? table switch
    {
        InboxTable.OwnerKinds => Word(table, "LoaiDoiTuong", code),
        InboxTable.CopyKinds => Word(table, "LoaiBan", code),
        InboxTable.ReturnWays => Word(table, "HinhThuc", code),
        InboxTable.PaymentStates => Word(table, "TrangThaiThanhToan", code),
        InboxTable.Procedures => codes.RenamedTo("MaTTHC", code),
        InboxTable.Components => code,
        _ => null,
    };

    /// <summary>What is wrong with the codes that the configuration adds.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        var names = Names<InboxTable>();
        foreach (var table in configuration.GetSection("Portal:InboxCodes").GetChildren().Where(table => !names.Contains(table.Key, StringComparer.OrdinalIgnoreCase)))
        {
            yield return $"{table.Path}: one of {string.Join(", ", names)} is wanted";
        }
        foreach (var (table, words) in Words)
        {
            foreach (var code in Set(configuration, table).Where(code => !words.Contains(code.Value)))
            {
                yield return $"{code.Path}: one of {string.Join(", ", words)} is wanted";
            }
        }
    }

    /// <summary>A word that nothing here knows, as a file of tables may have it, is none.</summary>
    private string? Word(InboxTable table, string list, string code) => codes.WordOf(list, code) is { } word && Words[table].Contains(word) ? word : null;

    private static IEnumerable<IConfigurationSection> Set(IConfiguration configuration, InboxTable table) =>
        configuration.GetSection($"Portal:InboxCodes:{EnumName.Of(table)}").GetChildren();

    private static string[] Names<TEnum>()
        where TEnum : struct, Enum => [.. Enum.GetValues<TEnum>().Select(EnumName.Of)];
}

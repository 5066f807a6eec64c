using System.Globalization;
using System.Text.Json;
using OneStop.Application.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Application.Notifications;

/// <summary>Where people look up their dossiers; section <c>Notifications</c>.</summary>
/// <param name="LookupAddress">Address that messages name; null for words instead.</param>
public sealed record NoticeWording(string? LookupAddress);

/// <summary>What the fields of texts stand for: codes, names of agencies and procedures, days and sums of one event; nothing about people.</summary>
public sealed class NoticeValues(IProcedureRepository procedures, IAgencies agencies, NoticeWording wording)
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public async Task<IReadOnlyDictionary<string, string>> Of(DossierState dossier, DossierHappening happening, bool english, CancellationToken ct)
    {
        var tree = await agencies.Tree(ct);
        var procedure = (await procedures.Find(dossier.ProcedureCode, ct))?.VersionOf(dossier.ProcedureVersion)?.Name ?? dossier.ProcedureCode;
        var filled = new Dictionary<string, string>
        {
            ["code"] = dossier.Code, ["procedure"] = procedure, ["agency"] = tree.NameOf(dossier.CompetentAgency),
            ["receivingAgency"] = tree.NameOf(dossier.ReceivingAgency),
            ["lookup"] = wording.LookupAddress ?? (english ? "the public service portal" : "Cổng Dịch vụ công"),
        };
        Add(filled, "dueOn", Instant(happening.Data, "dueAt", english) ?? (dossier.DueAt is { } due ? Said(due, english) : null));
        Add(filled, "answerBy", Instant(happening.Data, "answerBy", english) ?? Instant(happening.Data, "acceptBy", english));
        Add(filled, "expectedOn", Text(happening.Data, "expectedOn") is { } day && DateOnly.TryParse(day, CultureInfo.InvariantCulture, out var on) ? Day(on) : null);
        Add(filled, "round", Text(happening.Data, "round"));
        Add(filled, "amount", long.TryParse(Text(happening.Data, "amountVnd"), NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            ? amount.ToString("N0", english ? English : Vietnamese) : null);
        return filled;
    }

    private static void Add(Dictionary<string, string> filled, string field, string? value)
    {
        if (value is not null)
        {
            filled[field] = value;
        }
    }

    private static string? Instant(JsonElement data, string name, bool english) =>
        Text(data, name) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) ? Said(at, english) : null;

    private static string? Text(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : null;

    private static string Said(DateTimeOffset at, bool english)
    {
        var here = VietnamTime.Of(at);
        return string.Create(CultureInfo.InvariantCulture, $"{here:HH:mm} {(english ? "on" : "ngày")} {Day(VietnamTime.DateOf(at))}");
    }

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}

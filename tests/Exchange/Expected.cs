using System.Globalization;
using System.Text.Json;

namespace OneStop.Exchange;

/// <summary>
/// What the portal must have of a dossier, reckoned from the answers about it and its history: by rules written down here once more, so that a
/// mistake of the engine's own mapping is seen.
/// </summary>
internal sealed class Expected
{
    private const string Registered = "1";
    private const string Received = "2";
    private const string Handled = "4";
    private const string Resolved = "9";

    private static readonly string[] Names =
        ["registered", "received", "notAccepted", "inProgress", "awaitingSupplement", "awaitingPayment", "withdrawn", "stopped", "resolved", "returned"];

    private static readonly Dictionary<string, string> Channels = new() { ["counter"] = "1", ["online"] = "2", ["postal"] = "3" };

    private readonly List<(string At, string Status)> lines = [];
    private readonly List<string> path = [];

    public Expected(JsonElement dossier, IEnumerable<JsonElement> history)
    {
        Fields = FieldsOf(dossier);
        var events = history.OrderBy(one => one.GetProperty("version").GetInt32()).ToArray();
        // A leg that decides says so when it comes back.
        var byLeg = Has(dossier, "outcome") && !events.Any(one => one.GetProperty("type").ValueEquals("dossierDecided"));
        foreach (var one in events)
        {
            var type = one.GetProperty("type").GetString()!;
            var after = StatusAfter(type, one.GetProperty("data"));
            foreach (var status in Lines(type, after, byLeg, WithClerk(dossier)))
            {
                lines.Add((Instant(one, "at"), status));
            }
            if (after is not null && (path.Count == 0 || path[^1] != after))
            {
                path.Add(after);
            }
        }
    }

    /// <summary>Fields of the record by name.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; }

    /// <summary>Instant and status of every line of progress, in order.</summary>
    public IReadOnlyList<(string At, string Status)> Progress => lines;

    /// <summary>Whether statuses may have been told in that order: those it passed, some left out.</summary>
    public bool Allows(IEnumerable<string> statuses)
    {
        var at = 0;
        foreach (var status in statuses)
        {
            at = path.IndexOf(status, at) + 1;
            if (at == 0)
            {
                return false;
            }
        }
        return true;
    }

    public static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : "";

    private IEnumerable<string> Lines(string type, string? after, bool decides, bool withClerk) => type switch
    {
        "dossierRegistered" => [Registered],
        "dossierReceived" => path.Count == 0 ? [Registered, Received] : [Received],
        "stepCompleted" => after == Resolved ? [Handled, Resolved] : [Handled],
        "stepSentBack" or "stepRecalled" or "obligationSettled" or "deadlineExtended" or "apologySent" => [Handled],
        "dossierDecided" => [Handled, Handled],
        "resultRecorded" => [.. withClerk ? [Handled] : Array.Empty<string>(), .. after == Resolved ? [Resolved] : Array.Empty<string>()],
        "legsJoined" => [Handled, .. decides ? [Handled] : Array.Empty<string>(), .. after == Resolved ? [Resolved] : Array.Empty<string>()],
        "dossierRefused" or "supplementRequested" or "supplementAnswered" or "obligationImposed" or "dossierWithdrawn" or "dossierStopped" or "resultReturned" => [after!],
        _ => [],
    };

    private static string? StatusAfter(string type, JsonElement data) => type switch
    {
        "dossierRegistered" => Registered,
        "dossierReceived" => Received,
        "dossierRefused" => "3",
        "supplementRequested" => "5",
        "obligationImposed" => "6",
        "obligationSettled" or "dossierDecided" => Handled,
        "dossierWithdrawn" => "7",
        "dossierStopped" => "8",
        "resultReturned" => "10",
        "stepCompleted" or "supplementAnswered" or "resultRecorded" or "legsJoined" => Code(Text(data, "status")),
        _ => null,
    };

    private static Dictionary<string, string> FieldsOf(JsonElement dossier)
    {
        var (owner, refused) = (dossier.GetProperty("owner"), Text(dossier, "status") == "notAccepted");
        return new Dictionary<string, string>
        {
            ["MaHoSo"] = Text(dossier, "code"), ["MaTTHC"] = Text(dossier.GetProperty("procedure"), "code"), ["KenhThucHien"] = Channels[Text(dossier, "channel")],
            ["TrangThaiHoSo"] = Code(Text(dossier, "status")), ["NgayNopHoSo"] = Instant(dossier, "submittedAt"), ["NgayTiepNhan"] = Instant(dossier, "receivedAt"),
            ["NgayHenTra"] = Instant(dossier, "dueAt"), ["NgayTuChoi"] = refused ? Instant(dossier, "closedAt") : "",
            ["NgayKetThucXuLy"] = refused ? "" : Instant(dossier, "closedAt"), ["NgayTra"] = Instant(dossier, "returnedAt"),
            ["ChuHoSo"] = Text(owner, "fullName"),
        };
    }

    private static bool WithClerk(JsonElement dossier) => dossier.GetProperty("route").EnumerateArray().Any(step => Text(step, "role") == "clerk");

    private static bool Has(JsonElement of, string name) => Text(of, name).Length > 0;

    private static string Code(string status) => (Array.IndexOf(Names, status) + 1).ToString(CultureInfo.InvariantCulture);

    private static string Instant(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        ? value.GetDateTimeOffset().ToOffset(TimeSpan.FromHours(7)).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)
        : "";
}

using System.Text.Json;
using OneStop.Application.Portal;

namespace OneStop.Infrastructure.Portal;

/// <summary>What the portal has of a dossier.</summary>
/// <param name="Record">Its record as it was answered.</param>
/// <param name="Lines">Its lines of progress; null where its answer says nothing of them.</param>
internal sealed record HeldDossier(JsonElement Record, IReadOnlyList<HeldLine>? Lines);

/// <summary>The portal's services about dossiers.</summary>
internal sealed class PortalDossiers(PortalClient client)
{
    /// <summary>What it has of a dossier; null where it has none.</summary>
    public async Task<HeldDossier?> Find(string code, ICollection<MadeCall> calls, IEnumerable<string>? persons, CancellationToken ct)
    {
        var answer = await client.Call(ServiceNames.FindDossier, new Dictionary<string, object> { ["mahoso"] = code }, safe: true, calls, persons, ct);
        if (!answer.Body.TryGetProperty("data", out var data) || data.ValueKind is JsonValueKind.Null)
        {
            return null;
        }
        var records = data.ValueKind == JsonValueKind.Array ? [.. data.EnumerateArray()] : new[] { data };
        return records.Where(record => record.ValueKind == JsonValueKind.Object)
            .Where(record => PortalAnswer.ValueOf(record, nameof(DossierMessage.MaHoSo)) == code).Select(record => new HeldDossier(record, Lines(record))).FirstOrDefault();
    }

    /// <summary>Enters a dossier, or replaces what the portal has of it.</summary>
    public Task Sync(DossierMessage record, bool held, ICollection<MadeCall> calls, IEnumerable<string>? persons, CancellationToken ct) => client.Call(
        ServiceNames.SyncDossiers, new Dictionary<string, object> { ["isUpdating"] = held ? "True" : "False", ["data"] = new[] { record } }, safe: false, calls, persons, ct);

    /// <summary>Adds lines of progress.</summary>
    public Task Add(IReadOnlyList<ProgressMessage> lines, ICollection<MadeCall> calls, IEnumerable<string>? persons, CancellationToken ct) => client.Call(
        ServiceNames.SyncProgress, new Dictionary<string, object> { ["data"] = lines }, safe: false, calls, persons, ct);

    private static HeldLine[]? Lines(JsonElement record)
    {
        if (!record.TryGetProperty("DanhSachTienDo", out var lines) || lines.ValueKind != JsonValueKind.Array)
        {
            return null;
        }
        return
        [
            .. lines.EnumerateArray().Where(line => line.ValueKind == JsonValueKind.Object)
                .Select(line => new HeldLine(Text(line, nameof(ProgressMessage.ThoiDiemXuLy)), Text(line, nameof(ProgressMessage.TrangThai)), Text(line, nameof(ProgressMessage.NoiDungXuLy)))),
        ];

        static string Text(JsonElement line, string name) => PortalAnswer.ValueOf(line, name) ?? "";
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OneStop.Domain.Shared;

namespace OneStop.Application.Portal;

/// <summary>A call as it came: what it is signed with, and every byte of its body (Standard Webhooks).</summary>
/// <param name="Id">Identity of the message, the same whenever it is sent again.</param>
/// <param name="Timestamp">Seconds since 1970, as text.</param>
public sealed record SignedCall(string Id, string Timestamp, string Signature, ReadOnlyMemory<byte> Body)
{
    public byte[] Fingerprint => SHA256.HashData(Body.Span);
}

/// <summary>Checks that a call comes from the portal, now.</summary>
public interface ICallSignatures
{
    /// <summary>Ends the call unless it is signed with a live secret, within the window of the machine's clock.</summary>
    void Demand(SignedCall call);
}

/// <summary>How far the clock of the portal may lie from the clock here.</summary>
public static class CallWindow
{
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(5);
}

/// <summary>The message waits for something and is tried again.</summary>
internal sealed class ParkedException(Rule rule, string? detail = null) : Exception(rule.Code)
{
    public Rule Rule { get; } = rule;

    public string? Detail { get; } = detail;
}

/// <summary>A message of the portal, read.</summary>
internal sealed partial record InboxMessage(string MessageId, string Kind, DateTimeOffset SentAt, JsonElement Data)
{
    private const int Deepest = 16;
    private const string Written = "yyyyMMddHHmmss";

    private static readonly JsonSerializerOptions Lenient = new() { MaxDepth = Deepest, RespectNullableAnnotations = true };

    /// <summary>The portal's code of the dossier; null where there is none that could be one.</summary>
    public string? PortalCode => CodeIn("MaHoSo");

    /// <summary>The receiving agency, in the portal's code.</summary>
    public string? AgencyCode => CodeIn("MaDonViTiepNhan");

    /// <summary>Reads a body; what is no message is refused.</summary>
    public static InboxMessage Read(string id, ReadOnlySpan<byte> body)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body).Normalize(NormalizationForm.FormC);
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = Deepest });
            var root = document.RootElement;
            if (Text(root, "messageId") is not { } named || Text(root, "kind") is not { } kind || !Code().IsMatch(kind)
                || !root.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object || SentIn(root) is not { } sentAt)
            {
                throw new Pipeline.UnprocessableException(InboxRules.MessageIsReadable, null);
            }
            return named == id ? new InboxMessage(id, kind, sentAt, data.Clone()) : throw new Pipeline.UnprocessableException(InboxRules.MessageNamesItself, "messageId");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new Pipeline.UnprocessableException(InboxRules.MessageIsReadable, null);
        }
    }

    /// <summary>The data of its kind; a fault is named by its place.</summary>
    public T As<T>()
        where T : class
    {
        try
        {
            return Data.Deserialize<T>(Lenient)!;
        }
        catch (JsonException e)
        {
            var path = (e.Path ?? "").TrimStart('$', '.');
            throw new Pipeline.UnprocessableException(InboxRules.FieldIsSound, path.Length is > 0 and <= 100 ? path : Missing().Match(e.Message) is { Success: true } name ? name.Groups[1].Value : null);
        }
    }

    /// <summary>An instant as the portal writes it, in the time of Vietnam.</summary>
    public static DateTimeOffset? Instant(string? text, string path) => string.IsNullOrEmpty(text) ? null
        : IsInstant(text, out var local) ? new DateTimeOffset(local, VietnamTime.Offset)
        : throw new Pipeline.UnprocessableException(InboxRules.FieldIsSound, path);

    private static DateTimeOffset? SentIn(JsonElement root) => Text(root, "sentAt") is { } text && IsInstant(text, out var local) ? new DateTimeOffset(local, VietnamTime.Offset) : null;

    private static bool IsInstant(string text, out DateTime local) => DateTime.TryParseExact(text, Written, CultureInfo.InvariantCulture, DateTimeStyles.None, out local);

    private static string? Text(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private string? CodeIn(string name) => Text(Data, name) is { } text && Code().IsMatch(text) ? text : null;

    /// <summary>What may stand in a reason: codes are short and plain, so that no name slips in.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._/-]{0,59}\z")]
    internal static partial Regex Code();

    [GeneratedRegex("missing required properties including: '([A-Za-z]+)'")]
    private static partial Regex Missing();
}

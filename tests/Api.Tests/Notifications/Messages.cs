using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OneStop.Api.Tests.Audit;

namespace OneStop.Api.Tests.Notifications;

/// <summary>Messages as they stand in the table, and receipts as the gateway signs them.</summary>
internal static class Messages
{
    public const string Secret = "gateway-secret-of-tests";

    private static int written;

    /// <summary>A message about a dossier, in the state that a test wants; for what only an administrator may do with it.</summary>
    public static JsonNode Written(string database, string state, Guid? dossier = null)
    {
        var id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(1772416800000));
        Tables.Run(
            $"""
            INSERT INTO Notifications (Id, Version, DossierId, EventId, Position, Kind, Audience, Recipient, Channel, Address, Statutory, AtOnce, Test, State,
                TemplateVersion, Language, Text, CreatedAt, Attempts)
            VALUES ({Hex(id)}, 1, {Hex(dossier ?? Guid.NewGuid())}, {Hex(Guid.NewGuid())}, {Interlocked.Increment(ref written)}, 'received', 'owner', 'owner', 'sms',
                '0905123456', 1, 1, 0, '{state}', 0, 'vi', 'Hồ sơ đã được tiếp nhận.', 1772416800000, 1)
            """,
            database);
        return new JsonObject { ["id"] = id.ToString(), ["version"] = 1 };
    }

    /// <summary>The headers of a receipt.</summary>
    public static string[] Signed(Guid id, string status, string? reference = null, string? error = null, DateTimeOffset? at = null, string secret = Secret)
    {
        var timestamp = (at ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var text = string.Join('\n', timestamp, id.ToString(), status, reference ?? "", error ?? "");
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
        return ["X-Gateway-Timestamp", timestamp, "X-Gateway-Signature", $"sha256={signature}"];
    }

    private static string Hex(Guid id) => $"X'{Convert.ToHexString(id.ToByteArray(bigEndian: true))}'";
}

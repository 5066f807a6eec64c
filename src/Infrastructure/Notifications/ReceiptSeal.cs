using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Notifications;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>Checks the signature of receipts: HMAC-SHA256 with the secret shared with the gateway, not older than five minutes.</summary>
internal sealed class ReceiptSeal(NotificationOptions options, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock) : IReceiptSeal
{
    private const string Scheme = "sha256=";

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public DateTimeOffset? SignedAt(DeliveryReceipt receipt, string? timestamp, string? signature)
    {
        if (options.Gateway.ReceiptSecret is not { Length: > 0 } secret || timestamp is null || signature is null
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > uint.MaxValue
            || (DateTimeOffset.FromUnixTimeSeconds(seconds) - machineClock.GetUtcNow()).Duration() > Tolerance)
        {
            return null;
        }
        var wanted = Encoding.ASCII.GetBytes(Of(receipt, timestamp, secret));
        return CryptographicOperations.FixedTimeEquals(wanted, Encoding.UTF8.GetBytes(signature)) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    private static string Of(DeliveryReceipt receipt, string timestamp, string secret) =>
        Scheme + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(receipt.Signed(timestamp))));
}

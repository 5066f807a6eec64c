using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OneStop.Domain.Webhooks;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>Signatures by the scheme of standardwebhooks.com: HMAC-SHA256 over <c>id.timestamp.body</c>, one for each live secret.</summary>
internal static class WebhookSignature
{
    private const string SecretPrefix = "whsec_";

    /// <summary>A secret as the receiver gets it.</summary>
    public static string Shown(byte[] secret) => SecretPrefix + Convert.ToBase64String(secret);

    /// <summary>The headers of an attempt.</summary>
    /// <param name="at">By the machine's clock, so that the receiver can refuse what is old.</param>
    public static IEnumerable<(string Name, string Value)> Headers(DeliveryId id, DateTimeOffset at, string body, IEnumerable<byte[]> secrets)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}");
        yield return ("webhook-id", id.ToString());
        yield return ("webhook-timestamp", timestamp);
        yield return ("webhook-signature", string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}")));
    }
}

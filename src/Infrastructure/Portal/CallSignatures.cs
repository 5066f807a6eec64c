using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Domain.Shared;
using OneStop.Application.Portal;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>
/// Standard Webhooks, scheme <c>v1</c>: HMAC-SHA256 over <c>id.timestamp.body</c>. <c>Portal:InboxSecret</c> and, while it is changed,
/// <c>Portal:PreviousInboxSecret</c> are live: <c>whsec_</c> and 24 to 64 bytes in base64.
/// </summary>
internal sealed partial class CallSignatures : ICallSignatures
{
    private const string Version = "v1,";

    private readonly byte[][] secrets;
    private readonly TimeProvider machineClock;

    public CallSignatures(IConfiguration configuration, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock)
    {
        this.machineClock = machineClock;
        secrets = [.. new[] { "Portal:InboxSecret", "Portal:PreviousInboxSecret" }.Select(key => InboxSecret.Bytes(configuration[key])).OfType<byte[]>()];
    }

    /// <summary>Whether anything can come in.</summary>
    public bool IsOpen => secrets.Length > 0;

    public void Demand(SignedCall call)
    {
        InboxRules.InboxIsOpen.Demand(IsOpen);
        if (!Identity().IsMatch(call.Id) || !IsSigned(call))
        {
            throw new UnprovenException(InboxRules.CallIsSigned);
        }
        if (!long.TryParse(call.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(machineClock.GetUtcNow().ToUnixTimeSeconds() - seconds) > CallWindow.Span.TotalSeconds)
        {
            throw new UnprovenException(InboxRules.CallIsRecent);
        }
    }

    private bool IsSigned(SignedCall call)
    {
        var head = Encoding.UTF8.GetBytes($"{call.Id}.{call.Timestamp}.");
        byte[] signed = [.. head, .. call.Body.Span];
        var given = call.Signature.Split(' ').Where(one => one.StartsWith(Version, StringComparison.Ordinal)).Select(one => Decoded(one[Version.Length..])).ToArray();
        return secrets.Select(secret => HMACSHA256.HashData(secret, signed)).Any(right => given.Any(one => CryptographicOperations.FixedTimeEquals(one, right)));
    }

    private static byte[] Decoded(string text)
    {
        var bytes = new byte[HMACSHA256.HashSizeInBytes];
        return Convert.TryFromBase64String(text, bytes, out var length) && length == bytes.Length ? bytes : [];
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,59}\z")]
    private static partial Regex Identity();
}

/// <summary>A secret as Standard Webhooks writes it.</summary>
public static class InboxSecret
{
    private const string Prefix = "whsec_";
    private const int LeastBytes = 24;
    private const int MostBytes = 64;

    public static bool IsOne(string text) => Bytes(text) is not null;

    /// <summary>Its bytes; null where it is none.</summary>
    internal static byte[]? Bytes(string? text)
    {
        var bytes = new byte[MostBytes];
        return text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var length) && length >= LeastBytes
            ? bytes[..length]
            : null;
    }
}

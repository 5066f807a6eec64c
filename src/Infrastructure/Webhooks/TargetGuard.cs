using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using OneStop.Application.Webhooks;
using OneStop.Domain.Shared;
using OneStop.Domain.Webhooks;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>The target may not be connected to.</summary>
internal sealed class TargetRefusedException(Rule rule) : Exception(rule.Code)
{
    public Rule Rule { get; } = rule;
}

/// <summary>
/// Where may be sent to: addresses that everybody in the world can reach, but this machine's own, and networks that the configuration allows. Asked when a webhook is
/// registered, and again for the very address of each connection, so that a name which leads elsewhere later gets nowhere.
/// </summary>
internal sealed class TargetGuard(WebhookOptions options, OwnAddresses own, IHostEnvironment environment) : IWebhookTargets
{
    private const int FirstFreePort = 1_024;

    private static readonly TimeSpan ResolvingTime = TimeSpan.FromSeconds(3);

    /// <summary>What is no address of the open internet (IANA special-purpose registries), without the ranges for documentation, which lead nowhere.</summary>
    private static readonly IPNetwork[] Internal =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
            // What Azure serves its machines with, although it looks like an address of the open internet.
            "168.63.129.16/32",
            // Ways to write another address: Teredo, ORCHID, 6to4.
            "2001::/23", "2002::/16",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private readonly IPNetwork[] allowed = [.. options.AllowedNetworks.Select(IPNetwork.Parse)];
    private readonly bool allowHttp = options.AllowHttp ?? environment.IsDevelopment();

    /// <summary>What is against the form of an address; null where nothing is.</summary>
    public Rule? Form(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var target) || (target.Scheme != Uri.UriSchemeHttps && target.Scheme != Uri.UriSchemeHttp)
            || target.UserInfo.Length > 0 || target.Fragment.Length > 0 || target.Host.Length == 0)
        {
            return DeliveryRules.TargetIsAddress;
        }
        return target.Scheme == Uri.UriSchemeHttp && !allowHttp ? DeliveryRules.TargetIsSecure
            : target.Port is not (80 or 443 or >= FirstFreePort) ? DeliveryRules.TargetPortIsOpen
            : null;
    }

    public async Task<Rule?> Check(string url, CancellationToken ct)
    {
        if (Form(url) is { } rule)
        {
            return rule;
        }
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        ending.CancelAfter(ResolvingTime);
        try
        {
            await Resolve(new Uri(url).IdnHost.Trim('[', ']'), ending.Token);
            return null;
        }
        catch (TargetRefusedException e)
        {
            return e.Rule;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return DeliveryRules.TargetIsKnown;
        }
    }

    /// <summary>Connects to an address that may be sent to.</summary>
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await Resolve(context.DnsEndPoint.Host.Trim('[', ']'), ct);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether an address may be sent to.</summary>
    public bool Allows(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (allowed.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain)))
        {
            return true;
        }
        return !own.Contains(plain) && !Internal.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain))
            && (plain.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(plain));
    }

    /// <summary>Every address of a host; one that may not be sent to spoils all.</summary>
    private async Task<IPAddress[]> Resolve(string host, CancellationToken ct)
    {
        try
        {
            var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, ct);
            return addresses.Length == 0 ? throw new TargetRefusedException(DeliveryRules.TargetIsKnown)
                : addresses.All(Allows) ? addresses
                : throw new TargetRefusedException(DeliveryRules.TargetIsOutside);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new TargetRefusedException(DeliveryRules.TargetIsKnown);
        }
    }
}

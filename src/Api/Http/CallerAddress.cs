using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace OneStop.Api.Http;

/// <summary>Where a request comes from: its connection, or what a known proxy (<c>Proxies:Known</c>) says of it.</summary>
internal static class CallerAddress
{
    private const string Section = "Proxies:Known";
    private const int NetworkBytes = 8;

    /// <summary>Faults of the configuration of proxies.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration) => configuration.GetSection(Section).GetChildren()
        .Where(known => !IsAddress(known.Value) && !IPNetwork.TryParse(known.Value, out _))
        .Select(known => $"{known.Path}: an address such as 10.0.0.4 or a network such as 10.0.0.0/24 is wanted");

    /// <summary>Takes address and scheme from the known proxies; without one, nobody is believed.</summary>
    public static void UseKnownProxies(this WebApplication app)
    {
        var known = app.Configuration.GetSection(Section).Get<string[]>() ?? [];
        if (known.Length == 0)
        {
            return;
        }
        // However many proxies there are in a row: the first address that is none of them is the caller's.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in known.Where(IsAddress))
        {
            options.KnownProxies.Add(IPAddress.Parse(proxy));
        }
        foreach (var network in known.Where(text => !IsAddress(text)))
        {
            options.KnownIPNetworks.Add(IPNetwork.Parse(network));
        }
        app.UseForwardedHeaders(options);
    }

    /// <summary>Whose limit it is: an address of IPv4, or the network of 64 bits in which one household changes its address of IPv6 at will.</summary>
    public static string Of(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { AddressFamily: AddressFamily.InterNetworkV6 } address)
        {
            return http.Connection.RemoteIpAddress?.ToString() ?? "";
        }
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }
        return Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkBytes));
    }

    /// <summary>Not every number that reads as an address: <c>10</c> is none.</summary>
    private static bool IsAddress(string? text) => text is not null && text.AsSpan().ContainsAny('.', ':') && IPAddress.TryParse(text, out _);
}

using System.Collections.Frozen;
using System.Net;
using System.Net.NetworkInformation;

namespace OneStop.Infrastructure.Webhooks;

/// <summary>The addresses of this machine, which may be public ones: what listens there may trust whoever calls from here.</summary>
internal class OwnAddresses
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private volatile Read? last;

    public bool Contains(IPAddress address)
    {
        if (last is not { } read || Environment.TickCount64 - read.At > Fresh.TotalMilliseconds)
        {
            last = read = new Read([.. All()], Environment.TickCount64);
        }
        return read.Addresses.Contains(address);
    }

    /// <summary>Those of every network interface, as they are now.</summary>
    protected virtual IEnumerable<IPAddress> All() =>
        NetworkInterface.GetAllNetworkInterfaces().SelectMany(one => one.GetIPProperties().UnicastAddresses).Select(one => one.Address);

    private sealed class Read(IEnumerable<IPAddress> addresses, long at)
    {
        public FrozenSet<IPAddress> Addresses { get; } = addresses.ToFrozenSet();

        public long At { get; } = at;
    }
}

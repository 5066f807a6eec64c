using System.Net;
using System.Net.Sockets;

namespace OneStop.Infrastructure.Tests.Webhooks;

/// <summary>A port of this machine that is taken, and at which nobody listens: whoever calls there is refused.</summary>
internal sealed class Nobody : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public Nobody() => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public string Url => $"http://{socket.LocalEndPoint}/nobody";

    public void Dispose() => socket.Dispose();
}

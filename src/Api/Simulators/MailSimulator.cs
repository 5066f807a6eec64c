using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OneStop.Api.Simulators;

/// <summary>An e-mail that the server took.</summary>
/// <param name="Content">Head and body as they came.</param>
internal sealed record TakenMail(string From, IReadOnlyList<string> To, string Content);

/// <summary>
/// A server of e-mail, as small as a sender of messages can do with: no TLS, no sign-in, on <c>Simulators:SmtpPort</c>. A magic word of the fault plan in
/// the address or the heading, or a share of all mail, brings 550, 451, silence, or a connection that is lost after the mail was taken.
/// </summary>
internal sealed class MailSimulator(FaultPlan plan, IConfiguration configuration, ILogger<MailSimulator> log) : BackgroundService
{
    private const string System = "mail";

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<TakenMail> taken = new();
    private readonly int kept = Memory.Of(configuration);
    private TcpListener? listener;

    /// <summary>What was taken, the oldest first.</summary>
    public IEnumerable<TakenMail> Taken => taken;

    /// <summary>Where it listens once it is started: another one than asked for where that was 0; null where it is not wanted.</summary>
    public int? Port => (listener?.LocalEndpoint as IPEndPoint)?.Port;

    /// <summary>Forgets what was taken.</summary>
    public void Clear() => taken.Clear();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration.GetValue<int?>("Simulators:SmtpPort") is { } port)
        {
            listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        listener?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (listener is not null && !stoppingToken.IsCancellationRequested)
        {
            _ = Serve(await listener.AcceptTcpClientAsync(stoppingToken), stoppingToken);
        }
    }

    private async Task Serve(TcpClient client, CancellationToken ct)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                await Talk(new StreamReader(stream, Encoding.Latin1), new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true }, ct);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                log.LogDebug("A connection ended: {Fault}", e.GetType().Name);
            }
        }
    }

    private async Task Talk(StreamReader hears, StreamWriter says, CancellationToken ct)
    {
        var (from, to) = ("", new List<string>());
        await says.WriteLineAsync("220 simulator ESMTP");
        while (await hears.ReadLineAsync(ct) is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await says.WriteLineAsync("250-simulator");
                    await says.WriteLineAsync("250 8BITMIME");
                    break;
                case "MAIL":
                    (from, to) = (Address(line), []);
                    await says.WriteLineAsync("250 OK");
                    break;
                case "RCPT":
                    to.Add(Address(line));
                    await says.WriteLineAsync("250 OK");
                    break;
                case "DATA":
                    await says.WriteLineAsync("354 go on");
                    if (!await Take(new TakenMail(from, to, await Content(hears, ct)), says, ct))
                    {
                        return;
                    }
                    break;
                case "QUIT":
                    await says.WriteLineAsync("221 bye");
                    return;
                case "RSET" or "NOOP" or "HELO":
                    await says.WriteLineAsync("250 OK");
                    break;
                default:
                    await says.WriteLineAsync("502 not here");
                    break;
            }
        }
    }

    /// <summary>Takes the mail, or meets its fault; false where the connection is lost.</summary>
    private async Task<bool> Take(TakenMail mail, StreamWriter says, CancellationToken ct)
    {
        await Task.Delay(plan[System].DelayMilliseconds, ct);
        var id = mail.Content.Split("\r\n").FirstOrDefault(line => line.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase)) ?? mail.Content;
        var fault = plan.For(System, id, $"{string.Join(' ', mail.To).ToUpperInvariant()} {mail.Content}");
        if (fault is SimulatedFault.Reject or SimulatedFault.Unavailable)
        {
            await says.WriteLineAsync(fault == SimulatedFault.Reject ? "550 no such mailbox" : "451 try again later");
            return true;
        }
        taken.Enqueue(mail);
        while (taken.Count > kept && taken.TryDequeue(out _))
        {
            // The oldest are forgotten.
        }
        if (fault is SimulatedFault.TimeOut)
        {
            await Task.Delay(Long, ct);
        }
        if (fault is SimulatedFault.TimeOut or SimulatedFault.Broken)
        {
            return false;
        }
        await says.WriteLineAsync("250 taken");
        return true;
    }

    /// <summary>Lines up to the one that is a point; a point before another is the sender's escape.</summary>
    private static async Task<string> Content(StreamReader hears, CancellationToken ct)
    {
        var content = new StringBuilder();
        while (await hears.ReadLineAsync(ct) is { } line && line != ".")
        {
            content.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        }
        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(content.ToString()));
    }

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.LastIndexOf('>')];
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace OneStop.Infrastructure.Tests.Notifications;

/// <summary>A server of e-mail on a port of its own: what it answers to a verb, a test says; TLS by a certificate that nobody knows.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly List<Task> talks = [];

    public MailServer()
    {
        listener.Start();
        talks.Add(Accept());
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Answers by verb; <c>CONNECT</c> greets, <c>.</c> answers to the content, <c>HANG</c> never comes, <c>CUT</c> ends the connection.</summary>
    public Dictionary<string, string> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Null for none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>TLS from the beginning; else after STARTTLS.</summary>
    public bool Implicit { get; init; }

    /// <summary>What the sign-in carried.</summary>
    public ConcurrentQueue<string> SignIns { get; } = new();

    /// <summary>The content of every message that came whole.</summary>
    public ConcurrentQueue<string> Taken { get; } = new();

    public static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await Task.WhenAll(talks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        closing.Dispose();
    }

    private async Task Accept()
    {
        while (true)
        {
            talks.Add(Serve(await listener.AcceptTcpClientAsync(closing.Token)));
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            Stream stream = client.GetStream();
            if (Implicit)
            {
                stream = await Secured(stream);
            }
            await Talk(stream);
        }
    }

    private async Task Talk(Stream stream)
    {
        if (!await Say(stream, "CONNECT", "220 test ESMTP"))
        {
            return;
        }
        while (await Line(stream) is { } line)
        {
            var verb = line.Split(' ', ':')[0];
            var goesOn = verb switch
            {
                "EHLO" => await Say(stream, verb, Certificate is null || stream is SslStream ? "250-test\r\n250 AUTH PLAIN" : "250-test\r\n250 STARTTLS"),
                "STARTTLS" => await Say(stream, verb, "220 go on"),
                "AUTH" => await SignIn(stream, line),
                // Who is refused here sends no content, but its next command.
                "DATA" when !Answers.ContainsKey(verb) => await Say(stream, verb, "354 go on") && await Content(stream),
                _ => await Say(stream, verb, "250 OK"),
            };
            if (!goesOn)
            {
                return;
            }
            stream = verb == "STARTTLS" ? await Secured(stream) : stream;
        }
    }

    private async Task<bool> SignIn(Stream stream, string line)
    {
        SignIns.Enqueue(Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[^1])).Replace('\0', ' ').Trim());
        return await Say(stream, "AUTH", "235 signed in");
    }

    private async Task<bool> Content(Stream stream)
    {
        var content = new StringBuilder();
        while (await Line(stream) is { } line && line != ".")
        {
            content.AppendLine(line);
        }
        Taken.Enqueue(content.ToString());
        return await Say(stream, ".", "250 taken");
    }

    private async Task<bool> Say(Stream stream, string verb, string usual)
    {
        var answer = Answers.GetValueOrDefault(verb, usual);
        switch (answer)
        {
            case "CUT":
                return false;
            case "HANG":
                await Task.Delay(Timeout.Infinite, closing.Token);
                return false;
            default:
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"{answer}\r\n"), closing.Token);
                return !answer.StartsWith("421", StringComparison.Ordinal);
        }
    }

    private async Task<Stream> Secured(Stream stream)
    {
        var secured = new SslStream(stream);
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, closing.Token);
        return secured;
    }

    /// <summary>Letter by letter: what comes after STARTTLS is not for this reader.</summary>
    private async Task<string?> Line(Stream stream)
    {
        var (line, letter) = (new StringBuilder(), new byte[1]);
        while (await stream.ReadAsync(letter, closing.Token) > 0)
        {
            if (letter[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }
            line.Append((char)letter[0]);
        }
        return null;
    }
}

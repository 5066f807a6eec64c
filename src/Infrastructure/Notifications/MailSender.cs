using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace OneStop.Infrastructure.Notifications;

/// <summary>Sends e-mail by SMTP, one connection for each message.</summary>
internal sealed class MailSender(SmtpOptions options) : IChannelSender
{
    public async Task<SendOutcome> Send(OutgoingMessage message, CancellationToken ct)
    {
        if (!MailboxAddress.TryParse(message.To, out var to))
        {
            return new SendOutcome(SendResult.Rejected, Reason: "badAddress");
        }
        using var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(options.Host!, options.Port, Security(options.Tls), ct);
            if (options.UserName is { } user)
            {
                await client.AuthenticateAsync(user, options.Password ?? "", ct);
            }
            await client.SendAsync(Mail(message, to), ct);
        }
        catch (SmtpCommandException e)
        {
            return OfStatus((int)e.StatusCode);
        }
        catch (Exception e) when (e is AuthenticationException or SslHandshakeException or ServiceNotConnectedException or SocketException)
        {
            return new SendOutcome(SendResult.Unavailable, Reason: e.GetType().Name);
        }
        catch (Exception e) when (e is IOException or ProtocolException)
        {
            return new SendOutcome(SendResult.Broken, Reason: e.GetType().Name);
        }
        await Quit(client, ct);
        return new SendOutcome(SendResult.Accepted);
    }

    /// <summary>What is answered with 5xx is so for ever, with 4xx for now.</summary>
    private static SendOutcome OfStatus(int status) =>
        new(status >= 500 ? SendResult.Rejected : SendResult.Unavailable, Reason: string.Create(System.Globalization.CultureInfo.InvariantCulture, $"smtp{status}"));

    /// <summary>The server has the message by now: whatever goes wrong with the farewell must not send it again.</summary>
    private static async Task Quit(SmtpClient client, CancellationToken ct)
    {
        try
        {
            await client.DisconnectAsync(quit: true, ct);
        }
        catch (Exception e) when (e is IOException or ProtocolException or SocketException or OperationCanceledException)
        {
            // Nothing depends on it.
        }
    }

    private static SecureSocketOptions Security(string tls) => tls switch
    {
        "none" => SecureSocketOptions.None,
        "implicit" => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    private MimeMessage Mail(OutgoingMessage message, MailboxAddress to)
    {
        var from = MailboxAddress.Parse(options.From!);
        var mail = new MimeMessage { Subject = message.Subject ?? "", Body = new TextPart("plain") { Text = message.Text } };
        mail.From.Add(from);
        mail.To.Add(to);
        mail.MessageId = $"{message.Id:N}@{from.Domain}";
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }
}

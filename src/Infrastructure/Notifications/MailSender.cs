using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace OneStop.Infrastructure.Notifications;

/// <summary>
/// Sends e-mail by SMTP, one connection for each message. A server has two patiences: one until it takes the message, a longer one for its answer to
/// it (RFC 5321, 4.5.3.2.6: it may look at the content first), for what is sent again after that comes twice.
/// </summary>
internal sealed class MailSender(NotificationOptions options) : IChannelSender
{
    private readonly SmtpOptions smtp = options.Smtp;

    /// <summary>Whether a certificate of the server is trusted; null for those that the machine trusts.</summary>
    internal RemoteCertificateValidationCallback? Trusts { get; init; }

    public async Task<SendOutcome> Send(OutgoingMessage message, CancellationToken ct)
    {
        if (!MailboxAddress.TryParse(message.To, out var to))
        {
            return new SendOutcome(SendResult.Rejected, Reason: "badAddress");
        }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(options.SendSeconds));
        var handover = new Handover(() => patience.CancelAfter(TimeSpan.FromSeconds(smtp.AnswerSeconds)));
        using var client = new SmtpClient { Timeout = Timeout.Infinite, ServerCertificateValidationCallback = Trusts };
        try
        {
            await client.ConnectAsync(smtp.Host!, smtp.Port, Security(smtp.Tls), patience.Token);
            if (smtp.UserName is { } user)
            {
                await client.AuthenticateAsync(user, smtp.Password ?? "", patience.Token);
            }
            await client.SendAsync(Mail(message, to), patience.Token, handover);
        }
        catch (SmtpCommandException e)
        {
            return Refusal(e);
        }
        catch (Exception e) when (handover.HasBegun && e is IOException or ProtocolException or SocketException or OperationCanceledException)
        {
            return new SendOutcome(SendResult.Uncertain, Reason: e is OperationCanceledException ? null : e.GetType().Name);
        }
        catch (OperationCanceledException)
        {
            return new SendOutcome(SendResult.TimeOut);
        }
        catch (Exception e) when (e is AuthenticationException or SslHandshakeException or InvalidOperationException or NotSupportedException or SocketException)
        {
            return new SendOutcome(SendResult.Unavailable, Reason: e.GetType().Name);
        }
        catch (Exception e) when (e is IOException or ProtocolException)
        {
            return new SendOutcome(SendResult.Broken, Reason: e.GetType().Name);
        }
        await Quit(client, patience.Token);
        return new SendOutcome(SendResult.Accepted);
    }

    /// <summary>
    /// Final is only what is said for ever of this recipient or of this message. All else is about us (what is said before the recipient is named, and by
    /// a policy of the server, 5.7, when it is: servers keep a refusal of the caller or of the sender until then), or passes.
    /// </summary>
    private static SendOutcome Refusal(SmtpCommandException e)
    {
        var reason = string.Create(CultureInfo.InvariantCulture, $"smtp{(int)e.StatusCode}");
        var (ofRecipient, ofMessage) = (e.ErrorCode == SmtpErrorCode.RecipientNotAccepted, e.ErrorCode == SmtpErrorCode.MessageNotAccepted);
        var isPolicy = e.Message.Length > 3 && e.Message[1..].StartsWith(".7.", StringComparison.Ordinal);
        return (int)e.StatusCode switch
        {
            550 or 551 or 553 or 554 when ofMessage || (ofRecipient && !isPolicy) => new SendOutcome(SendResult.Rejected, Reason: reason),
            _ when ofRecipient && !isPolicy => new SendOutcome(SendResult.Deferred, Reason: reason),
            _ => new SendOutcome(SendResult.Unavailable, Reason: reason),
        };
    }

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
        var from = MailboxAddress.Parse(smtp.From!);
        var mail = new MimeMessage { Subject = message.Subject ?? "", Body = new TextPart("plain") { Text = message.Text } };
        mail.From.Add(from);
        mail.To.Add(to);
        mail.MessageId = $"{message.Id:N}@{from.Domain}";
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    /// <summary>Notices when the content begins to go over.</summary>
    private sealed class Handover(Action begins) : ITransferProgress
    {
        public bool HasBegun { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => Report(bytesTransferred);

        public void Report(long bytesTransferred)
        {
            if (!HasBegun)
            {
                HasBegun = true;
                begins();
            }
        }
    }
}

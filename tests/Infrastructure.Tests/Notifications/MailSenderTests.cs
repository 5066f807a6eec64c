using OneStop.Domain.Notifications;
using OneStop.Infrastructure.Notifications;

namespace OneStop.Infrastructure.Tests.Notifications;

/// <summary>What answers of a server of e-mail come to.</summary>
public sealed class MailSenderTests
{
    [TestCase("CONNECT", "554 5.7.1 your address is on a block list", "Unavailable smtp554")]
    [TestCase("EHLO", "501 5.5.4 bad name", "Unavailable smtp501")]
    [TestCase("MAIL", "553 5.7.1 sender not owned by user", "Unavailable smtp553")]
    [TestCase("MAIL", "550 no such sender", "Unavailable smtp550")]
    [TestCase("RCPT", "554 5.7.1 client host blocked", "Unavailable smtp554", Description = "servers keep what is against the caller until here")]
    [TestCase("RCPT", "550 5.1.1 no such user", "Rejected smtp550")]
    [TestCase("RCPT", "553 no such address", "Rejected smtp553")]
    [TestCase("RCPT", "552 5.2.2 mailbox full", "Deferred smtp552")]
    [TestCase("RCPT", "451 4.3.0 later", "Deferred smtp451")]
    [TestCase("DATA", "451 4.3.0 later", "Unavailable smtp451")]
    [TestCase(".", "554 5.6.0 not this content", "Rejected smtp554")]
    [TestCase(".", "452 4.3.1 no room", "Unavailable smtp452")]
    [TestCase(".", "CUT", "Uncertain SmtpProtocolException")]
    [TestCase("RCPT", "CUT", "Broken SmtpProtocolException")]
    public async Task Only_a_refusal_of_this_recipient_or_this_message_is_final(string verb, string answer, string outcome)
    {
        await using var server = new MailServer { Answers = { [verb] = answer, ["HELO"] = verb == "EHLO" ? answer : "250 OK" } };
        Assert.That(Said(await Sender(server).Send(Mail(), default)), Is.EqualTo(outcome));
    }

    [Test]
    public async Task An_answer_that_does_not_come_leaves_it_open_whether_the_server_has_the_message()
    {
        await using var server = new MailServer { Answers = { ["."] = "HANG" } };
        var (sender, mail) = (Sender(server, answerSeconds: 1), Mail());
        Assert.That(Said(await sender.Send(mail, default)), Is.EqualTo("Uncertain"));
        await sender.Send(mail, default);
        Assert.That(server.Taken.Select(Identity).Distinct(), Is.EqualTo(new[] { $"Message-Id: <{mail.Id:N}@example.vn>" }), "the same at every try");

        await using var silent = new MailServer { Answers = { ["CONNECT"] = "HANG" } };
        Assert.That(Said(await Sender(silent, sendSeconds: 1).Send(mail, default)), Is.EqualTo("TimeOut"), "it has nothing yet");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Mail_goes_by_TLS_after_a_sign_in_and_to_no_server_that_is_not_trusted(bool isImplicit)
    {
        using var certificate = MailServer.SelfSigned();
        await using var server = new MailServer { Certificate = certificate, Implicit = isImplicit };
        var options = Options(server) with
        {
            Smtp = new SmtpOptions
            {
                Host = "127.0.0.1", Port = server.Port, Tls = isImplicit ? "implicit" : "startTls", From = "motcua@example.vn", UserName = "motcua", Password = "secret",
            },
        };
        Assert.That(Said(await new MailSender(options).Send(Mail(), default)), Is.EqualTo("Unavailable SslHandshakeException"));
        Assert.That((server.SignIns.Count, server.Taken.Count), Is.EqualTo((0, 0)));

        var trusting = new MailSender(options) { Trusts = (_, shown, _, _) => shown?.GetCertHashString() == certificate.Thumbprint };
        Assert.That(Said(await trusting.Send(Mail(), default)), Is.EqualTo("Accepted"));
        Assert.That((server.SignIns.Single(), server.Taken.Count), Is.EqualTo(("motcua secret", 1)));

        server.Answers["AUTH"] = "535 5.7.8 wrong password";
        Assert.That(Said(await trusting.Send(Mail(), default)), Is.EqualTo("Unavailable AuthenticationException"));
    }

    [Test]
    public async Task Without_the_TLS_that_is_demanded_nothing_is_sent()
    {
        await using var server = new MailServer();
        var options = Options(server) with { Smtp = Options(server).Smtp with { Tls = "startTls" } };
        Assert.That(Said(await new MailSender(options).Send(Mail(), default)), Is.EqualTo("Unavailable NotSupportedException"));
        Assert.That(server.Taken, Is.Empty);
    }

    private static MailSender Sender(MailServer server, int sendSeconds = 60, int answerSeconds = 60)
    {
        var options = Options(server);
        return new MailSender(options with { SendSeconds = sendSeconds, Smtp = options.Smtp with { AnswerSeconds = answerSeconds } });
    }

    private static NotificationOptions Options(MailServer server) =>
        new() { SendSeconds = 60, Smtp = new SmtpOptions { Host = "127.0.0.1", Port = server.Port, Tls = "none", From = "a@example.vn" } };

    private static OutgoingMessage Mail() => new(Guid.CreateVersion7(), NoticeChannel.Email, "dan@example.vn", "Hồ sơ", "Đã tiếp nhận.");

    private static string Said(SendOutcome outcome) => $"{outcome.Result} {outcome.Reason}".Trim();

    private static string Identity(string content) => content.Split('\n').First(line => line.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase)).Trim();
}

using System.Globalization;
using OneStop.Domain.Notifications;

namespace OneStop.Infrastructure.Notifications;

/// <summary>How messages are sent; section <c>Notifications</c>.</summary>
public sealed record NotificationOptions
{
    /// <summary>Whether people are told of anything.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>So long a message waits for what may make it untrue.</summary>
    public int SettleSeconds { get; init; } = 20;

    /// <summary>Vietnam's time in which no telephone rings, such as <c>21:00-07:00</c>; empty for none.</summary>
    public string QuietHours { get; init; } = "21:00-07:00";

    /// <summary>Days for which messages are kept.</summary>
    public int KeepDays { get; init; } = 365;

    /// <summary>Messages under way to one channel at the same time.</summary>
    public int Places { get; init; } = 8;

    /// <summary>Seconds for which a channel is waited for; a server of e-mail, until it is given the message.</summary>
    public int SendSeconds { get; init; } = 10;

    /// <summary>Address at which people look up their dossiers, as messages name it; words where absent.</summary>
    public string? LookupAddress { get; init; }

    /// <summary>The server of e-mail.</summary>
    public SmtpOptions Smtp { get; init; } = new();

    /// <summary>The gateway of SMS and Zalo.</summary>
    public GatewayOptions Gateway { get; init; } = new();

    /// <summary>How long a try by a channel may last at most.</summary>
    internal TimeSpan Longest(NoticeChannel channel) =>
        TimeSpan.FromSeconds(channel == NoticeChannel.Email ? SendSeconds + Smtp.AnswerSeconds + 5 : SendSeconds);

    /// <summary>The quiet hours; null where they cannot be read.</summary>
    public static QuietHours? Read(string text) =>
        text.Length == 0 ? new QuietHours(TimeOnly.MinValue, TimeOnly.MinValue)
        : text.Split('-') is [var from, var to] && Time(from) is { } begin && Time(to) is { } end ? new QuietHours(begin, end) : null;

    private static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}

/// <summary>The server of e-mail; section <c>Notifications:Smtp</c>.</summary>
public sealed record SmtpOptions
{
    /// <summary>Absent where no e-mail is sent.</summary>
    public string? Host { get; init; }

    public int Port { get; init; } = 587;

    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>Who sends, such as <c>Một cửa &lt;motcua@example.gov.vn&gt;</c>.</summary>
    public string? From { get; init; }

    /// <summary>Seconds for which its answer to a message is waited for.</summary>
    public int AnswerSeconds { get; init; } = 120;

    /// <summary><c>none</c>, <c>startTls</c> (the default: demanded) or <c>implicit</c>.</summary>
    public string Tls { get; init; } = "startTls";
}

/// <summary>The gateway of SMS and Zalo; section <c>Notifications:Gateway</c>.</summary>
public sealed record GatewayOptions
{
    /// <summary>Where messages are posted to; absent where none are sent.</summary>
    public Uri? Url { get; init; }

    /// <summary>Sent as <c>Authorization: Bearer</c>.</summary>
    public string? Key { get; init; }

    /// <summary>With which the gateway signs its receipts.</summary>
    public string? ReceiptSecret { get; init; }
}

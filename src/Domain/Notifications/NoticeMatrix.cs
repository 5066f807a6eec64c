namespace OneStop.Domain.Notifications;

/// <summary>A row of the matrix: who is told of something, by what, and why — dòng ma trận thông báo.</summary>
/// <param name="Channels">By what it goes where the recipient can be reached there; Zalo only to those who ask for it.</param>
/// <param name="LegalBasis">The law that demands it; null where the recipient may do without.</param>
/// <param name="AtOnce">Whether it goes in the quiet hours too.</param>
public sealed record NoticeRule(NoticeKind Kind, NoticeAudience Audience, IReadOnlyList<NoticeChannel> Channels, string? LegalBasis = null, bool AtOnce = false)
{
    /// <summary>Whether it goes by one channel at least, whatever the recipient wants.</summary>
    public bool IsStatutory => LegalBasis is not null;
}

/// <summary>The one table of what is told to whom, and of what makes it untrue — ma trận thông báo.</summary>
public static class NoticeMatrix
{
    private const string Decree = "Nghị định 61/2018/NĐ-CP (sửa đổi: 107/2021/NĐ-CP), nay là Nghị định 118/2025/NĐ-CP;";

    private static readonly NoticeChannel[] Every = [NoticeChannel.Inbox, NoticeChannel.Email, NoticeChannel.Sms, NoticeChannel.Zalo];
    private static readonly NoticeChannel[] Quiet = [NoticeChannel.Inbox, NoticeChannel.Email, NoticeChannel.Zalo];

    /// <summary>Every row, in the order of the kinds.</summary>
    public static IReadOnlyList<NoticeRule> Rules { get; } =
    [
        new(NoticeKind.Registered, NoticeAudience.Owner, Every, $"{Decree} 61/2018 Điều 17", AtOnce: true),
        new(NoticeKind.Received, NoticeAudience.Owner, Every, $"{Decree} 61/2018 Điều 17", AtOnce: true),
        new(NoticeKind.Refused, NoticeAudience.Owner, Every, $"{Decree} 61/2018 Điều 17"),
        new(NoticeKind.SupplementRequested, NoticeAudience.Owner, Every, $"{Decree} 61/2018 Điều 19.4"),
        new(NoticeKind.SupplementReminder, NoticeAudience.Owner, Every),
        new(NoticeKind.SupplementLapsed, NoticeAudience.Owner, Every, $"{Decree} 61/2018 Điều 19.4"),
        new(NoticeKind.ObligationImposed, NoticeAudience.Owner, Every, $"{Decree} 61/2018 Điều 19"),
        new(NoticeKind.Extended, NoticeAudience.Owner, Every, $"{Decree} 61/2018 Điều 19.9"),
        new(NoticeKind.Rescheduled, NoticeAudience.Owner, Every, $"{Decree} 61/2018 Điều 17"),
        new(NoticeKind.Apology, NoticeAudience.Owner, Every, $"{Decree} 61/2018 Điều 19.9"),
        new(NoticeKind.ResultReady, NoticeAudience.Owner, Every, $"{Decree} 61/2018 Điều 20"),
        new(NoticeKind.ResultRefused, NoticeAudience.Owner, Every, $"{Decree} 61/2018 Điều 20"),
        new(NoticeKind.Returned, NoticeAudience.Owner, Quiet),
        new(NoticeKind.Withdrawn, NoticeAudience.Owner, Quiet),
        new(NoticeKind.Stopped, NoticeAudience.Owner, Every, $"{Decree} 61/2018 Điều 19"),
        new(NoticeKind.Reopened, NoticeAudience.Owner, Quiet),
        new(NoticeKind.ReceiptCorrected, NoticeAudience.Owner, Every, $"{Decree} 61/2018 Điều 17"),
        new(NoticeKind.Escalated, NoticeAudience.Official, [NoticeChannel.Inbox, NoticeChannel.Email]),
    ];

    private static readonly NoticeKind[] WorkInProgress =
    [
        NoticeKind.Registered, NoticeKind.Received, NoticeKind.SupplementRequested, NoticeKind.SupplementReminder, NoticeKind.ObligationImposed,
        NoticeKind.Extended, NoticeKind.Rescheduled, NoticeKind.Apology, NoticeKind.Reopened, NoticeKind.Escalated,
    ];

    private static readonly NoticeKind[] Supplements = [NoticeKind.SupplementRequested, NoticeKind.SupplementReminder];

    /// <summary>What names an appointment that holds no more once it is another one.</summary>
    private static readonly NoticeKind[] Appointments = [NoticeKind.Received, NoticeKind.Extended, NoticeKind.Rescheduled, NoticeKind.Escalated];

    private static readonly NoticeKind[] Results = [NoticeKind.ResultReady, NoticeKind.ResultRefused];

    /// <summary>
    /// Which messages that are not sent yet become untrue by an event of the dossier, named as in the log; also events that nobody is told of.
    /// </summary>
    private static readonly Dictionary<string, NoticeKind[]> Overtaken = new(StringComparer.Ordinal)
    {
        ["dossierReceived"] = [NoticeKind.Registered, .. Supplements],
        ["dossierRefused"] = [NoticeKind.Registered, .. Supplements],
        ["supplementRequested"] = Supplements,
        ["supplementReminded"] = Supplements,
        ["supplementAnswered"] = Supplements,
        ["supplementLapsed"] = WorkInProgress,
        ["obligationImposed"] = [NoticeKind.ObligationImposed],
        ["obligationSettled"] = [NoticeKind.ObligationImposed],
        ["deadlineExtended"] = [NoticeKind.Extended, NoticeKind.Rescheduled, NoticeKind.Escalated],
        ["apologySent"] = [NoticeKind.Apology, NoticeKind.Extended, NoticeKind.Rescheduled],
        ["dossierEscalated"] = [NoticeKind.Escalated],
        ["dossierWithdrawn"] = WorkInProgress,
        ["dossierStopped"] = WorkInProgress,
        ["resultReturned"] = [.. WorkInProgress, .. Results],
        ["receiptCorrected"] = [NoticeKind.ReceiptCorrected],
        ["dossierReopened"] = [NoticeKind.Stopped, NoticeKind.SupplementLapsed, NoticeKind.Returned, .. Results],
    };

    /// <summary>Fields of the receipt by which the owner's side is reached, as corrections name them.</summary>
    public static IReadOnlySet<string> ContactFields { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "owner.phone", "owner.email", "submitter", "submitter.phone", "submitter.email" };

    public static NoticeRule Of(NoticeKind kind) => Rules.First(rule => rule.Kind == kind);

    /// <summary>What an event of the log says; null where nobody is told of it.</summary>
    /// <param name="isResolved">Whether the result is ready by it.</param>
    /// <param name="isRefusal">Whether that result turns the request down.</param>
    /// <param name="isMoved">Whether by it the result is due at another instant.</param>
    public static NoticeKind? KindOf(string eventType, bool isResolved, bool isRefusal, bool isMoved) => eventType switch
    {
        "dossierRegistered" => NoticeKind.Registered,
        "dossierReceived" => NoticeKind.Received,
        "dossierRefused" => NoticeKind.Refused,
        "supplementRequested" => NoticeKind.SupplementRequested,
        "supplementReminded" => NoticeKind.SupplementReminder,
        "supplementLapsed" => NoticeKind.SupplementLapsed,
        "obligationImposed" => NoticeKind.ObligationImposed,
        "deadlineExtended" => NoticeKind.Extended,
        "supplementAnswered" or "obligationSettled" or "deadlineReprojected" when isMoved => NoticeKind.Rescheduled,
        "apologySent" => NoticeKind.Apology,
        "dossierEscalated" => NoticeKind.Escalated,
        "dossierWithdrawn" => NoticeKind.Withdrawn,
        "dossierStopped" => NoticeKind.Stopped,
        "dossierReopened" => NoticeKind.Reopened,
        "receiptCorrected" => NoticeKind.ReceiptCorrected,
        "resultReturned" => NoticeKind.Returned,
        "resultRecorded" or "stepCompleted" when isResolved => isRefusal ? NoticeKind.ResultRefused : NoticeKind.ResultReady,
        _ => null,
    };

    /// <summary>The kinds of message that an event makes untrue.</summary>
    public static IReadOnlyList<NoticeKind> OvertakenBy(string eventType, bool isResolved, bool isMoved) =>
        isResolved && eventType is ("resultRecorded" or "stepCompleted") ? [.. WorkInProgress, .. Results]
            : isMoved && eventType is not "deadlineExtended" ? [.. Overtaken.GetValueOrDefault(eventType, []), .. Appointments]
            : Overtaken.GetValueOrDefault(eventType, []);
}

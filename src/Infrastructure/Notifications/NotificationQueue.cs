using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Notifications;
using OneStop.Application.Ports;
using OneStop.Domain.Notifications;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>Messages as they are written down, overtaken, leased and done with.</summary>
internal sealed partial class NotificationQueue(
    DbSession db, NotificationFallback fallback, NotificationOptions options, QuietHours quiet, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock)
{
    public const string InQuietHours = "quietHours";

    private const string Known = """
        SELECT COUNT(*)
        FROM Notifications
        WHERE DossierId = @DossierId AND EventId = @EventId AND Channel = @Channel AND Recipient = @Recipient AND Revision = @Revision
        """;

    private const string Insert = """
        INSERT INTO Notifications (Id, Version, DossierId, EventId, Position, Revision, Kind, Audience, Recipient, AccountId, Channel, Address, Statutory,
            AtOnce, Test, State, Reason, TemplateVersion, Language, Subject, Text, CreatedAt, DueAt, WaitsSince, Attempts)
        VALUES (@Id, 1, @DossierId, @EventId, @Position, @Revision, @Kind, @Audience, @Recipient, @AccountId, @Channel, @Address, @Statutory,
            @AtOnce, @Test, @State, @Reason, @TemplateVersion, @Language, @Subject, @Text, @CreatedAt, @DueAt, @DueAt, 0)
        """;

    /// <summary>Stands behind no earlier message of its dossier to the same recipient.</summary>
    internal const string IsFirst = """
        NOT EXISTS (SELECT 1 FROM Notifications e WHERE e.DossierId = n.DossierId AND e.Channel = n.Channel AND e.Recipient = n.Recipient
            AND e.Position < n.Position AND e.DueAt IS NOT NULL)
        """;

    /// <summary>What is due and whose turn it is.</summary>
    internal const string Due = $"""
        SELECT n.Id, n.DossierId, n.Position, n.Recipient, n.AccountId, n.Channel, n.Address, n.Subject, n.Text, n.Test, n.AtOnce, n.CreatedAt, n.Attempts, n.FirstTriedAt,
            n.LeaseUntil, n.SupersededBy, (SELECT COUNT(*) FROM NotificationAttempts t WHERE t.NotificationId = n.Id AND t.Outcome = 'uncertain') AS Uncertain
        FROM Notifications n
        WHERE n.Channel = @Channel AND n.DueAt <= @Now AND (n.LeaseUntil IS NULL OR n.LeaseUntil <= @Now)
            AND {IsFirst}
        ORDER BY n.DueAt, n.Id
        """;

    private const string Take = """
        UPDATE Notifications
        SET LeaseUntil = @Until, Attempts = Attempts + 1
        WHERE Id = @Id AND DueAt <= @Now AND (LeaseUntil IS NULL OR LeaseUntil <= @Now) AND Attempts = @Attempts AND SupersededBy IS NULL
        """;

    /// <summary>It was overtaken while a process had it that was killed.</summary>
    private const string Retire = """
        UPDATE Notifications
        SET State = 'superseded', Reason = NULL, DueAt = NULL, LeaseUntil = NULL, Version = Version + 1
        WHERE Id = @Id AND DueAt <= @Now AND (LeaseUntil IS NULL OR LeaseUntil <= @Now) AND SupersededBy IS NOT NULL
        """;

    private const string Settle = """
        UPDATE Notifications
        SET State = CASE WHEN SupersededBy IS NULL OR @State IN ('sent', 'delivered') THEN @State ELSE 'superseded' END, Reason = @Reason,
            DueAt = CASE WHEN SupersededBy IS NULL THEN @DueAt END, WaitsSince = COALESCE(@WaitsSince, WaitsSince), LeaseUntil = NULL,
            FirstTriedAt = COALESCE(FirstTriedAt, @Now), SentAt = @SentAt, DeliveredAt = @DeliveredAt, Reference = COALESCE(@Reference, Reference),
            Version = Version + 1
        WHERE Id = @Id AND Attempts = @Attempts AND State IN ('queued', 'held')
        """;

    /// <summary>Nothing was tried: the number goes back.</summary>
    private const string Postpone = """
        UPDATE Notifications
        SET State = CASE WHEN SupersededBy IS NULL THEN @State ELSE 'superseded' END, Reason = CASE WHEN SupersededBy IS NULL THEN @Reason END,
            DueAt = CASE WHEN SupersededBy IS NULL THEN @DueAt END, WaitsSince = CASE WHEN @State = 'held' THEN @DueAt ELSE WaitsSince END,
            LeaseUntil = NULL, Attempts = Attempts - 1, Version = Version + 1
        WHERE Id = @Id AND Attempts = @Attempts AND State IN ('queued', 'held')
        """;

    /// <summary>Their channel works: from now on those wait that stood behind this one.</summary>
    private const string LetWait = """
        UPDATE Notifications
        SET WaitsSince = @Since
        WHERE DossierId = @DossierId AND Channel = @Channel AND Recipient = @Recipient AND Position > @Position AND DueAt IS NOT NULL AND WaitsSince < @Since
        """;

    private const string NoteAttempt = """
        INSERT INTO NotificationAttempts (NotificationId, Number, At, Outcome, Reason, Milliseconds)
        VALUES (@Id, @Attempts, @At, @Outcome, @Reason, @Milliseconds)
        """;

    /// <summary>So much longer than a try may last it is leased.</summary>
    private static readonly TimeSpan Spare = TimeSpan.FromMinutes(1);

    private int written;

    private DateTimeOffset Now => machineClock.GetUtcNow();

    /// <summary>Writes down the messages about an event; those that are there already stay as they are.</summary>
    public async Task Add(FollowedHappening one, CancellationToken ct)
    {
        await Add(one, one.Composed.Notices, revision: 0, ct);
        await SupersedeBy(one.Later, ct);
    }

    /// <param name="revision">Position of the correction after which they are written anew; 0 for the first ones.</param>
    public async Task Add(FollowedHappening one, IReadOnlyList<ComposedNotice> notices, long revision, CancellationToken ct)
    {
        foreach (var notice in notices)
        {
            var row = Row(one, notice, revision);
            if (await db.QueryOne<long>(Known, row, ct) > 0)
            {
                continue;
            }
            try
            {
                await db.Execute(Insert, row, ct);
            }
            catch (DbException e) when (db.Dialect.IsUniqueViolation(e))
            {
                throw new RunAgainException(e);
            }
        }
    }

    public Task<IReadOnlyList<LeasedNotice>> DueFor(string channel, int most, DateTimeOffset now, CancellationToken ct) =>
        db.Query<LeasedNotice>($"{Due} {db.Dialect.Page}", new { Channel = channel, Now = now, Take = most }, ct);

    /// <summary>Leases one; false where another process has it, and where it is no longer true. A try whose process was killed is noted as such.</summary>
    public async Task<bool> TakeOne(LeasedNotice notice, DateTimeOffset now, CancellationToken ct)
    {
        var taking = new { notice.Id, notice.Attempts, Now = now, Until = now + options.Longest(notice.Channel) + Spare };
        if (await db.Execute(notice.SupersededBy is null ? Take : Retire, taking, ct) == 0)
        {
            return false;
        }
        if (notice.LeaseUntil is not null)
        {
            await db.Execute(NoteAttempt, new { notice.Id, notice.Attempts, At = now, Outcome = "interrupted", Reason = (string?)null, Milliseconds = 0 }, ct);
        }
        return notice.SupersededBy is null;
    }

    /// <summary>Waits until an instant, without that it was tried.</summary>
    public Task Wait(LeasedNotice notice, NoticeState state, string? reason, DateTimeOffset until, CancellationToken ct) => db.Execute(
        Postpone, new { notice.Id, notice.Attempts, State = EnumName.Of(state), Reason = reason, DueAt = until }, ct);

    /// <summary>Notes a try and what came of it; where a receipt was faster, it stands.</summary>
    public async Task Note(LeasedNotice notice, NoticeStep step, int milliseconds, CancellationToken ct)
    {
        if (step.State == NoticeState.Failed)
        {
            await fallback.Hold(notice.Id, ct);
        }
        await db.Execute(
            NoteAttempt, new { notice.Id, notice.Attempts, At = Now, Outcome = EnumName.Of(step.Outcome.Result), step.Outcome.Reason, Milliseconds = milliseconds }, ct);
        await db.Execute(
            Settle,
            new
            {
                notice.Id, notice.Attempts, State = EnumName.Of(step.State), step.Reason, step.DueAt, step.Outcome.Reference, Now,
                WaitsSince = step.Outcome.Result == SendResult.Deferred ? step.DueAt : null,
                SentAt = step.State is NoticeState.Sent or NoticeState.Delivered ? Now : (DateTimeOffset?)null,
                DeliveredAt = step.State == NoticeState.Delivered ? Now : (DateTimeOffset?)null,
            },
            ct);
        if (step.Outcome.Result is SendResult.Accepted or SendResult.Delivered or SendResult.Rejected or SendResult.Deferred)
        {
            await db.Execute(
                LetWait, new { notice.DossierId, Channel = EnumName.Of(notice.Channel), notice.Recipient, notice.Position, Since = step.DueAt ?? Now }, ct);
        }
        if (step.State == NoticeState.Failed)
        {
            await fallback.After(notice.Id, ct);
        }
    }

    private object Row(FollowedHappening one, ComposedNotice notice, long revision)
    {
        var settled = Now.AddSeconds(options.SettleSeconds);
        var waits = notice.Plan.State == NoticeState.Queued;
        // Who acted lately still waits for it; who sleeps by now does not.
        var atOnce = notice.Rule.AtOnce && settled - one.Event.At < NotificationSchedule.Fresh;
        var quietEnd = waits && !atOnce && QuietHours.Holds(notice.Plan.Channel) ? quiet.EndAfter(settled) : null;
        return new
        {
            // Identities grow in the order of the events, also within a millisecond.
            Id = NotificationId.New(Now.AddMilliseconds(written++)), DossierId = one.Dossier, EventId = one.Event.Id, one.Event.Position, Revision = revision,
            Kind = EnumName.Of(notice.Rule.Kind), Audience = EnumName.Of(notice.Rule.Audience), notice.Recipient, AccountId = notice.Account, Channel = EnumName.Of(notice.Plan.Channel),
            Address = notice.Plan.To, Statutory = notice.Rule.IsStatutory, AtOnce = atOnce, one.Composed.Test,
            State = EnumName.Of(quietEnd is null ? notice.Plan.State : NoticeState.Held), Reason = quietEnd is null ? notice.Plan.Reason : InQuietHours,
            notice.Text.TemplateVersion, notice.Text.Language, notice.Text.Subject, notice.Text.Text, CreatedAt = Now,
            DueAt = waits ? quietEnd ?? settled : (DateTimeOffset?)null,
        };
    }
}

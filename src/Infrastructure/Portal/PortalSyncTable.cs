using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Portal;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>The ledger of what the portal has, as those write it who follow the log and who send.</summary>
internal sealed class PortalSyncTable(DbSession db, PortalCallTable calls, [FromKeyedServices(Clocks.Machine)] TimeProvider machineClock)
{
    /// <summary>A dossier that waits for another try, or for what became of a call, goes on waiting: many events are no reason to press a portal that fails.</summary>
    private const string Want = """
        UPDATE PortalSyncs
        SET Wanted = @Position, State = 'pending', Since = CASE WHEN State = 'pending' THEN Since ELSE @Now END,
            NextAt = CASE WHEN Doubt = 1 AND LookAt > @Now THEN LookAt
                WHEN State IN ('pending', 'differs') AND Attempts > 0 AND NextAt IS NOT NULL THEN NextAt ELSE @Now END
        WHERE DossierId = @DossierId AND Wanted < @Position
        """;

    /// <summary>What was filed for trying out never leaves.</summary>
    private const string Begin = """
        INSERT INTO PortalSyncs (DossierId, State, Since, Wanted, Attempts, NextAt, Run, Certain, Held, Lines)
        SELECT d.Id, 'pending', @Now, @Position, 0, @Now, 0, 0, 0, ''
        FROM Dossiers d
        WHERE d.Id = @DossierId AND d.Test = 0 AND NOT EXISTS (SELECT 1 FROM PortalSyncs p WHERE p.DossierId = d.Id)
        """;

    private const string Due = """
        SELECT DossierId, Wanted, Resends, Attempts, LeasedUntil, Run, Certain, Held, Fingerprint, Lines, Doubt, LookAt
        FROM PortalSyncs
        WHERE NextAt <= @Now AND (LeasedUntil IS NULL OR LeasedUntil < @Now)
        ORDER BY NextAt, DossierId
        """;

    /// <summary>While something is on the way it is not known what the portal has; where a lease ended by itself, not what became of a call either.</summary>
    private const string Take = """
        UPDATE PortalSyncs
        SET Run = @Run + 1, LeasedUntil = @Until, Certain = 0, Doubt = @Doubt, LookAt = @LookAt
        WHERE DossierId = @DossierId AND Run = @Run AND NextAt <= @Now AND (LeasedUntil IS NULL OR LeasedUntil < @Now)
        """;

    private const string Acknowledge = """
        UPDATE PortalSyncs
        SET State = CASE WHEN Wanted > @Wanted OR Resends > @Resends OR @Doubt > 0 THEN 'pending' ELSE 'inSync' END,
            NextAt = CASE WHEN Wanted > @Wanted OR Resends > @Resends THEN @Now ELSE @LookAt END, Since = @Now,
            AcknowledgedVersion = @Version, AcknowledgedAt = @Now, Attempts = 0, LeasedUntil = NULL,
            Certain = CASE WHEN Resends > @Resends OR @Doubt > 0 THEN 0 ELSE 1 END, Held = 1,
            Fingerprint = CASE WHEN Resends > @Resends THEN NULL ELSE @Fingerprint END, Lines = @Lines, Doubt = @Doubt, LookAt = @LookAt, Problem = @Problem, ErrorCode = NULL,
            ProblemText = NULL
        WHERE DossierId = @DossierId AND Run = @Run
        """;

    private const string Reject = """
        UPDATE PortalSyncs
        SET State = CASE WHEN Wanted > @Wanted OR Resends > @Resends THEN 'pending' ELSE 'rejected' END,
            NextAt = CASE WHEN Wanted > @Wanted OR Resends > @Resends THEN @Now ELSE NULL END,
            Since = CASE WHEN Wanted > @Wanted OR Resends > @Resends THEN Since ELSE @Now END, Attempts = @Attempts, LeasedUntil = NULL, Problem = @Problem, ErrorCode = @ErrorCode,
            ProblemText = @Text
        WHERE DossierId = @DossierId AND Run = @Run
        """;

    /// <summary>Where somebody asked for it meanwhile it goes at once, but never before the portal is done with a call of which nothing is known.</summary>
    private const string Postpone = """
        UPDATE PortalSyncs
        SET NextAt = CASE WHEN Resends > @Resends THEN CASE WHEN @Doubt = 1 AND @LookAt > @Now THEN @LookAt ELSE @Now END ELSE @NextAt END,
            Attempts = CASE WHEN Resends > @Resends AND @Doubt <> 1 THEN 0 ELSE @Attempts END, LeasedUntil = NULL, Doubt = @Doubt, LookAt = @LookAt, Problem = @Problem,
            ErrorCode = @ErrorCode, ProblemText = NULL
        WHERE DossierId = @DossierId AND Run = @Run
        """;

    private const string GiveBack = "UPDATE PortalSyncs SET NextAt = @NextAt, LeasedUntil = NULL WHERE DossierId = @DossierId AND Run = @Run";

    private DateTimeOffset Now => machineClock.GetUtcNow();

    /// <summary>Lets a dossier be sent as it stands after an event.</summary>
    public async Task Mark(DossierId dossier, long position, CancellationToken ct)
    {
        var wanted = new { DossierId = dossier, Position = position, Now };
        if (await db.Execute(Want, wanted, ct) == 0)
        {
            await db.Execute(Begin, wanted, ct);
        }
    }

    /// <summary>Lets a dossier be sent that stands in no ledger; false where it does, or never leaves.</summary>
    public async Task<bool> Enlist(DossierId dossier, CancellationToken ct) => await db.Execute(Begin, new { DossierId = dossier, Position = 0L, Now }, ct) > 0;

    /// <summary>The first dossiers that are due and in nobody's hand.</summary>
    public Task<IReadOnlyList<PortalSyncRow>> NextDue(DateTimeOffset now, int most, CancellationToken ct) =>
        db.Query<PortalSyncRow>($"{Due} {db.Dialect.Page}", new { Now = now, Take = most }, ct);

    /// <summary>Takes a dossier into this process's hand; null where another was first.</summary>
    public async Task<PortalSyncRow?> Lease(PortalSyncRow row, DateTimeOffset now, TimeSpan length, CancellationToken ct)
    {
        var mine = row.LeasedUntil is null ? row : row with { Doubt = PortalDoubt.Unanswered, LookAt = now };
        if (await db.Execute(Take, new { row.DossierId, row.Run, Now = now, Until = now + length, Doubt = (int)mine.Doubt, mine.LookAt }, ct) == 0)
        {
            return null;
        }
        if (row.LeasedUntil is not null)
        {
            await calls.Add(row.DossierId, row.Run, [new MadeCall(now, "-", TimeSpan.Zero, PortalOutcome.Interrupted)], ct);
        }
        return mine with { Run = row.Run + 1 };
    }

    /// <summary>The portal has it as it stood; where there is doubt, it is looked at again.</summary>
    public Task Done(PortalSyncRow row, ToldDossier told, CancellationToken ct) => db.Execute(
        Acknowledge,
        new
        {
            row.DossierId, row.Run, row.Wanted, row.Resends, Now, told.Version, told.Fingerprint, Lines = string.Join(',', told.Marks), Doubt = (int)told.Doubt, told.LookAt,
            Problem = told.Doubt == PortalDoubt.None ? null : "unsure",
        },
        ct);

    /// <summary>It was not taken, and is tried again only when something changes.</summary>
    public Task Refuse(PortalSyncRow row, string problem, string? code, string? text, CancellationToken ct) => db.Execute(
        Reject, new { row.DossierId, row.Run, row.Wanted, row.Resends, Now, Attempts = row.Attempts + 1, Problem = problem, ErrorCode = code, Text = text }, ct);

    /// <summary>It did not get through, and is tried again later.</summary>
    public Task Wait(PortalSyncRow row, string problem, string? code, DateTimeOffset next, CancellationToken ct) => db.Execute(
        Postpone,
        new
        {
            row.DossierId, row.Run, row.Resends, Now, NextAt = next, Attempts = row.Attempts + 1, Problem = problem, ErrorCode = code, Doubt = (int)row.Doubt, row.LookAt,
        },
        ct);

    /// <summary>It was not tried.</summary>
    public Task Return(PortalSyncRow row, DateTimeOffset next, CancellationToken ct) => db.Execute(GiveBack, new { row.DossierId, row.Run, NextAt = next }, ct);
}

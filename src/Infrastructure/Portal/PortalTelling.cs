using OneStop.Application.Portal;

namespace OneStop.Infrastructure.Portal;

/// <summary>One attempt at a dossier.</summary>
internal sealed class PortalAttempt(PortalSyncRow row)
{
    public PortalSyncRow Row => row;

    /// <summary>What was said so far.</summary>
    public List<MadeCall> Calls { get; } = [];

    /// <summary>Whether a call that changes something came to no answer.</summary>
    public bool IsUnanswered { get; set; }
}

/// <summary>
/// Tells the portal what it does not know of a dossier. A call that came to no answer may be carried out there later than what is said after it: so the
/// dossier is looked at first when that had time to happen, and once more as long after it was told anew.
/// </summary>
internal sealed class PortalTelling(PortalSendingParts parts)
{
    /// <summary>Tells it; no further call is begun while the process closes down.</summary>
    public async Task<ToldDossier> Tell(PortalAttempt attempt, PortalPicture picture, int version, CancellationToken ending, CancellationToken ct)
    {
        var row = attempt.Row;
        var fingerprint = picture.Fingerprint();
        var there = row.Certain ? new Held(row.Held, IsShown: true, row.Marks) : await Look(attempt, picture, ending);
        var enters = !there.IsHeld || !there.IsShown || row.Fingerprint != fingerprint;
        if (enters)
        {
            ct.ThrowIfCancellationRequested();
            there = await Enter(attempt, picture, there, ending);
        }
        var missing = picture.Progress.Where(line => !there.Marks.Contains(line.Mark())).ToArray();
        if (missing.Length > 0)
        {
            ct.ThrowIfCancellationRequested();
            await Change(attempt, () => parts.Portal.Add(missing, attempt.Calls, picture.Persons(), ending));
        }
        IReadOnlyList<string> marks = [.. there.Marks, .. missing.Select(line => line.Mark())];
        var (doubt, lookAt) = Doubt(row, tells: enters || missing.Length > 0, isNews: row.Fingerprint != fingerprint || marks.Except(row.Marks).Any());
        return new ToldDossier(version, fingerprint, marks, doubt, lookAt);
    }

    /// <summary>What it has; where it says nothing of progress, what was acknowledged last is there.</summary>
    private async Task<Held> Look(PortalAttempt attempt, PortalPicture picture, CancellationToken ending) =>
        await parts.Portal.Find(picture.Record.MaHoSo, attempt.Calls, picture.Persons(), ending) is { } found
            ? new Held(
                true, PortalComparison.Shows(found.Record, picture.Record),
                found.Lines is { } lines ? [.. picture.Among(lines).Select(line => line.Mark())] : attempt.Row.Marks)
            : new Held(false, false, []);

    /// <summary>Enters or updates the record; where that is refused and nobody had looked, it may be there against the ledger, or be lost.</summary>
    private async Task<Held> Enter(PortalAttempt attempt, PortalPicture picture, Held there, CancellationToken ending)
    {
        Task Sync(bool isHeld) => Change(attempt, () => parts.Portal.Sync(picture.Record, isHeld, attempt.Calls, picture.Persons(), ending));
        try
        {
            await Sync(there.IsHeld);
            return there;
        }
        catch (PortalRefusedException) when (attempt.Row.Certain)
        {
            var found = await Look(attempt, picture, ending);
            if (found.IsHeld == there.IsHeld)
            {
                throw;
            }
            await Sync(found.IsHeld);
            return found;
        }
    }

    private static async Task Change(PortalAttempt attempt, Func<Task> call)
    {
        attempt.IsUnanswered = true;
        try
        {
            await call();
            attempt.IsUnanswered = false;
        }
        catch (Exception e) when (e is PortalRefusedException or PortalPausedException or PortalFaultException)
        {
            attempt.IsUnanswered = e is PortalFaultException { LeftNothing: false } && attempt.Calls is not [.., { Service: PortalClient.SignInService }];
            throw;
        }
    }

    /// <summary>What is in doubt after it was told.</summary>
    private (PortalDoubt Doubt, DateTimeOffset? LookAt) Doubt(PortalSyncRow row, bool tells, bool isNews)
    {
        var now = parts.MachineClock.GetUtcNow();
        return row.Doubt switch
        {
            PortalDoubt.None => (PortalDoubt.None, null),
            _ when row.LookAt > now => (row.Doubt, row.LookAt),
            // What the portal has, but was never acknowledged, came by the call that was not answered: it is done.
            PortalDoubt.Unanswered when tells || !isNews => (PortalDoubt.SentSince, now + parts.Options.QuietTime),
            _ => (PortalDoubt.None, null),
        };
    }

    /// <summary>What the portal has.</summary>
    /// <param name="IsShown">Whether it is the record as it stands here.</param>
    /// <param name="Marks">Of its lines of progress.</param>
    private sealed record Held(bool IsHeld, bool IsShown, IReadOnlyList<string> Marks);
}

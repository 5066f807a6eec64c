using MediatR;
using OneStop.Domain.Agencies;
using OneStop.Domain.Exports;
using OneStop.Domain.Shared;

namespace OneStop.Application.Jobs;

/// <summary>Work that is due at an instant.</summary>
public enum DueJobKind
{
    /// <summary>Close a dossier whose supplement was not answered; subject: dossier/round.</summary>
    CloseUnanswered,

    /// <summary>Remind the citizen of a supplement some days before the dossier is closed; subject: dossier/round.</summary>
    RemindOfSupplement,

    /// <summary>Count the due instants of open dossiers again after the calendar changed; subject: the dossier to go on after.</summary>
    Reproject,

    /// <summary>A consultation was not answered in time; subject: the transfer.</summary>
    LapseConsultation,

    /// <summary>Move a slice of what agencies left behind to their successors; subject: the succession.</summary>
    Succeed,

    /// <summary>Bring a dossier before the next rung of its procedure's ladder; subject: the dossier.</summary>
    Escalate,

    /// <summary>Erase the personal data of dossiers whose term of retention ended; subject: from which end on.</summary>
    Erase,
    /// <summary>Move a slice of the open work of an official who leaves; subject: the hand-over.</summary>
    HandOver,

    /// <summary>Draw an export; subject: the export. Heavy, so that a worker of its own does it, beside all others.</summary>
    Export,

    /// <summary>Compare in the night what the National Public Service Portal has with what stands here.</summary>
    ReconcilePortal,

    /// <summary>Read in the night what the national database says of procedures and agencies.</summary>
    SyncCatalogue,
}

/// <summary>One piece of due work.</summary>
/// <param name="Subject">What it is about; one job of a kind and subject at a time.</param>
public sealed record DueJob(DueJobKind Kind, string Subject, DateTimeOffset DueAt)
{
    /// <summary>Count the due instants of all open dossiers again, at once.</summary>
    public static DueJob ReprojectAll(DateTimeOffset now) => new(DueJobKind.Reproject, "", now);

    /// <summary>Erase in the next night what is kept no longer.</summary>
    /// <param name="from">Where the walk through the ended dossiers begins.</param>
    public static DueJob EraseExpired(DateTimeOffset now, string from = "0") =>
        new(DueJobKind.Erase, from, VietnamTime.At(VietnamTime.DateOf(now).AddDays(1), new TimeOnly(2, 0)));

    /// <summary>Compare with the portal in the next night.</summary>
    public static DueJob ReconcileNightly(DateTimeOffset now) =>
        new(DueJobKind.ReconcilePortal, "", VietnamTime.At(VietnamTime.DateOf(now).AddDays(1), new TimeOnly(1, 0)));

    /// <summary>Read the national catalogue in the next night, before the portal is compared with.</summary>
    public static DueJob SyncCatalogueNightly(DateTimeOffset now) =>
        new(DueJobKind.SyncCatalogue, "", VietnamTime.At(VietnamTime.DateOf(now).AddDays(1), new TimeOnly(0, 30)));

    /// <summary>Draw an export, at once.</summary>
    public static DueJob Draw(ExportId export, DateTimeOffset now) => new(DueJobKind.Export, export.ToString(), now);

    /// <summary>Move what a succession leaves to move, from the instant it takes effect.</summary>
    public static DueJob Succeed(SuccessionState succession) => new(DueJobKind.Succeed, succession.Id.ToString(), succession.EffectiveAt);
}

/// <summary>The due work, kept in the database: a job is done in the transaction of its effect, once, by whichever process leased it.</summary>
public interface IDueJobs
{
    Task Schedule(DueJob job, CancellationToken ct);

    /// <summary>Takes the job off the list, inside the transaction of its effect; false where another process did it.</summary>
    Task<bool> Finish(DueJob job, CancellationToken ct);
}

/// <summary>Do a due job, stamped with the instant it was due.</summary>
[Allows(Permission.Engine)]
public sealed record RunDueJob(DueJob Job) : ICommand<Done>;

/// <summary>Does the due work of one kind.</summary>
public interface IDueWork
{
    DueJobKind Kind { get; }

    /// <summary>Does it in the transaction in which the job leaves the list.</summary>
    Task Do(DueJob job, CancellationToken ct);
}

internal sealed class RunDueJobHandler(IDueJobs jobs, IEnumerable<IDueWork> works) : IRequestHandler<RunDueJob, Done>
{
    public async Task<Done> Handle(RunDueJob command, CancellationToken ct)
    {
        if (await jobs.Finish(command.Job, ct))
        {
            await works.Single(work => work.Kind == command.Job.Kind).Do(command.Job, ct);
        }
        return new Done();
    }
}

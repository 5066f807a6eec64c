using System.Globalization;
using OneStop.Application.Dossiers;
using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Application.Jobs;

/// <summary>Reminds the citizen, once, of a supplement whose term nears its end.</summary>
internal sealed class RemindOfSupplement(DossierDesk desk) : IDueWork
{
    /// <summary>So many working days before the dossier is closed.</summary>
    private const int DaysBefore = 3;

    public DueJobKind Kind => DueJobKind.RemindOfSupplement;

    public async Task Do(DueJob job, CancellationToken ct)
    {
        var (id, round) = (job.Subject.Split('/')[0], int.Parse(job.Subject.Split('/')[1], CultureInfo.InvariantCulture));
        if (await desk.GetForChange(DossierId.Parse(id, null), job.DueAt, ct) is not { } dossier)
        {
            return;
        }
        var on = await desk.Circumstances(dossier.State, Actor.System, job.DueAt, ct);
        if (dossier.RemindOfSupplement(round, on))
        {
            await desk.SaveForJob(dossier, on, ct);
        }
    }

    /// <summary>In the morning of a working day, some of them before the term ends; null where the term is too short for a day between.</summary>
    internal static DueJob? JobOf(DossierId dossier, Supplement asked, WorkingCalendar calendar)
    {
        var day = calendar.AddWorkingDays(VietnamTime.DateOf(asked.AnswerBy), -DaysBefore);
        return day > VietnamTime.DateOf(asked.RequestedAt).AddDays(1)
            ? new DueJob(DueJobKind.RemindOfSupplement, string.Create(CultureInfo.InvariantCulture, $"{dossier}/{asked.Round}"), calendar.Opening(day))
            : null;
    }
}

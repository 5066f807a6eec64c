using OneStop.Application.Agencies;
using OneStop.Application.Calendar;
using OneStop.Application.Dossiers;
using OneStop.Application.Jobs;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Transfers;

/// <summary>
/// Keeps the transfers in step with their dossier, in its transaction: a route opens its legs by itself; legs pause, go on and end with the
/// dossier — liên thông theo quy trình.
/// </summary>
internal sealed class LinkedWork(ITransferRepository transfers, IAgencies agencies, ICalendars calendars, IDueJobs jobs) : IFollowDossiers
{
    public async Task Follow(DossierChange change, CancellationToken ct)
    {
        var (dossier, before, on) = change;
        if (before is null)
        {
            return;
        }
        if (before.Details.Legs.Any(leg => leg.Standing == LegStanding.Open))
        {
            await KeepUp(dossier, before, on, ct);
        }
        if ((before.ReceivingAgency, before.CompetentAgency) != (dossier.State.ReceivingAgency, dossier.State.CompetentAgency))
        {
            await HandOver(dossier, before, on, ct);
        }
        foreach (var step in dossier.LegsToOpen(on))
        {
            await Send(dossier, await Dispatch(step, dossier.State, on, ct), on, ct);
        }
    }

    /// <summary>Sends a leg of a dossier.</summary>
    public async Task<InterAgencyTransfer> Send(Dossier dossier, Dispatch what, Circumstances on, CancellationToken ct)
    {
        var transfer = InterAgencyTransfer.Send(what, new TransferCircumstances(on.Actor, on.Now, what.Calendar, dossier.State));
        await transfers.Add(transfer, dossier.State, ct);
        await WatchSilence(transfer.State, ct);
        dossier.OpenLeg(transfer, on);
        return transfer;
    }

    /// <summary>Stores a leg that takes the place of another; where the dossier waits for the citizen its clock stands still from the start.</summary>
    public async Task Replace(TransferState old, InterAgencyTransfer next, WorkingCalendar calendar, TransferWork work, CancellationToken ct)
    {
        var dossier = work.Dossier;
        if (Waits(dossier.State))
        {
            next.Pause(RuleOf(dossier.State), work.On with { Calendar = calendar });
        }
        await transfers.Add(next, dossier.State, ct);
        await WatchSilence(next.State, ct);
        dossier.ReplaceLeg(old.Id, next, work.DossierOn);
    }

    /// <summary>After its limit a consultation without an answer lapses or is escalated.</summary>
    public async Task WatchSilence(TransferState s, CancellationToken ct)
    {
        if (s.Kind == TransferKind.Consultation && s.OverdueFrom is { } silent)
        {
            await jobs.Schedule(new DueJob(DueJobKind.LapseConsultation, s.Id.ToString(), silent), ct);
        }
    }

    /// <summary>Counts the due instants of a dossier's open legs again after the calendar changed.</summary>
    /// <returns>Whether one of them moved.</returns>
    public async Task<bool> Reproject(Dossier dossier, Circumstances on, CancellationToken ct)
    {
        if (dossier.State.Details.Legs.All(leg => leg.Standing != LegStanding.Open))
        {
            return false;
        }
        var moved = new Dictionary<TransferId, DateTimeOffset>();
        foreach (var leg in await transfers.OpenOf(dossier.State.Id, ct))
        {
            var around = new TransferCircumstances(on.Actor, on.Now, await calendars.Of(leg.State.Details.CalendarTemplate, ct), dossier.State);
            if (ReprojectOpen.Moves(() => leg.Reproject(around)))
            {
                moved[leg.State.Id] = leg.State.DueAt;
                await transfers.Save(leg, dossier.State, ct);
                await WatchSilence(leg.State, ct);
            }
        }
        if (moved.Count > 0)
        {
            dossier.ReprojectLegs(moved, on);
        }
        return moved.Count > 0;
    }

    /// <summary>Another agency holds the dossier now: what its legs wait for is asked of that one, and they stand in its lists.</summary>
    private async Task HandOver(Dossier dossier, DossierState before, Circumstances on, CancellationToken ct)
    {
        var after = dossier.State;
        foreach (var waiting in after.Details.Legs.Where(leg => leg.Standing != LegStanding.Ended))
        {
            if (await transfers.Find(waiting.Transfer, ct) is { } leg)
            {
                leg.HandOver(before.ReceivingAgency, after.ReceivingAgency, on.Now);
                leg.HandOver(before.CompetentAgency, after.CompetentAgency, on.Now);
                await transfers.Save(leg, after, ct);
            }
        }
    }

    private async Task KeepUp(Dossier dossier, DossierState before, Circumstances on, CancellationToken ct)
    {
        var after = dossier.State;
        var dropped = before.Details.Legs.Where(leg => leg.Standing == LegStanding.Open).Select(leg => leg.Transfer)
            .Intersect(after.Details.Legs.Where(leg => leg.Standing == LegStanding.Ended).Select(leg => leg.Transfer)).ToHashSet();
        if (dropped.Count == 0 && Waits(before) == Waits(after))
        {
            return;
        }
        var moved = new Dictionary<TransferId, DateTimeOffset>();
        foreach (var leg in await transfers.OpenOf(after.Id, ct))
        {
            var around = new TransferCircumstances(on.Actor, on.Now, await calendars.Of(leg.State.Details.CalendarTemplate, ct), after);
            if (dropped.Contains(leg.State.Id))
            {
                leg.EndWithDossier(around);
            }
            else if (Waits(before) == Waits(after))
            {
                // Another leg ended: this one goes on.
                continue;
            }
            else if (Waits(after))
            {
                leg.Pause(RuleOf(after), around);
            }
            else
            {
                leg.Resume(RuleOf(before), around);
                await WatchSilence(leg.State, ct);
            }
            moved[leg.State.Id] = leg.State.DueAt;
            await transfers.Save(leg, after, ct);
        }
        dossier.LegsMoved(moved);
    }

    /// <summary>A step of the route as it is sent.</summary>
    private async Task<Dispatch> Dispatch(RouteStep step, DossierState s, Circumstances on, CancellationToken ct)
    {
        var (leg, tree) = (step.Transfer!, await agencies.Tree(ct));
        var from = leg.Kind is TransferKind.Internal or TransferKind.NonTerritorial ? s.ReceivingAgency : s.CompetentAgency;
        var to = Receiver(leg, s, tree, on.Today);
        var calendar = await calendars.Of(to.WorkingHours, ct);
        var route = DossierPolicy.RouteOf(s, on.Version);
        return new Dispatch
        {
            Kind = to.Code == from ? TransferKind.Internal : leg.Kind, From = from, To = to, Calendar = calendar, Task = step.Name,
            Limit = leg.Limit ?? Planned(step, s.Details.Clock!, calendar, on.Now), AcceptanceTerm = on.Version.AcceptanceTerm,
            StepKey = step.Key, ParallelGroup = leg.ParallelGroup, Decides = route.Steps[route.DecidingIndex].Key == step.Key && s.Outcome is null,
            // Silence cannot decide.
            SilenceMeansConsent = leg.SilenceMeansConsent && to.Code != from && route.Steps[route.DecidingIndex].Key != step.Key, PausesForFinancialObligation = leg.PausesForFinancialObligation,
            InnerSteps = leg.InnerSteps, Documents = Dossier.DocumentsOf(s),
            LegalBasis = leg.Limit is null ? null : on.Version.Source,
        };
    }

    /// <summary>The agency the route names, or who holds its work today; the competent one itself where it has no such neighbour.</summary>
    private static Agency Receiver(RouteTransfer leg, DossierState s, AgencyTree tree, DateOnly today) =>
        (tree.Resolve(leg.ToAgency, s.CompetentAgency) is { } named ? tree.InForceOn(named.Code, today) : null) ?? tree.Find(s.CompetentAgency)!;

    /// <summary>
    /// The planned hours as working minutes of the dossier's clock, and not beyond what it has left while it is in time.
    /// </summary>
    private static TimeLimit Planned(RouteStep step, DeadlineLedger clock, WorkingCalendar calendar, DateTimeOffset now)
    {
        var left = clock.IsOverdue(now) ? 0 : calendar.MinutesBetween(now, clock.DueAt);
        var share = step.LimitHours == 0 ? clock.BudgetMinutes : clock.BudgetMinutes * step.LimitHours / clock.Terms.Limit.PlannedHours;
        var minutes = Math.Max(1, left > 0 && (left < share || step.LimitHours == 0) ? left : share);
        return minutes <= TimeLimit.Most ? new TimeLimit((int)minutes, TimeUnit.Minute) : new TimeLimit((int)(minutes / 60), TimeUnit.Hour);
    }

    /// <summary>Whether the dossier's clock stands still, and with it those of its legs.</summary>
    private static bool Waits(DossierState s) => s.Details.Clock is { IsPaused: true };

    private static string RuleOf(DossierState s) => s.Status == DossierStatus.AwaitingPayment ? "financialObligation" : "supplement";
}

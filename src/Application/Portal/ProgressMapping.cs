using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Portal;

/// <summary>
/// Makes the lines of progress of a dossier for <c>CapNhatTienDoHoSoMC</c> out of its state, oldest first. What happens later stands later in
/// the list, and a line that was made once is made the same again, so that those the portal has can be left out.
/// </summary>
public static class ProgressMapping
{
    public static IReadOnlyList<ProgressMessage> Of(PortalMaterial material, PortalCodes codes) =>
    [
        // By the millisecond, to which some instants are kept: acts of one command stay in the order in which they are named.
        .. Acts(material).OrderBy(act => act.At.ToUnixTimeMilliseconds()).Select(act => Line(act, material, codes)).DistinctBy(line => line.Mark()),
    ];

    private static ProgressMessage Line(Act act, PortalMaterial material, PortalCodes codes)
    {
        var s = material.Dossier;
        var word = codes.Of("NoiDungXuLy", act.Word);
        return new ProgressMessage
        {
            MaHoSo = material.Code,
            NguoiXuLy = Fit(material.NameOf(act.By, act.Agency ?? s.CompetentAgency), nameof(ProgressMessage.NguoiXuLy)),
            ChucDanh = codes.Of("ChucDanh", act.Role is { } role ? WireFormats.Name(role) : "agency"),
            ThoiDiemXuLy = PortalText.Instant(act.At),
            PhongBanXuLy = Fit(material.Agencies.NameOf(act.Agency ?? s.CompetentAgency), nameof(ProgressMessage.PhongBanXuLy)),
            NoiDungXuLy = Fit(act.Step is null ? word : $"{act.Step}: {word}", nameof(ProgressMessage.NoiDungXuLy)),
            TrangThai = codes.Of("TrangThaiHoSo", act.Status),
            NgayBatDau = PortalText.Instant(act.From ?? act.At),
            NgayKetThucTheoQuyDinh = PortalText.Instant(s.DueAt ?? s.Details.AcceptBy),
            Act = $"{act.Word}|{act.StepKey}",
        };
    }

    private static string Fit(string text, string field) => PortalFields.Fit(text, ServiceNames.SyncProgress, field);

    private static IEnumerable<Act> Acts(PortalMaterial material) =>
        Intake(material.Dossier).Concat(Steps(material)).Concat(Interruptions(material.Dossier)).Concat(Ends(material.Dossier));

    private static IEnumerable<Act> Intake(DossierState s)
    {
        yield return new Act(s.SubmittedAt, "submitted", DossierStatus.Registered) { Agency = s.ReceivingAgency };
        if (s.ReceivedAt is { } received)
        {
            yield return new Act(received, "received", DossierStatus.Received) { Agency = s.ReceivingAgency, By = s.Details.Receipt?.IssuedBy, Role = Role.Reception };
        }
    }

    private static IEnumerable<Act> Steps(PortalMaterial material)
    {
        var s = material.Dossier;
        var steps = material.Procedure.RouteOf(s.Details.Route).Steps;
        foreach (var passage in s.Details.Steps.Where(passage => passage is { EndedAt: not null, End: not null and not StepEnd.Closed }))
        {
            var step = steps.FirstOrDefault(one => one.Key == passage.Step);
            yield return new Act(passage.EndedAt!.Value, $"step{passage.End}", DossierStatus.InProgress)
            {
                Step = step?.Name ?? passage.Step, StepKey = passage.Step, Role = step?.Role, By = passage.Assignee, From = passage.StartedAt,
                Agency = step?.Role is Role.Reception or Role.ReturnDesk ? s.ReceivingAgency : s.CompetentAgency,
            };
        }
    }

    private static IEnumerable<Act> Interruptions(DossierState s)
    {
        foreach (var round in s.Details.Supplements)
        {
            yield return new Act(round.RequestedAt, "supplementRequested", DossierStatus.AwaitingSupplement);
            if (round.AnsweredAt is { } answered)
            {
                yield return new Act(answered, "supplementAnswered", round.From) { Agency = s.ReceivingAgency, From = round.RequestedAt };
            }
        }
        foreach (var duty in s.Details.Obligations)
        {
            yield return new Act(duty.ImposedAt, "obligationImposed", DossierStatus.AwaitingPayment);
            if (duty.SettledAt is { } settled)
            {
                yield return new Act(settled, "obligationSettled", DossierStatus.InProgress) { From = duty.ImposedAt };
            }
        }
        foreach (var entry in s.Details.Clock?.Entries.Where(entry => entry.Kind == LedgerEntryKind.Extend) ?? [])
        {
            yield return new Act(entry.At, "extended", DossierStatus.InProgress);
        }
        foreach (var apology in s.Details.Apologies)
        {
            yield return new Act(apology.At, "apologised", DossierStatus.InProgress);
        }
    }

    private static IEnumerable<Act> Ends(DossierState s)
    {
        foreach (var decision in s.Details.Replaced.Select(before => before.Decision).Append(s.Details.Decision).OfType<Decision>())
        {
            yield return new Act(decision.At, decision.Outcome == Outcome.Approved ? "approved" : "refusedToResolve", DossierStatus.InProgress) { By = decision.By, Role = Role.Leader };
        }
        if (s.ClosedAt is { } closed)
        {
            var ended = s.Status == DossierStatus.Returned ? DossierStatus.Resolved : s.Status;
            yield return new Act(closed, WireFormats.Name(ended), ended)
            {
                By = ended == DossierStatus.NotAccepted ? s.Details.RefusedBy : null, Agency = ended == DossierStatus.NotAccepted ? s.ReceivingAgency : s.CompetentAgency,
            };
        }
        foreach (var handing in s.Details.Replaced.Select(before => before.Handing).Append(s.Details.Handing).OfType<Handing>())
        {
            yield return new Act(handing.At, "returned", DossierStatus.Returned) { Agency = s.ReceivingAgency, Role = Role.ReturnDesk };
        }
    }

    /// <summary>Something that was done with the dossier.</summary>
    private sealed record Act(DateTimeOffset At, string Word, DossierStatus Status)
    {
        public string? Step { get; init; }

        public string? StepKey { get; init; }

        public AccountId? By { get; init; }

        public Role? Role { get; init; }

        public string? Agency { get; init; }

        public DateTimeOffset? From { get; init; }
    }
}

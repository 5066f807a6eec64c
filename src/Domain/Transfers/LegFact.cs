using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;

namespace OneStop.Domain.Transfers;

/// <summary>What figures know of a transfer — số liệu báo cáo của một chặng liên thông.</summary>
public static class LegFact
{
    /// <summary>
    /// The fact of a transfer as work of its receiver; null where it came to nothing there: declined, re-routed, recalled. A consultation
    /// that lapsed was not answered in time, whatever silence means.
    /// </summary>
    public static HandlingFact? Of(TransferState t, DossierState dossier)
    {
        if (dossier.Test || t.Status is TransferStatus.Declined or TransferStatus.Rerouted or TransferStatus.Recalled)
        {
            return null;
        }
        var lapsed = t.Status == TransferStatus.Lapsed;
        return new HandlingFact
        {
            Kind = FactKind.Leg, StartedAt = t.SentAt, Item = t.Id.Value, DossierId = t.DossierId,
            Agency = t.ToAgency, AgencyOrigin = t.OriginTo ?? t.ToAgency, Receiving = t.ToAgency, ReceivingOrigin = t.OriginTo ?? t.ToAgency,
            ProcedureCode = dossier.ProcedureCode, Field = dossier.Field, Channel = dossier.Channel, Official = t.Details.AcceptedBy,
            Confidential = dossier.Confidential, Authenticated = dossier.Assurance > 0, OverdueFrom = t.OverdueFrom, ClosedAt = t.ClosedAt,
            Closing = t.ClosedAt is null ? null : lapsed ? Timeliness.Late : t.Closing ?? Timeliness.OnTime,
            FirstClosing = t.ClosedAt is null ? null : lapsed ? Timeliness.Late : t.Details.Clock.FirstClosing,
            Ending = t.ClosedAt is null ? null : Ending.Resolved, TermMinutes = t.Details.Clock.TermMinutes,
        };
    }
}

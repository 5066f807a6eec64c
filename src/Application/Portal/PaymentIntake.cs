using OneStop.Application.Dossiers;
using OneStop.Application.Pipeline;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Portal;

/// <summary>A notice of payment: what was paid settles, whatever came before or comes after it changes nothing — thông báo thanh toán.</summary>
internal sealed class PaymentIntake(InboxDossiers dossiers, IInboxCodes codes, FluentValidation.IValidator<SettleObligation> shape) : IInboxKind
{
    private const string Paid = "paid";

    public string Name => "payment";

    public Func<CancellationToken, Task<InboxEffect>> Prepare(InboxMessage message)
    {
        var data = message.As<PortalPayment>();
        var state = codes.Demand(InboxTable.PaymentStates, data.State, "TrangThaiThanhToan");
        var paidAt = InboxMessage.Instant(data.PaidAt, "ThoiGianThanhToan");
        return ct => Apply(data, state, paidAt, ct);
    }

    private async Task<InboxEffect> Apply(PortalPayment data, string state, DateTimeOffset? paidAt, CancellationToken ct)
    {
        var dossier = await dossiers.PaidFor(data.Code, ct);
        var named = dossier.State.Details.Obligations
            .Where(one => data.Obligation is null || data.Obligation == one.Kind || data.Obligation == one.Id.ToString()).ToArray();
        if (state != Paid || named.Any(one => one.SettledAt is not null && IsSame(one, data, paidAt)))
        {
            return InboxEffect.On(dossier);
        }
        var due = Due(dossier, [.. named.Where(one => one.SettledAt is null)], data);
        var paid = Known(paidAt, dossiers.Now);
        shape.Demand(new SettleObligation(dossier.Key, due.Id, paid, data.Receipt));
        // The platform says that it was paid; no official does.
        return await dossiers.Act(dossier, Actor.System, (one, on) => one.SettleObligation(due.Id, paid, data.Receipt, on), ct);
    }

    /// <summary>
    /// When it was paid, by the clock here: a platform whose clock is ahead a little has been paid by now. What lies further ahead waits, as
    /// either clock may be wrong.
    /// </summary>
    private static DateTimeOffset? Known(DateTimeOffset? paidAt, DateTimeOffset now) =>
        paidAt > now + CallWindow.Span ? throw new ParkedException(DossierRules.PaidInPast, "ThoiGianThanhToan") : Earlier(paidAt, now);

    private static DateTimeOffset? Earlier(DateTimeOffset? paidAt, DateTimeOffset? now) => paidAt > now ? now : paidAt;

    private static Obligation Due(Dossier dossier, Obligation[] open, PortalPayment data)
    {
        if (dossier.State.Status != DossierStatus.AwaitingPayment || open.Length == 0)
        {
            throw dossier.State.Status.IsOpen() ? new ParkedException(InboxRules.DossierAwaitsIt) : new UnprocessableException(InboxRules.DossierIsOpen, null);
        }
        if (open.Length > 1)
        {
            throw new ParkedException(InboxRules.ObligationIsNamed, "MaKhoanThu");
        }
        return data.AmountVnd == open[0].AmountVnd ? open[0] : throw new ParkedException(InboxRules.AmountIsDue, "SoTien");
    }

    private static bool IsSame(Obligation settled, PortalPayment data, DateTimeOffset? paidAt) =>
        (data.Receipt is not null && settled.ReceiptNumber == data.Receipt) || (data.Receipt is null && paidAt is not null && settled.PaidAt == Earlier(paidAt, settled.SettledAt))
        || (data.Obligation is not null && data.Obligation == settled.Id.ToString());
}

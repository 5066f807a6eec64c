using OneStop.Domain.Dossiers;

namespace OneStop.Domain.Transfers;

/// <summary>An agency that time is charged to — cơ quan chịu trách nhiệm về thời gian.</summary>
/// <param name="Code">As it stands now.</param>
/// <param name="Origin">As it stood when the work came to it, before another agency took its place.</param>
public readonly record struct ResponsibleAgency(string Code, string Origin)
{
    public static ResponsibleAgency Of(string code, string? origin) => new(code, origin ?? code);

    public static ResponsibleAgency CompetentFor(DossierState dossier) => Of(dossier.CompetentAgency, dossier.OriginCompetent);
}

/// <summary>A transfer as responsibility counts it: open from sending to closing — chặng liên thông khi tính thời gian trách nhiệm.</summary>
/// <param name="Agency">Who is charged: the receiver; of a misrouted leg whoever sent it there.</param>
/// <param name="ClosedAt">Null while it is open.</param>
public sealed record ResponsibleLeg(TransferId Transfer, ResponsibleAgency Agency, DateTimeOffset SentAt, DateTimeOffset? ClosedAt, DateTimeOffset DueAt)
{
    public static ResponsibleLeg Of(TransferState transfer) => Of(
        transfer.Id, transfer.Status, ResponsibleAgency.Of(transfer.FromAgency, transfer.OriginFrom),
        ResponsibleAgency.Of(transfer.ToAgency, transfer.OriginTo), (transfer.SentAt, transfer.ClosedAt, transfer.DueAt),
        transfer.AcceptedAt is not null);

    public static ResponsibleLeg Of(
        TransferId transfer, TransferStatus status, ResponsibleAgency from, ResponsibleAgency to,
        (DateTimeOffset SentAt, DateTimeOffset? ClosedAt, DateTimeOffset DueAt) times, bool accepted = false) =>
        new(transfer, status.IsMisrouted(accepted) ? from : to, times.SentAt, times.ClosedAt, times.DueAt);

    /// <summary>Whether it is open at an instant, its sending included, its closing not.</summary>
    internal bool IsOpenAt(DateTimeOffset at) => SentAt <= at && !(ClosedAt <= at);

    /// <summary>Whether it ends after another: unfinished after finished, among unfinished the later due instant.</summary>
    internal bool EndsAfter(ResponsibleLeg other)
    {
        var order = (ClosedAt ?? DateTimeOffset.MaxValue).CompareTo(other.ClosedAt ?? DateTimeOffset.MaxValue);
        order = order != 0 ? order : DueAt.CompareTo(other.DueAt);
        return (order != 0 ? order : Transfer.Value.CompareTo(other.Transfer.Value)) > 0;
    }
}

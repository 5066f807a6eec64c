using OneStop.Domain.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Transfers;

/// <summary>Who holds a transfer on a day — đơn vị giữ chặng liên thông.</summary>
public static class TransferHolding
{
    /// <summary>
    /// The transfer as its holders of the day see it: agencies that closed stand under the code of whoever holds their work. One that has
    /// ended is shown as it ended.
    /// </summary>
    public static TransferState HeldOn(this TransferState s, AgencyTree agencies, DateOnly day, bool alsoEnded = false)
    {
        if (!alsoEnded && !s.Status.IsOpen())
        {
            return s;
        }
        var (from, to) = (agencies.HolderOn(s.FromAgency, day), agencies.HolderOn(s.ToAgency, day));
        return from == s.FromAgency && to == s.ToAgency
            ? s
            : s with
            {
                FromAgency = from,
                ToAgency = to,
                OriginFrom = from == s.FromAgency ? s.OriginFrom : s.OriginFrom ?? s.FromAgency,
                OriginTo = to == s.ToAgency ? s.OriginTo : s.OriginTo ?? s.ToAgency,
            };
    }
}

/// <summary>Another agency holds it since a reorganisation — kế thừa sau sắp xếp.</summary>
/// <param name="Dossier">Its dossier; events of before it was told do not name it.</param>
public sealed record TransferTakenOver(string From, string To, DossierId? Dossier) : DomainEvent;

using OneStop.Application.Ports;
using OneStop.Domain.Access;

namespace OneStop.Application.Portal;

/// <summary>Makes the rows of messages: as they came, and after they were refused or must wait.</summary>
internal sealed class InboxRows(PortalNaming naming, IInboxCodes codes, MachineClock clock)
{
    private const int LongestDetail = 100;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>A message of which nothing was read yet.</summary>
    public InboxRow New(SignedCall call, AccountId client) => new()
    {
        MessageId = call.Id, ClientId = client, Kind = "", Fingerprint = call.Fingerprint, State = InboxState.Refused, ReceivedAt = clock.Now, Attempts = 1,
    };

    /// <summary>It with what the message says of itself; its agency in the portal's code.</summary>
    public static InboxRow Of(InboxRow row, InboxMessage message) =>
        row with { Kind = message.Kind, PortalCode = message.PortalCode, Agency = message.AgencyCode ?? row.Agency };

    /// <summary>It under our code of the agency, so that those who look after that agency see it; inside a transaction.</summary>
    public async Task<InboxRow> InOurNames(InboxRow row, CancellationToken ct) =>
        row.Agency is { } code && await naming.FindAgency(code, ct) is { } ours ? row with { Agency = ours } : row;

    /// <summary>It after it had no effect: it waits as long again as it has waited, or is refused for good.</summary>
    public InboxRow Refused(InboxRow row, Refusal refusal, string body)
    {
        var (detail, age) = (refusal.Detail is { Length: > LongestDetail } ? null : refusal.Detail, clock.Now - row.ReceivedAt);
        if (refusal.IsFinal)
        {
            return row with { State = InboxState.Refused, Reason = refusal.Rule.Code, ReasonDetail = detail, NextTryAt = null, Body = null };
        }
        if (age >= codes.Patience)
        {
            return row with { State = InboxState.Refused, Reason = InboxRules.WaitsNotTooLong.Code, ReasonDetail = refusal.Rule.Code, NextTryAt = null, Body = null };
        }
        // By its age: what wakes it in between makes no later wait longer.
        var wait = age < FirstWait ? FirstWait : age < LongestWait ? age : LongestWait;
        return row with { State = InboxState.Parked, Reason = refusal.Rule.Code, ReasonDetail = detail, NextTryAt = clock.Now + wait, Body = body };
    }
}

using System.Text.Json.Serialization;
using OneStop.Application.Lists;
using OneStop.Application.Pipeline;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Portal;

/// <summary>What became of a message.</summary>
public enum InboxState
{
    /// <summary>It had its effect, or had none to have — đã tiếp nhận.</summary>
    Taken,

    /// <summary>It waits for something and is tried again — đang chờ.</summary>
    Parked,

    /// <summary>It will never have an effect — đã từ chối.</summary>
    Refused,
}

/// <summary>A message of the portal and what became of it: one row for each message id. It holds codes and ids; the body only while it is parked.</summary>
public sealed record InboxRow
{
    public required string MessageId { get; init; }

    /// <summary>The machine client that handed it in.</summary>
    public required AccountId ClientId { get; init; }

    /// <summary>As the portal wrote it; empty where the message could not be read.</summary>
    public required string Kind { get; init; }

    /// <summary>The portal's code of the dossier.</summary>
    public string? PortalCode { get; init; }

    /// <summary>The receiving agency; null where none is known by what the message says.</summary>
    public string? Agency { get; init; }

    /// <summary>SHA-256 of the body.</summary>
    public required byte[] Fingerprint { get; init; }

    public required InboxState State { get; init; }

    /// <summary>Code of the rule in its way.</summary>
    public string? Reason { get; init; }

    /// <summary>The field or the code it is about.</summary>
    public string? ReasonDetail { get; init; }

    public DossierId? DossierId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it is tried again, by the machine's clock; null where it is not.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    public required int Attempts { get; init; }

    public string? Body { get; init; }

    /// <summary>The words of the reason, in a language; null where there is none.</summary>
    public string? Words(bool english) =>
        Reason is null || RuleBook.Find(Reason) is not { } rule ? null : (english ? rule.English : rule.Vietnamese) + (ReasonDetail is null ? "" : $" ({ReasonDetail})");
}

/// <summary>The messages of the portal as rows. All but reading is done inside a transaction.</summary>
public interface IPortalInbox
{
    Task<InboxRow?> Find(string messageId, CancellationToken ct);

    /// <summary>Writes a new row; where another process wrote the id meanwhile, the transaction runs again.</summary>
    Task Add(InboxRow row, CancellationToken ct);

    /// <summary>Writes what became of a parked message; false where it is parked no more.</summary>
    Task<bool> Settle(InboxRow row, CancellationToken ct);

    /// <summary>Writes that a parked message waits on, or waits no more; false where it was settled or woken since it was to be tried at an instant.</summary>
    Task<bool> SettleUnlessWoken(InboxRow row, DateTimeOffset? dueAt, CancellationToken ct);

    /// <summary>Lets parked messages about a dossier of the portal be tried at once.</summary>
    Task WakeOf(string portalCode, CancellationToken ct);

    Task<Page<InboxRow>> List(InboxFilter filter, PageRequest page, CancellationToken ct);
}

/// <summary>Which messages are wanted.</summary>
/// <param name="Within">Codes of the agencies whose messages the reader sees; null for all, also of those that name no agency.</param>
public sealed record InboxFilter(InboxState? State, string? Kind, string? Agency, IReadOnlyCollection<string>? Within);

/// <summary>Which of our dossiers is which of the portal's; for both directions of the exchange.</summary>
public interface IPortalDossiers
{
    /// <summary>The portal's code of a dossier; null where it did not come from there.</summary>
    Task<string?> CodeOf(DossierId dossier, CancellationToken ct);

    Task<PortalDossier?> Find(string portalCode, CancellationToken ct);

    /// <summary>Remembers it, inside the transaction in which the dossier is filed.</summary>
    Task Remember(PortalDossier link, CancellationToken ct);
}

/// <summary>A dossier that came from the portal.</summary>
/// <param name="ClientId">The machine client that handed it in, and acts in it.</param>
public sealed record PortalDossier(string PortalCode, DossierId DossierId, AccountId ClientId);

/// <summary>The portal's codes in ours: tables as data, with what the configuration adds.</summary>
public interface IInboxCodes
{
    /// <summary>Our code as the configuration lays it down; null where it does not.</summary>
    string? Set(InboxTable table, string code);

    /// <summary>Our code by the configuration, else by the tables; null where neither has it. Components have the same codes on both sides.</summary>
    string? Find(InboxTable table, string code);

    /// <summary>The provider of identities in whose name the portal says who submitted; null where it says nothing.</summary>
    string? Issuer { get; }

    /// <summary>How long a message waits before it is refused.</summary>
    TimeSpan Patience { get; }
}

/// <summary>The tables of codes.</summary>
public enum InboxTable
{
    Procedures,
    Agencies,
    Components,
    OwnerKinds,
    CopyKinds,
    ReturnWays,
    PaymentStates,
}

/// <summary>A message, as those see it who look after the exchange — thông điệp nhận từ Cổng.</summary>
/// <param name="MaHoSo">The portal's code of the dossier.</param>
/// <param name="ErrorCode">In the portal's manner: `0` where it has nothing to send again.</param>
/// <param name="Message">Why it is parked or refused, in words.</param>
/// <param name="Reason">The same as a stable code.</param>
/// <param name="ReasonDetail">The field, or the code that is not known.</param>
/// <param name="NextTryAt">When it is tried again.</param>
public sealed record InboxView(
    string MessageId, string Kind, InboxState State, [property: JsonPropertyName("MaHoSo")] string? MaHoSo, DossierId? DossierId, string? Agency,
    [property: JsonPropertyName("error_code")] string ErrorCode, string? Message, string? Reason, string? ReasonDetail,
    DateTimeOffset ReceivedAt, DateTimeOffset? NextTryAt, int Attempts)
{
    internal static InboxView Of(InboxRow row, bool english) => new(
        row.MessageId, row.Kind, row.State, row.PortalCode, row.DossierId, row.Agency, row.State == InboxState.Refused ? "1" : "0",
        row.Words(english), row.Reason, row.ReasonDetail, row.ReceivedAt, row.NextTryAt, row.Attempts);
}

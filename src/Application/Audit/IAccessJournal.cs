using OneStop.Domain.Dossiers;

namespace OneStop.Application.Audit;

/// <summary>What of a dossier somebody looked at — nội dung đã xem.</summary>
public enum AccessKind
{
    /// <summary>The dossier itself.</summary>
    Dossier = 1,

    /// <summary>Its receipt.</summary>
    Receipt,

    /// <summary>Its history, with what officials wrote to each other.</summary>
    History,

    /// <summary>The slip of one of its transfers, or another printed form.</summary>
    Form,

    /// <summary>Its row in a search by name, number or phone.</summary>
    Search,

    /// <summary>A registry of others was asked about one of its people.</summary>
    Registry,
}

/// <summary>
/// Who looked at whose personal data (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15). One row for each reader, dossier and minute of the machine's
/// clock, with what was looked at first in it, or that a registry was asked; owners and their representatives are readers like others — nhật ký truy cập.
/// </summary>
public interface IAccessJournal
{
    /// <summary>
    /// Notes that the caller sees personal data of the dossier; costs nothing where that is noted for this minute already. It waits where the
    /// journal cannot keep up: no reading goes out unnoted. What the engine reads, and what is erased, is not noted.
    /// </summary>
    ValueTask Note(DossierState seen, AccessKind what, CancellationToken ct);

    /// <summary>Notes in the running transaction that the caller asks a registry about one of its people; what was looked at in this minute gives way to it.</summary>
    Task NoteAsked(DossierState about, CancellationToken ct);
}

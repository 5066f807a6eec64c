using OneStop.Domain.Dossiers;

namespace OneStop.Infrastructure.Portal;

/// <summary>A line of the ledger as those who send it see it.</summary>
internal sealed record PortalSyncRow
{
    public required DossierId DossierId { get; init; }

    /// <summary>Position in the event log of the last event that the portal is to know of.</summary>
    public required long Wanted { get; init; }

    /// <summary>How often somebody asked for it to be sent again, whatever the portal has.</summary>
    public required int Resends { get; init; }

    public required int Attempts { get; init; }

    public DateTimeOffset? LeasedUntil { get; init; }

    /// <summary>Number of the lease; whoever holds an earlier one writes nothing more.</summary>
    public required int Run { get; init; }

    /// <summary>Whether what follows is what the portal has: not while something is on the way.</summary>
    public required bool Certain { get; init; }

    /// <summary>Whether it has the dossier.</summary>
    public required bool Held { get; init; }

    /// <summary>Fingerprint of the record it has.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Marks of the lines of progress it has, parted by commas.</summary>
    public required string Lines { get; init; }

    /// <summary>Whether a call may still be carried out there that came to no answer.</summary>
    public required PortalDoubt Doubt { get; init; }

    /// <summary>Before this instant a look says nothing about that call; null where there is none.</summary>
    public DateTimeOffset? LookAt { get; init; }

    public IReadOnlyList<string> Marks => Lines.Split(',', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What is not known because a call that changes something came to no answer: the portal may carry it out whenever it comes to it.</summary>
internal enum PortalDoubt
{
    /// <summary>Every such call was answered.</summary>
    None,

    /// <summary>One was not; nothing is said before it had time to be carried out.</summary>
    Unanswered,

    /// <summary>The dossier was sent since; another look is to show that the call did not come after that.</summary>
    SentSince,
}

/// <summary>What the portal has of a dossier after it was told.</summary>
/// <param name="Marks">Of the lines of progress it has.</param>
internal sealed record ToldDossier(int Version, string Fingerprint, IReadOnlyList<string> Marks, PortalDoubt Doubt, DateTimeOffset? LookAt);

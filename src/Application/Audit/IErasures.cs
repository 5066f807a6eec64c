using OneStop.Domain.Access;
using OneStop.Domain.Audit;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Audit;

/// <summary>What personal data leave beside the row they belong to, and the record that they went.</summary>
public interface IErasures
{
    /// <summary>Forgets by whom the dossier is found, what was noted about it and its transfers, and who looked at it; writes the record.</summary>
    Task Forget(Dossier dossier, IReadOnlyList<InterAgencyTransfer> transfers, ErasureBasis basis, CancellationToken ct);

    /// <summary>Forgets name, password, outside identities and notes of the account, what its mandates say of people, ends its sessions; writes the record.</summary>
    Task Forget(Account account, ErasureBasis basis, CancellationToken ct);

    /// <summary>Whether dossiers of the account have not ended.</summary>
    Task<bool> HasOpenDossier(AccountId account, CancellationToken ct);

    /// <summary>Whether it represents somebody, or somebody represents it, on the day or later.</summary>
    Task<bool> HasMandate(AccountId account, DateOnly today, CancellationToken ct);

    /// <summary>Ended dossiers with personal data, oldest first; those of one instant by their identity.</summary>
    /// <param name="from">Ended at or after.</param>
    /// <param name="after">Of those that ended at <paramref name="from"/>, the last that was looked at.</param>
    /// <param name="before">Ended before.</param>
    Task<IReadOnlyList<EndedDossier>> Ended(DateTimeOffset from, DossierId after, DateTimeOffset before, int most, CancellationToken ct);

    /// <summary>The shortest term of retention of any procedure that has one of its own, in years.</summary>
    Task<int?> ShortestTerm(CancellationToken ct);
}

/// <summary>A dossier whose personal data wait for their erasure.</summary>
public sealed record EndedDossier
{
    public required DossierId Id { get; init; }

    public required DateTimeOffset ClosedAt { get; init; }

    /// <summary>The term of its procedure; null for the general one.</summary>
    public int? RetentionYears { get; init; }
}

/// <summary>How long personal data are kept; section <c>Privacy</c>.</summary>
public sealed record PrivacyOptions
{
    /// <summary>Years from the end of a dossier, where its procedure says nothing else.</summary>
    public int RetentionYears { get; init; } = 20;
}

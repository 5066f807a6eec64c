using FluentValidation;
using OneStop.Application.Lists;
using OneStop.Domain.Access;

namespace OneStop.Application.Access;

/// <summary>A mandate as its two sides and the desk that recorded it see it — việc đại diện, ủy quyền.</summary>
public sealed record MandateView
{
    public required MandateId Id { get; init; }

    public required int Version { get; init; }

    public required MandateKind Kind { get; init; }

    /// <summary>Who is represented.</summary>
    public required MandateParty Principal { get; init; }

    /// <summary>Who represents.</summary>
    public required MandateParty Representative { get; init; }

    /// <summary>Codes of the procedures it is limited to; null for all.</summary>
    public IReadOnlyList<string>? Procedures { get; init; }

    /// <summary>Whether the representative may file and act, or only look.</summary>
    public required bool MayAct { get; init; }

    public required DateOnly FromDay { get; init; }

    /// <summary>Last day; null until it is revoked.</summary>
    public DateOnly? ToDay { get; init; }

    /// <summary>The paper it rests on.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>Code of the agency whose desk recorded it; null where the principal granted it.</summary>
    public string? Agency { get; init; }

    /// <summary>From when on it counts; null while one side has not accepted it.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Which side has yet to accept it; null where none has.</summary>
    public MandateSide? WaitsFor { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>A side of a mandate.</summary>
/// <param name="DisplayName">Full name, for the two sides themselves; the other's only once the mandate is accepted. Null for everybody else.</param>
public sealed record MandateParty(AccountId Id, string? DisplayName);

/// <summary>Mandates as their own module changes and lists them.</summary>
public interface IMandates
{
    Task<Mandate?> Find(MandateId id, CancellationToken ct);

    /// <summary>What the two sides have already; nobody adds or accepts one before the transaction ends.</summary>
    Task<LiveMandates> CountLive(AccountId principal, AccountId representative, MandateKind kind, DateOnly today, CancellationToken ct);

    /// <summary>Whether somebody can sign in to the account: by a password or an outside issuer.</summary>
    Task<bool> SignsIn(AccountId account, CancellationToken ct);

    /// <summary>What the accounts are called.</summary>
    Task<IReadOnlyDictionary<AccountId, string>> NamesOf(IReadOnlyCollection<AccountId> accounts, CancellationToken ct);

    Task Add(Mandate mandate, CancellationToken ct);

    Task Save(Mandate mandate, CancellationToken ct);

    /// <summary>Newest first.</summary>
    Task<Page<MandateState>> List(MandateFilter filter, PageRequest page, CancellationToken ct);

    /// <summary>The account that stands for a person without one of his own; null where there is none yet.</summary>
    Task<AccountId?> PersonOf(string personalId, CancellationToken ct);

    /// <summary>Notes which account stands for the person.</summary>
    Task KeepPerson(string personalId, AccountId account, CancellationToken ct);
}

/// <summary>Which mandates are wanted; a null asks for nothing.</summary>
public sealed record MandateFilter(AccountId? Principal, AccountId? Representative, IReadOnlyList<string> Agencies, DateOnly? InForceOn);

/// <summary>A reference to a paper that was seen.</summary>
internal sealed class EvidenceShape : AbstractValidator<Evidence>
{
    public EvidenceShape()
    {
        RuleFor(d => d.Name).NotEmpty().MaximumLength(200);
        RuleFor(d => d.MediaType).NotEmpty().MaximumLength(100);
        RuleFor(d => d.Sha256).NotEmpty().Matches(@"^[0-9a-f]{64}\z");
    }
}

using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Registries;

/// <summary>Registries of others.</summary>
public enum Registry
{
    /// <summary>The population database — cơ sở dữ liệu quốc gia về dân cư.</summary>
    Persons,

    /// <summary>The business register — cơ sở dữ liệu đăng ký doanh nghiệp.</summary>
    Enterprises,

    /// <summary>The civil-status register — cơ sở dữ liệu hộ tịch.</summary>
    CivilStatus,
}

/// <summary>Why a registry is asked; a code, never free text.</summary>
public enum LookUpPurpose
{
    /// <summary>To see whether what was declared is true — kiểm tra thông tin khai báo.</summary>
    VerifyDeclaration,

    /// <summary>So that the citizen need not hand in a paper — thay giấy tờ phải nộp.</summary>
    ReplacePaper,

    /// <summary>While a dossier is filed at the counter — tiếp nhận hồ sơ.</summary>
    Filing,
}

/// <summary>What came of a question.</summary>
public enum LookUpOutcome
{
    /// <summary>It was asked, and no answer is known.</summary>
    Asked,

    Found,

    NotFound,

    TimedOut,

    Unavailable,

    /// <summary>It answered that it will not say.</summary>
    Rejected,

    /// <summary>Its answer is none.</summary>
    Unsound,

    NotConnected,
}

/// <summary>What a registry holds about a number; what the registry does not have is absent — thông tin tra cứu.</summary>
/// <param name="Name">Of the person or enterprise.</param>
/// <param name="Status">As the registry calls it.</param>
/// <param name="Date">Of birth, of establishment, or of the civil-status entry.</param>
/// <param name="Representative">Who represents the enterprise.</param>
/// <param name="EntryNumber">Number of the civil-status entry.</param>
public sealed record RegistryRecord(string Name, string? Status, DateOnly? Date, string? Address, string? Representative, string? EntryNumber);

/// <summary>What a registry answered.</summary>
public sealed record RegistryAnswer(LookUpOutcome Outcome, RegistryRecord? Record = null);

/// <summary>Asks registries of others. It waits a few seconds at most and throws nothing: every failure is an outcome.</summary>
public interface IRegistries
{
    /// <param name="call">Identity of the call, the same when it is asked a second time.</param>
    Task<RegistryAnswer> Ask(Registry registry, string number, LookUpPurpose purpose, Guid call, CancellationToken ct);
}

/// <summary>One question to a registry: who asked which, when, why, about which dossier. Of the number only a keyed digest.</summary>
public sealed record RegistryCall
{
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required AccountId ActorId { get; init; }

    public required Registry Registry { get; init; }

    public required LookUpPurpose Purpose { get; init; }

    public DossierId? DossierId { get; init; }

    /// <summary>Whether the number is one of the dossier's people.</summary>
    public required bool OfDossier { get; init; }

    /// <summary>In whose name it was asked.</summary>
    public required string Agency { get; init; }

    public required LookUpOutcome Outcome { get; init; }

    public required int Milliseconds { get; init; }
}

/// <summary>How many questions somebody asked.</summary>
/// <param name="OfStrangers">Of them, those about a number that no dossier named with the question has.</param>
public sealed record AskedCount(long All, long OfStrangers);

/// <summary>The log of questions. Written inside transactions: before a question is asked, and after.</summary>
public interface IRegistryCalls
{
    /// <summary>How many questions a person asked since an instant.</summary>
    Task<AskedCount> Asked(AccountId actor, DateTimeOffset since, CancellationToken ct);

    Task Begin(RegistryCall call, string number, CancellationToken ct);

    Task End(RegistryCall call, CancellationToken ct);

    Task<Page<RegistryCall>> List(RegistryCallFilter filter, PageRequest page, CancellationToken ct);
}

/// <summary>Which calls are wanted.</summary>
/// <param name="Within">Codes of the agencies the reader controls; null for all.</param>
public sealed record RegistryCallFilter(Registry? Registry, LookUpOutcome? Outcome, DossierId? Dossier, IReadOnlyCollection<string>? Within);

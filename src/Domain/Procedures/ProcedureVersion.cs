using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;

namespace OneStop.Domain.Procedures;

/// <summary>Way a dossier comes in — kênh tiếp nhận.</summary>
public enum Channel
{
    /// <summary>Trực tiếp.</summary>
    Counter,

    /// <summary>Trực tuyến.</summary>
    Online,

    /// <summary>Bưu chính công ích.</summary>
    Postal,
}

/// <summary>How far a procedure can be done online — mức độ dịch vụ công trực tuyến.</summary>
public enum ServiceLevel
{
    /// <summary>Cung cấp thông tin.</summary>
    Information,

    /// <summary>Một phần.</summary>
    Partial,

    /// <summary>Toàn trình.</summary>
    Full,
}

/// <summary>Where a version stands — trạng thái công bố.</summary>
public enum VersionStatus
{
    /// <summary>Dự thảo.</summary>
    Draft,

    /// <summary>Đã công bố.</summary>
    Published,
}

/// <summary>
/// One version of a procedure, in force between two days; a dossier lives under the version of its reception — phiên bản thủ tục hành chính.
/// </summary>
public sealed record ProcedureVersion
{
    /// <summary>1, 2, 3, … within the procedure.</summary>
    public required int Number { get; init; }

    public VersionStatus Status { get; init; }

    public required string Name { get; init; }

    /// <summary>Code of its field — mã lĩnh vực.</summary>
    public required string Field { get; init; }

    /// <summary>Main level that resolves it.</summary>
    public required AgencyLevel Level { get; init; }

    public IReadOnlyList<AgencyLevel> AlsoLevels { get; init; } = [];

    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>Last day it is in force; null while open.</summary>
    public DateOnly? EffectiveTo { get; init; }

    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>Service level since 2022; null where not stated.</summary>
    public ServiceLevel? Service { get; init; }

    /// <summary>Online level 1–4 of Decree 43/2011/NĐ-CP; null where not stated.</summary>
    public int? OnlineLevel2018 { get; init; }

    /// <summary>At least one case, each with its limit — trường hợp giải quyết.</summary>
    public required IReadOnlyList<ProcedureCase> Cases { get; init; }

    public IReadOnlyList<Component> Components { get; init; } = [];

    /// <summary>How fees are set; <see cref="Fees"/> may be empty although there are some.</summary>
    public FeePolicy FeePolicy { get; init; } = FeePolicy.Unknown;

    public IReadOnlyList<FeeLine> Fees { get; init; } = [];

    public IReadOnlyList<ResultKind> Results { get; init; } = [];

    /// <summary>What a supplement request does to the clock.</summary>
    public SupplementPolicy SupplementPolicy { get; init; } = SupplementPolicy.Restart;

    /// <summary>Working days from reception in which a request restarts the clock.</summary>
    public int SupplementWindow { get; init; } = SupplementClock.DefaultWindow;

    /// <summary>How often the citizen may be asked for supplements.</summary>
    public int SupplementRounds { get; init; } = 1;

    /// <summary>After how long an unanswered supplement closes the dossier.</summary>
    public TimeLimit SupplementTerm { get; init; } = new(30, TimeUnit.CalendarDay);

    /// <summary>In how much working time an online dossier must be accepted or refused.</summary>
    public TimeLimit AcceptanceTerm { get; init; } = new(8, TimeUnit.Hour);

    /// <summary>Receptions after this time of day count from the next working day; null for the general rule.</summary>
    public TimeOnly? CutOff { get; init; }

    /// <summary>Routes of this version, the default one without an agency — quy trình nội bộ.</summary>
    public IReadOnlyList<Route> Routes { get; init; } = [];

    /// <summary>The escalation ladder, lowest rung first; empty where nobody is to be told.</summary>
    public IReadOnlyList<EscalationRung> Escalation { get; init; } = [];

    /// <summary>Whether its dossiers are seen only by those who must work on them — hồ sơ hạn chế tiếp cận.</summary>
    public bool Confidential { get; init; }

    /// <summary>Years from the end of a dossier after which its personal data are erased; null for the general term — thời hạn lưu trữ.</summary>
    public int? RetentionYears { get; init; }

    /// <summary>Law and decision it rests on.</summary>
    public string? Source { get; init; }

    public bool Verified { get; init; }

    public bool IsInForceOn(DateOnly day) =>
        Status == VersionStatus.Published && !(day < EffectiveFrom) && !(day > EffectiveTo);

    /// <summary>Solved on the day of reception.</summary>
    public bool IsSameDay => Cases.All(c => c.Limit.Unit == TimeUnit.SameDay);

    /// <summary>The route for a competent agency on a day: its own, the default, or the standard one; one for the very case comes first.</summary>
    public Route RouteFor(string competentAgency, string caseKey, DateOnly on) =>
        Routes.Where(route => route.Agency is null || route.Agency == competentAgency)
            .Where(route => route.Fits(caseKey) && route.IsInForceOn(on))
            .OrderByDescending(route => route.Agency is not null).ThenByDescending(route => route.Case is not null)
            .FirstOrDefault()
        ?? (IsSameDay ? Route.OnTheSpot : Route.Standard);

    /// <summary>The route of that key: one of this version, the standard one or the one on the spot.</summary>
    public Route RouteOf(string key) =>
        Routes.FirstOrDefault(route => route.Key == key) ?? (key == Route.OnTheSpot.Key ? Route.OnTheSpot : Route.Standard);
}

/// <summary>One case of a procedure with its own limit — trường hợp.</summary>
/// <param name="Key">Slug, unique in the version.</param>
/// <param name="Channel">Where the case is for one channel only.</param>
public sealed record ProcedureCase(string Key, string Name, TimeLimit Limit, Channel? Channel = null);

/// <summary>A part the dossier must or may have — thành phần hồ sơ.</summary>
/// <param name="Code">Unique in the version; <c>01</c>, <c>02</c>, … by position.</param>
public sealed record Component(string Code, string Name, bool Required, int Originals, int CertifiedCopies, int Photocopies);

/// <summary>How the fees of a procedure are set — cơ sở thu phí.</summary>
public enum FeePolicy
{
    /// <summary>Không thu.</summary>
    Free,

    /// <summary>Mức cố định.</summary>
    Fixed,

    /// <summary>Hội đồng nhân dân cấp tỉnh quy định.</summary>
    ProvincialCouncil,

    /// <summary>Chưa rõ.</summary>
    Unknown,
}

/// <summary>Fee or charge — phí hay lệ phí.</summary>
public enum FeeKind
{
    /// <summary>Phí.</summary>
    Fee,

    /// <summary>Lệ phí.</summary>
    Charge,
}

/// <summary>One line of fees — mức phí, lệ phí.</summary>
/// <param name="AmountVnd">In đồng.</param>
/// <param name="Per">What the amount is for: <c>dossier</c>, <c>document</c>, <c>copy</c>, <c>page</c>, <c>case</c>.</param>
/// <param name="MostVnd">Upper bound in đồng, where there is one.</param>
/// <param name="SetBy">Who sets it — cơ quan quy định mức thu.</param>
public sealed record FeeLine(string Name, FeeKind Kind, long AmountVnd, string Per, long? MostVnd, Channel? Channel, string? SetBy);

/// <summary>A kind of result — kết quả thực hiện.</summary>
/// <param name="Code">Type code such as <c>KQ.G15.000031</c>, where it has one.</param>
public sealed record ResultKind(string? Code, string Name);

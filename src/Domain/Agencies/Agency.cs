namespace OneStop.Domain.Agencies;

/// <summary>Level of administration — cấp hành chính.</summary>
public enum AgencyLevel
{
    /// <summary>Cấp bộ.</summary>
    Ministry,

    /// <summary>Cấp tỉnh.</summary>
    Province,

    /// <summary>Cấp huyện, đến hết 30/06/2025.</summary>
    District,

    /// <summary>Cấp xã.</summary>
    Commune,
}

/// <summary>What kind of body an agency is — loại cơ quan.</summary>
public enum AgencyKind
{
    /// <summary>Bộ, cơ quan ngang bộ.</summary>
    Ministry,

    /// <summary>Ủy ban nhân dân.</summary>
    PeoplesCommittee,

    /// <summary>Sở và tương đương.</summary>
    Department,

    /// <summary>Bộ phận Một cửa, Trung tâm Phục vụ hành chính công.</summary>
    OneStop,

    /// <summary>Văn phòng, chi nhánh đăng ký đất đai.</summary>
    LandRegistration,

    /// <summary>Công an.</summary>
    Police,

    /// <summary>Bảo hiểm xã hội.</summary>
    SocialInsurance,

    /// <summary>Cơ quan thuế.</summary>
    Tax,
}

/// <summary>An agency of the administration — cơ quan, đơn vị.</summary>
public sealed record Agency
{
    /// <summary>Identifier code — mã định danh (Quyết định 20/2020/QĐ-TTg).</summary>
    public required string Code { get; init; }

    /// <summary>Code of the form V1V2V3.Z1Z2.Y1Y2.MX1X2, where it had one (QCVN 102:2016).</summary>
    public string? LegacyCode { get; init; }

    public required string Name { get; init; }

    public required AgencyKind Kind { get; init; }

    public required AgencyLevel Level { get; init; }

    /// <summary>Code of the agency above it.</summary>
    public string? Parent { get; init; }

    /// <summary>Statistical code of its area — mã đơn vị hành chính.</summary>
    public string? AreaCode { get; init; }

    /// <summary>First day it exists; null where not known.</summary>
    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>Last day it exists; null while open.</summary>
    public DateOnly? EffectiveTo { get; init; }

    /// <summary>The agency that took its work over — đơn vị kế thừa.</summary>
    public string? Successor { get; init; }

    /// <summary>Further agencies that took over parts of its work.</summary>
    public IReadOnlyList<string> OtherSuccessors { get; init; } = [];

    /// <summary>Agencies it works with, by what they are to it (<c>taxOffice</c>, <c>landOffice</c>, <c>police</c>, <c>socialInsurance</c>).</summary>
    public IReadOnlyDictionary<string, string> Links { get; init; } = new Dictionary<string, string>();

    /// <summary>Name of its weekly template of opening hours.</summary>
    public required string WorkingHours { get; init; }

    /// <summary>Divisions — phòng, bộ phận.</summary>
    public IReadOnlyList<string> Divisions { get; init; } = [];

    /// <summary>Code templates by first day; empty for the national ones — mẫu mã hồ sơ.</summary>
    public IReadOnlyList<DatedCodeTemplate> CodeTemplates { get; init; } = [];

    public bool Verified { get; init; }

    public string? Note { get; init; }

    /// <summary>Grows with every change.</summary>
    public int Version { get; init; } = 1;

    public bool IsInForceOn(DateOnly day) => !(day < EffectiveFrom) && !(day > EffectiveTo);
}

/// <summary>A template of dossier codes from a day on — mẫu mã hồ sơ.</summary>
/// <param name="Template">
/// <c>{legacyCode}</c>, <c>{code}</c>, <c>{yyMMdd}</c>, <c>{yyyyMMdd}</c>, <c>{0000}</c>, <c>{0000000}</c> (the daily number, padded).
/// </param>
public sealed record DatedCodeTemplate(DateOnly From, string Template);

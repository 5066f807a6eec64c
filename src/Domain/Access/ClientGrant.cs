using System.Text.Json.Serialization;

namespace OneStop.Domain.Access;

/// <summary>What a machine client may be allowed — phạm vi quyền của phần mềm kết nối.</summary>
public enum Scope
{
    /// <summary>Read the dossiers of its agencies and procedures — đọc hồ sơ.</summary>
    [JsonStringEnumMemberName("dossiers.read")]
    ReadDossiers,

    /// <summary>File dossiers, and act for the owner in those it filed — nộp hồ sơ.</summary>
    [JsonStringEnumMemberName("dossiers.file")]
    FileDossiers,

    /// <summary>Say which citizen, signed in elsewhere, a dossier belongs to — nộp hồ sơ thay người dân đã xác thực.</summary>
    [JsonStringEnumMemberName("dossiers.onBehalf")]
    FileOnBehalf,

    /// <summary>Read identifiers and contacts without a mask — đọc dữ liệu định danh.</summary>
    [JsonStringEnumMemberName("dossiers.identifiers")]
    ReadIdentifiers,

    /// <summary>Draw reports — khai thác báo cáo.</summary>
    [JsonStringEnumMemberName("reports.read")]
    ReadReports,

    /// <summary>Hand in what came in at the National Portal — trao đổi với Cổng Dịch vụ công quốc gia.</summary>
    [JsonStringEnumMemberName("portal.exchange")]
    ExchangePortal,

    /// <summary>Hand in documents about dossiers from the systems of its agencies — gửi văn bản vào hồ sơ.</summary>
    [JsonStringEnumMemberName("documents.exchange")]
    ExchangeDocuments,
}

/// <summary>What a machine client may do, where and with what — quyền của phần mềm kết nối.</summary>
public sealed record ClientGrant
{
    public IReadOnlyList<Scope> Scopes { get; init; } = [];

    /// <summary>Codes of the procedures it is limited to; null for all.</summary>
    public IReadOnlyList<string>? Procedures { get; init; }

    /// <summary>Codes of the agencies it is limited to, with all below them; null for all.</summary>
    public IReadOnlyList<string>? Agencies { get; init; }

    /// <summary>Whether all it files is for trying out: apart from live dossiers, in no report — dữ liệu thử nghiệm.</summary>
    public bool Test { get; init; }

    /// <summary>Its own limit of requests per second; null for the general one.</summary>
    public int? RequestsPerSecond { get; init; }

    public bool Allows(Scope scope) => Scopes.Contains(scope);

    public bool Includes(string procedure) => Procedures is null || Procedures.Contains(procedure);
}

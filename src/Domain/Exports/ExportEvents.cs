using OneStop.Domain.Shared;

namespace OneStop.Domain.Exports;

/// <summary>Somebody asked for an export — yêu cầu kết xuất.</summary>
public sealed record ExportRequested(string Report, ExportFormat Format) : DomainEvent;

/// <summary>It can be fetched — kết xuất xong.</summary>
public sealed record ExportFinished(long Rows, long Bytes, string Sha256) : DomainEvent;

/// <summary>It could not be drawn — kết xuất không thành công.</summary>
/// <param name="Problem">Code of the rule that was in its way.</param>
public sealed record ExportFailed(string Problem) : DomainEvent;

/// <summary>A failed one is drawn again — kết xuất lại.</summary>
public sealed record ExportRetried : DomainEvent;

/// <summary>The requester needs it no more — hủy, xóa kết xuất.</summary>
public sealed record ExportRemoved : DomainEvent;

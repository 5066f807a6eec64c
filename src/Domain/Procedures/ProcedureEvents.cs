using OneStop.Domain.Shared;

namespace OneStop.Domain.Procedures;

/// <summary>A version was drafted — soạn dự thảo.</summary>
public sealed record ProcedureDrafted(string Code, int Number) : DomainEvent;

/// <summary>A draft was changed — sửa dự thảo.</summary>
public sealed record ProcedureDraftChanged(string Code, int Number) : DomainEvent;

/// <summary>A version was published — công bố.</summary>
public sealed record ProcedurePublished(string Code, int Number, DateOnly? EffectiveFrom, DateOnly? EffectiveTo) : DomainEvent;

/// <summary>Versions got their last day — bãi bỏ.</summary>
public sealed record ProcedureRepealed(string Code, IReadOnlyList<int> Numbers, DateOnly EffectiveTo) : DomainEvent;

/// <summary>Other agencies are competent for it now — thay đổi cơ quan có thẩm quyền.</summary>
public sealed record OfferingsChanged(string Code, IReadOnlyList<string> Added, IReadOnlyList<string> Removed) : DomainEvent;

/// <summary>The procedure came with its versions from elsewhere — nhập danh mục.</summary>
public sealed record ProcedureImported(string Code, int Versions) : DomainEvent;

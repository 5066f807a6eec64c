using OneStop.Domain.Shared;

namespace OneStop.Domain.Portal;

/// <summary>A procedure of the national database was mapped to one of the catalogue — ánh xạ thủ tục quốc gia.</summary>
public sealed record NationalProcedureMapped(string Code, string Procedure) : DomainEvent;

/// <summary>A procedure of the national database is mapped to none any more — bỏ ánh xạ thủ tục quốc gia.</summary>
public sealed record NationalProcedureUnmapped(string Code, string Procedure) : DomainEvent;

/// <summary>A mapped procedure was changed in the national database — thủ tục quốc gia thay đổi.</summary>
public sealed record NationalProcedureChanged(string Code, string Procedure) : DomainEvent;

/// <summary>A mapped procedure is not in the national list any more — thủ tục quốc gia bị bãi bỏ.</summary>
public sealed record NationalProcedureWithdrawn(string Code, string Procedure) : DomainEvent;

/// <summary>A mapped procedure stands in the national database again as it was acknowledged, or stands there again at all — thủ tục quốc gia được khôi phục.</summary>
public sealed record NationalProcedureRestored(string Code, string Procedure) : DomainEvent;

/// <summary>What changed in the national database was acknowledged — xác nhận thay đổi thủ tục quốc gia.</summary>
public sealed record NationalProcedureAcknowledged(string Code, string Procedure) : DomainEvent;

/// <summary>An agency of the national database was mapped to one of ours — ánh xạ cơ quan quốc gia.</summary>
public sealed record NationalAgencyMapped(string Code, string Agency) : DomainEvent;

/// <summary>An agency of the national database is mapped to none any more — bỏ ánh xạ cơ quan quốc gia.</summary>
public sealed record NationalAgencyUnmapped(string Code, string Agency) : DomainEvent;

using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Transfers;

/// <summary>A leg was sent: its clock starts — chuyển hồ sơ liên thông.</summary>
public sealed record TransferSent(
    DossierId Dossier, TransferKind Kind, string From, string To, string? Step, string? ParallelGroup, TransferId? Previous, DateTimeOffset AcceptBy,
    DateTimeOffset DueAt) : DomainEvent;

/// <summary>The receiver took it — tiếp nhận hồ sơ liên thông.</summary>
public sealed record TransferAccepted(DossierId Dossier) : DomainEvent;

/// <summary>The receiver sent it back — từ chối tiếp nhận liên thông.</summary>
public sealed record TransferDeclined(DossierId Dossier) : DomainEvent;

/// <summary>Another agency gets it — chuyển tiếp.</summary>
public sealed record TransferRerouted(DossierId Dossier, TransferId Next, string To) : DomainEvent;

/// <summary>An inner step is done — hoàn thành bước của chặng.</summary>
public sealed record TransferStepCompleted(DossierId Dossier, string Step, string? Next) : DomainEvent;

/// <summary>The work is done, the result goes back — hoàn thành chặng liên thông.</summary>
public sealed record TransferCompleted(DossierId Dossier, Outcome? Outcome, int Documents) : DomainEvent;

/// <summary>Taken back before it was opened, or its dossier ended — thu hồi.</summary>
public sealed record TransferRecalled(DossierId Dossier, bool WithDossier) : DomainEvent;

/// <summary>The sender asked where it stays — đôn đốc.</summary>
public sealed record TransferReminded(DossierId Dossier, int Number) : DomainEvent;

/// <summary>No answer in time — hết hạn lấy ý kiến.</summary>
public sealed record ConsultationLapsed(DossierId Dossier, bool Consent) : DomainEvent;

/// <summary>No answer in time, and silence is no consent: the head of the one-stop office is to act — báo cáo phụ trách bộ phận Một cửa.</summary>
public sealed record ConsultationEscalated(DossierId Dossier) : DomainEvent;

/// <summary>Its clock stands still while the citizen has to act — tạm dừng tính thời hạn.</summary>
public sealed record TransferPaused(DossierId Dossier, string Rule) : DomainEvent;

/// <summary>The calendar changed — tính lại hạn theo lịch mới.</summary>
public sealed record TransferReprojected(DossierId Dossier, DateTimeOffset DueBefore, DateTimeOffset DueAt) : DomainEvent;

/// <summary>Its clock goes on — tiếp tục tính thời hạn.</summary>
public sealed record TransferResumed(DossierId Dossier, DateTimeOffset DueBefore, DateTimeOffset DueAt) : DomainEvent;

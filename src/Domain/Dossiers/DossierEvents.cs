using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Dossiers;

/// <summary>Registered, not yet received — hồ sơ mới đăng ký.</summary>
public sealed record DossierRegistered(string Code, string Procedure, int ProcedureVersion, string Receiving, string Competent, Channel Channel, DateTimeOffset AcceptBy) : DomainEvent;

/// <summary>Received: the clock starts — tiếp nhận hồ sơ.</summary>
public sealed record DossierReceived(string Code, string Procedure, int ProcedureVersion, string Receiving, string Competent, Channel Channel, DateTimeOffset ReceivedAt, DateTimeOffset DueAt) : DomainEvent;

/// <summary>Handed in together with others, for which it stands — nhóm hồ sơ liên thông.</summary>
public sealed record DossiersLinked(IReadOnlyList<DossierId> Children, bool ReturnTogether) : DomainEvent;

/// <summary>Refused before reception — từ chối tiếp nhận.</summary>
public sealed record DossierRefused(IReadOnlyList<string> Defects) : DomainEvent;

/// <summary>An official took the step — nhận xử lý.</summary>
public sealed record StepClaimed(string Step, AccountId Assignee) : DomainEvent;

/// <summary>Somebody was given the step — phân công.</summary>
public sealed record StepAssigned(string Step, AccountId Assignee, AccountId? Before) : DomainEvent;

/// <summary>The step is free again — bỏ phân công.</summary>
public sealed record StepUnassigned(string Step, AccountId Before) : DomainEvent;

/// <summary>A step is done — hoàn thành bước.</summary>
public sealed record StepCompleted(string Step, string? Next, DossierStatus Status) : DomainEvent;

/// <summary>Back to an earlier step — trả lại bước trước.</summary>
public sealed record StepSentBack(string Step, string To) : DomainEvent;

/// <summary>Taken back before the next one began — thu hồi.</summary>
public sealed record StepRecalled(string Step, string To) : DomainEvent;

/// <summary>Supplements are asked for — yêu cầu bổ sung.</summary>
public sealed record SupplementRequested(int Round, IReadOnlyList<string> Defects, SupplementEffect Effect, DateTimeOffset AnswerBy) : DomainEvent;

/// <summary>The term of the supplements nears its end — nhắc bổ sung, hoàn thiện hồ sơ.</summary>
public sealed record SupplementReminded(int Round, DateTimeOffset AnswerBy) : DomainEvent;

/// <summary>Supplements came — đã bổ sung.</summary>
public sealed record SupplementAnswered(int Round, DossierStatus Status, DateTimeOffset? DueBefore, DateTimeOffset? DueAt) : DomainEvent;

/// <summary>The citizen has to pay — yêu cầu thực hiện nghĩa vụ tài chính.</summary>
public sealed record ObligationImposed(Guid Obligation, string Kind, long AmountVnd) : DomainEvent;

/// <summary>The citizen has paid — đã thực hiện nghĩa vụ tài chính.</summary>
public sealed record ObligationSettled(Guid Obligation, DateTimeOffset? DueBefore, DateTimeOffset? DueAt) : DomainEvent;

/// <summary>More time — gia hạn.</summary>
public sealed record DeadlineExtended(TimeLimit By, DateTimeOffset DueBefore, DateTimeOffset DueAt) : DomainEvent;

/// <summary>The calendar changed — tính lại hạn theo lịch mới.</summary>
public sealed record DeadlineReprojected(DateTimeOffset DueBefore, DateTimeOffset DueAt) : DomainEvent;

/// <summary>Brought before somebody because it is nearly or already late — cảnh báo, báo cáo hồ sơ sắp hoặc đã quá hạn.</summary>
public sealed record DossierEscalated(int Rung, Role To, DateTimeOffset DueAt) : DomainEvent;

/// <summary>An apology was sent — xin lỗi.</summary>
public sealed record ApologySent(DateOnly ExpectedOn) : DomainEvent;

/// <summary>Withdrawn by the citizen — rút hồ sơ.</summary>
public sealed record DossierWithdrawn(DossierStatus From) : DomainEvent;

/// <summary>Stopped — dừng xử lý.</summary>
public sealed record DossierStopped(DossierStatus From) : DomainEvent;

/// <summary>Supplements did not come in time: the dossier is closed — quá hạn bổ sung hồ sơ.</summary>
public sealed record SupplementLapsed(int Round, DossierStatus Status) : DomainEvent;

/// <summary>Decided — quyết định.</summary>
public sealed record DossierDecided(string Step, Outcome Outcome) : DomainEvent;

/// <summary>The result has its number — cấp số kết quả.</summary>
public sealed record ResultRecorded(string TypeCode, DateOnly IssuedOn, DossierStatus Status) : DomainEvent;

/// <summary>The citizen has the result — trả kết quả.</summary>
public sealed record ResultReturned(ReturnVia Via) : DomainEvent;

/// <summary>A mistake on the receipt was corrected — đính chính giấy tiếp nhận.</summary>
public sealed record ReceiptCorrected(int Revision, IReadOnlyList<string> Fields) : DomainEvent;

/// <summary>Taken up again — mở lại hồ sơ.</summary>
public sealed record DossierReopened(DossierStatus From, string Step) : DomainEvent;

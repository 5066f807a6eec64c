using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Dossiers;
using OneStop.Domain.Dossiers;

namespace OneStop.Api.Dossiers;

/// <summary>What can be done with a dossier: every action answers the whole dossier with its new version.</summary>
internal static class DossierActionEndpoints
{
    public static void MapActions(this RouteGroupBuilder dossiers)
    {
        var one = dossiers.MapGroup("/{id}").NeedVersion().WithMetadata(new ExplainsStaleness(DossierStaleness.ChangesSince));

        one.MapPost("/accept", Accept).WithName(nameof(AcceptDossier));
        one.MapPost("/refuse", Refuse).WithName(nameof(RefuseDossier));
        one.MapPost("/claim", Claim).WithName(nameof(ClaimStep));
        one.MapPost("/assign", Assign).WithName(nameof(AssignStep));
        one.MapPost("/unassign", Unassign).WithName(nameof(UnassignStep));
        one.MapPost("/steps/complete", Complete).WithName(nameof(CompleteStep));
        one.MapPost("/steps/send-back", SendBack).WithName(nameof(SendBackStep));
        one.MapPost("/steps/recall", Recall).WithName(nameof(RecallStep));
        one.MapPost("/supplement-requests", RequestSupplement).WithName(nameof(RequestSupplement));
        one.MapPost("/supplements", AnswerSupplement).WithName(nameof(AnswerSupplement));
        one.MapPost("/financial-obligations", Impose).WithName(nameof(ImposeObligation));
        one.MapPost("/financial-obligations/{oid:guid}/settle", Settle).WithName(nameof(SettleObligation));
        one.MapPost("/extend", Extend).WithName(nameof(ExtendDeadline));
        one.MapPost("/apologies", Apologise).WithName(nameof(Apologise));
        one.MapPost("/withdraw", Withdraw).WithName(nameof(WithdrawDossier));
        one.MapPost("/stop", Stop).WithName(nameof(StopDossier));
        one.MapPost("/decide", Decide).WithName(nameof(DecideDossier));
        one.MapPost("/result", Record).WithName(nameof(RecordResult));
        one.MapPost("/return", Return).WithName(nameof(ReturnResult));
        one.MapPost("/correct", Correct).WithName(nameof(CorrectReceipt));
        one.MapPost("/reopen", Reopen).WithName(nameof(ReopenDossier));
        one.MapReassign();
    }

    /// <summary>Accept a registered dossier — tiếp nhận hồ sơ đã đăng ký</summary>
    /// <remarks>Reception of the receiving agency. The clock starts, the receipt is issued.</remarks>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">Empty.</param>
    /// <response code="200">Received.</response>
    private static Task<Ok<DossierView>> Accept(string id, Nothing? body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new AcceptDossier(id), ct));

    /// <summary>Refuse a registered dossier — từ chối tiếp nhận hồ sơ</summary>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">At least one defect.</param>
    /// <response code="200">Not accepted.</response>
    private static Task<Ok<DossierView>> Refuse(string id, DefectsBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new RefuseDossier(id, body.Defects), ct));

    /// <summary>Take the current step — nhận xử lý</summary>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">Empty.</param>
    /// <response code="200">The caller is the assignee.</response>
    private static Task<Ok<DossierView>> Claim(string id, Nothing? body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new ClaimStep(id), ct));

    /// <summary>Give the current step to an official — phân công</summary>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">Identity or user name of the account.</param>
    /// <response code="200">Assigned.</response>
    private static Task<Ok<DossierView>> Assign(string id, AssignBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new AssignStep(id, body.Account), ct));

    /// <summary>Free the current step — bỏ phân công</summary>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">Empty.</param>
    /// <response code="200">Nobody is the assignee.</response>
    private static Task<Ok<DossierView>> Unassign(string id, Nothing? body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new UnassignStep(id), ct));

    /// <summary>End the current step — hoàn thành bước</summary>
    /// <remarks>The deciding step ends by `decide`, the clerk's by `result`, the return desk's by `return`.</remarks>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">A note, where there is one.</param>
    /// <response code="200">The next step has begun.</response>
    private static Task<Ok<DossierView>> Complete(string id, NoteBody? body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new CompleteStep(id, body?.Note), ct));

    /// <summary>Back to an earlier step — trả lại bước trước</summary>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">The step and the reason.</param>
    /// <response code="200">The earlier step has begun again, with whoever worked on it.</response>
    private static Task<Ok<DossierView>> SendBack(string id, SendBackBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new SendBackStep(id, body.ToStep, body.Reason), ct));

    /// <summary>Take the step back before the next official began — thu hồi</summary>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">Empty.</param>
    /// <response code="200">The caller has the step again.</response>
    private static Task<Ok<DossierView>> Recall(string id, Nothing? body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new RecallStep(id), ct));

    /// <summary>Ask the citizen for supplements — yêu cầu bổ sung, hoàn thiện hồ sơ</summary>
    /// <remarks>At most the version's rounds. What it does to the clock is the version's policy; `GET …/deadline` shows it.</remarks>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">Everything that is missing, as data.</param>
    /// <response code="200">The citizen has to answer until `supplements[].answerBy`.</response>
    private static Task<Ok<DossierView>> RequestSupplement(string id, DefectsBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new RequestSupplement(id, body.Defects), ct));

    /// <summary>Answer every defect — nộp hồ sơ bổ sung</summary>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">One answer to each defect of the open request.</param>
    /// <response code="200">Back where it came from, with the due instant that follows.</response>
    private static Task<Ok<DossierView>> AnswerSupplement(string id, AnswersBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new AnswerSupplement(id, body.Answers), ct));

    /// <summary>The citizen has to pay — yêu cầu thực hiện nghĩa vụ tài chính</summary>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">What, how much, on which ground.</param>
    /// <response code="200">The clock stands still.</response>
    private static Task<Ok<DossierView>> Impose(string id, ObligationBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new ImposeObligation(id, body.Kind, body.AmountVnd, body.Basis), ct));

    /// <summary>The citizen has paid — xác nhận đã thực hiện nghĩa vụ tài chính</summary>
    /// <param name="id">Identity or code.</param>
    /// <param name="oid">The obligation.</param>
    /// <param name="body">When and under which receipt, where known.</param>
    /// <response code="200">The clock goes on.</response>
    private static Task<Ok<DossierView>> Settle(string id, Guid oid, SettleBody? body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new SettleObligation(id, oid, body?.PaidAt, body?.ReceiptNumber), ct));

    /// <summary>Extend the deadline, once — gia hạn</summary>
    /// <remarks>A leader of the competent agency, at the latest on the day before the due date.</remarks>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">By how much, and why.</param>
    /// <response code="200">The new due instant, counted from the old one.</response>
    private static Task<Ok<DossierView>> Extend(string id, ExtendBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new ExtendDeadline(id, body.By, body.Reason), ct));

    /// <summary>Apologise for a delay — xin lỗi và hẹn lại ngày trả kết quả</summary>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">The reason and the new expected date; no clock moves.</param>
    /// <response code="200">Noted.</response>
    private static Task<Ok<DossierView>> Apologise(string id, ApologyBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new Apologise(id, body.Reason, body.ExpectedOn), ct));

    /// <summary>Withdraw before the decision — rút hồ sơ</summary>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">The reason.</param>
    /// <response code="200">Withdrawn.</response>
    private static Task<Ok<DossierView>> Withdraw(string id, ReasonBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new WithdrawDossier(id, body.Reason), ct));

    /// <summary>Stop the work — dừng giải quyết hồ sơ</summary>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">The reason.</param>
    /// <response code="200">Stopped.</response>
    private static Task<Ok<DossierView>> Stop(string id, ReasonBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new StopDossier(id, body.Reason), ct));

    /// <summary>Decide — phê duyệt hoặc từ chối giải quyết</summary>
    /// <remarks>At the deciding step of the route, by its assignee. A refusal needs its reason.</remarks>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">The outcome.</param>
    /// <response code="200">Decided; the result waits for its number.</response>
    private static Task<Ok<DossierView>> Decide(string id, DecideBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new DecideDossier(id, body.Outcome, body.Reason, body.Document), ct));

    /// <summary>Number the result — cấp số, đóng dấu</summary>
    /// <remarks>By the clerk at the clerk's step, which it ends; by who decided where the route has no clerk.</remarks>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">The result.</param>
    /// <response code="200">Recorded; resolved once only the return desk is left.</response>
    private static Task<Ok<DossierView>> Record(string id, Result body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new RecordResult(id, body), ct));

    /// <summary>Hand the result over — trả kết quả</summary>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">How, and to whom where not to the owner.</param>
    /// <response code="200">Returned.</response>
    private static Task<Ok<DossierView>> Return(string id, ReturnBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new ReturnResult(id, body.Via, body.ReceivedBy), ct));

    /// <summary>Correct a mistake on the receipt — đính chính giấy tiếp nhận</summary>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">What changes, and why.</param>
    /// <response code="200">The receipt has a new revision; the QR of the old one says so.</response>
    private static Task<Ok<DossierView>> Correct(string id, CorrectBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new CorrectReceipt(id, body.Changes, body.Reason), ct));

    /// <summary>Take a stopped or returned dossier up again — mở lại hồ sơ</summary>
    /// <param name="id">Identity or code.</param>
    /// <param name="body">The reason.</param>
    /// <response code="200">In progress again; a new result will replace the old.</response>
    private static Task<Ok<DossierView>> Reopen(string id, ReasonBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Act(http, mediator.Send(new ReopenDossier(id, body.Reason), ct));

    internal static async Task<Ok<DossierView>> Act(HttpContext http, Task<DossierView> acting)
    {
        var dossier = await acting;
        return Answers.Acted(http, dossier, dossier.Version);
    }
}

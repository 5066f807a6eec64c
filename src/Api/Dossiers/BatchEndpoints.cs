using System.Security.Cryptography;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using OneStop.Api.Http;
using OneStop.Application;
using OneStop.Application.Dossiers;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Api.Dossiers;

/// <summary>One action on many dossiers, each in a transaction of its own.</summary>
internal static class BatchEndpoints
{
    private const int MostItems = 200;

    public static void MapBatch(this RouteGroupBuilder dossiers) => dossiers.MapPost("/batch", Run).WithName("RunBatch");

    /// <summary>One action on many dossiers — xử lý hàng loạt</summary>
    /// <remarks>
    /// `action` is one of those of `GET /dossiers/{id}/actions`; an item carries the fields of its body beside `id` and `ifMatch`. Every item
    /// succeeds or fails for itself.
    /// </remarks>
    /// <param name="body">The action and up to 200 items.</param>
    /// <response code="200">A result per item, in the order of the items.</response>
    private static async Task<Ok<BatchAnswer>> Run(
        BatchBody body, Caller caller, IServiceScopeFactory scopes, IOptions<JsonOptions> json, CancellationToken ct)
    {
        if (body.Items.Count is 0 or > MostItems)
        {
            throw new InvalidInputException("items", FieldRules.WithinLength);
        }
        if (!caller.Actor.Grants(Permission.WorkOnDossiers))
        {
            throw caller.Actor is null ? new SignInRequiredException() : new ForbiddenException(RequestRules.Permitted);
        }
        var runs = body.Items.Select((item, index) => One(body.Action, item, index, caller, scopes, json.Value.SerializerOptions, ct));
        return TypedResults.Ok(new BatchAnswer(await Task.WhenAll(runs)));
    }

    private static async Task<BatchResult> One(
        DossierAction action, BatchItem item, int index, Caller caller, IServiceScopeFactory scopes, JsonSerializerOptions json, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var own = scope.ServiceProvider.GetRequiredService<Caller>();
        (own.Actor, own.English, own.ExpectedVersion, own.Idempotency) = (caller.Actor, caller.English, item.IfMatch, KeyOf(caller.Idempotency, index));
        return await Problems.Attempt(
            async () =>
            {
                var dossier = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(Command(action, item, json), ct);
                return new BatchResult(item.Id, StatusCodes.Status200OK, null, dossier.Version);
            },
            problem => new BatchResult(item.Id, problem.Status, problem, null), caller.English);
    }

    /// <summary>The batch's key with the item's place: a repeated batch repeats none of its items.</summary>
    private static IdempotencyKey? KeyOf(IdempotencyKey? batch, int index) =>
        batch is null ? null : new IdempotencyKey(SHA256.HashData([.. batch.Scope, .. BitConverter.GetBytes(index)]), batch.Fingerprint);

    private static ICommand<DossierView> Command(DossierAction action, BatchItem item, JsonSerializerOptions json)
    {
        T Body<T>() => item.Body<T>(json);
        var id = item.Id;
        return action switch
        {
            DossierAction.Accept => new AcceptDossier(id),
            DossierAction.Refuse => new RefuseDossier(id, Body<DefectsBody>().Defects),
            DossierAction.Claim => new ClaimStep(id),
            DossierAction.Assign => new AssignStep(id, Body<AssignBody>().Account),
            DossierAction.Unassign => new UnassignStep(id),
            DossierAction.CompleteStep => new CompleteStep(id, Body<NoteBody>().Note),
            DossierAction.SendBack => new SendBackStep(id, Body<SendBackBody>().ToStep, Body<SendBackBody>().Reason),
            DossierAction.Recall => new RecallStep(id),
            DossierAction.RequestSupplement => new RequestSupplement(id, Body<DefectsBody>().Defects),
            DossierAction.AnswerSupplement => new AnswerSupplement(id, Body<AnswersBody>().Answers),
            DossierAction.ImposeObligation => Body<ObligationBody>() is var o ? new ImposeObligation(id, o.Kind, o.AmountVnd, o.Basis) : null!,
            DossierAction.Extend => new ExtendDeadline(id, Body<ExtendBody>().By, Body<ExtendBody>().Reason),
            DossierAction.Apologise => new Apologise(id, Body<ApologyBody>().Reason, Body<ApologyBody>().ExpectedOn),
            DossierAction.Withdraw => new WithdrawDossier(id, Body<ReasonBody>().Reason),
            DossierAction.Stop => new StopDossier(id, Body<ReasonBody>().Reason),
            DossierAction.Decide => Body<DecideBody>() is var d ? new DecideDossier(id, d.Outcome, d.Reason, d.Document) : null!,
            DossierAction.RecordResult => new RecordResult(id, Body<Result>()),
            DossierAction.Return => new ReturnResult(id, Body<ReturnBody>().Via, Body<ReturnBody>().ReceivedBy),
            DossierAction.Reopen => new ReopenDossier(id, Body<ReasonBody>().Reason),
            DossierAction.Reassign => new ReassignDossier(id, Body<ReassignBody>().Agency, Body<ReassignBody>().Reason),
            DossierAction.SettleObligation or DossierAction.Correct or DossierAction.OpenTransfer => throw new InvalidInputException("action", FieldRules.InList),
        };
    }

    /// <summary>One action on many dossiers.</summary>
    internal sealed record BatchBody(DossierAction Action, IReadOnlyList<BatchItem> Items);
}

/// <summary>A dossier of a batch.</summary>
internal sealed record BatchItem
{
    /// <summary>Identity or code.</summary>
    public required string Id { get; init; }

    /// <summary>The version the caller last saw.</summary>
    public int? IfMatch { get; init; }

    /// <summary>The fields of the action's body.</summary>
    [System.Text.Json.Serialization.JsonExtensionData]
    public Dictionary<string, JsonElement> Fields { get; init; } = [];

    internal T Body<T>(JsonSerializerOptions json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(JsonSerializer.SerializeToElement(Fields), json)!;
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("the item cannot be read", e);
        }
    }
}

/// <summary>What became of a batch.</summary>
public sealed record BatchAnswer(IReadOnlyList<BatchResult> Items);

/// <summary>What became of one item.</summary>
/// <param name="Status">As a call of its own would have answered.</param>
/// <param name="Version">The dossier's version after it.</param>
public sealed record BatchResult(string Id, int Status, ProblemAnswer? Problem, int? Version);

using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Application.Dossiers;

/// <summary>For every action whether it is allowed now, to this caller, and if not, why — các thao tác có thể thực hiện.</summary>
[Allows(Permission.ReadDossiers)]
public sealed record GetActions(string Id) : IQuery<DossierActions>;

/// <summary>What can be done with a dossier.</summary>
public sealed record DossierActions(IReadOnlyList<ActionView<DossierAction>> Items);

/// <summary>One action — thao tác.</summary>
/// <param name="Required">Fields its body must have.</param>
/// <param name="IfMatch">The version to send.</param>
/// <param name="Reason">Why it is not allowed; null where it is.</param>
public sealed record ActionView<TAction>(
    TAction Action, bool Allowed, string Method, string Href, IReadOnlyList<string> Required, string IfMatch, ActionRefusal? Reason);

internal static class ActionView
{
    /// <summary>An action that this rule refuses, or nothing does.</summary>
    public static ActionView<TAction> Of<TAction>(TAction action, Rule? rule, string href, IReadOnlyList<string> required, int version, bool english) => new(
        action, rule is null, "POST", href, required, $"\"{version}\"",
        rule is null ? null : new ActionRefusal(rule.Code, english ? rule.English : rule.Vietnamese, rule.LegalBasis));
}

/// <summary>The rule in the way.</summary>
public sealed record ActionRefusal(string Code, string Title, string? LegalBasis);

internal sealed class GetActionsHandler(DossierDesk desk, ICaller caller) : IRequestHandler<GetActions, DossierActions>
{
    private static readonly Dictionary<DossierAction, (string Path, string[] Required)> Calls = new()
    {
        [DossierAction.Accept] = ("accept", []),
        [DossierAction.Refuse] = ("refuse", ["defects"]),
        [DossierAction.Claim] = ("claim", []),
        [DossierAction.Assign] = ("assign", ["account"]),
        [DossierAction.Unassign] = ("unassign", []),
        [DossierAction.CompleteStep] = ("steps/complete", []),
        [DossierAction.SendBack] = ("steps/send-back", ["toStep", "reason"]),
        [DossierAction.Recall] = ("steps/recall", []),
        [DossierAction.RequestSupplement] = ("supplement-requests", ["defects"]),
        [DossierAction.AnswerSupplement] = ("supplements", ["answers"]),
        [DossierAction.ImposeObligation] = ("financial-obligations", ["kind", "amountVnd", "basis"]),
        [DossierAction.SettleObligation] = ("financial-obligations/{oid}/settle", []),
        [DossierAction.Extend] = ("extend", ["by", "reason"]),
        [DossierAction.Apologise] = ("apologies", ["reason", "expectedOn"]),
        [DossierAction.Withdraw] = ("withdraw", ["reason"]),
        [DossierAction.Stop] = ("stop", ["reason"]),
        [DossierAction.Decide] = ("decide", ["outcome"]),
        [DossierAction.RecordResult] = ("result", ["typeCode", "number", "issuedOn", "signer"]),
        [DossierAction.Return] = ("return", ["via"]),
        [DossierAction.Correct] = ("correct", ["changes", "reason"]),
        [DossierAction.Reopen] = ("reopen", ["reason"]),
        [DossierAction.OpenTransfer] = ("transfers", ["kind", "toAgency", "task", "limit", "reason"]),
        [DossierAction.Reassign] = ("reassign", ["agency", "reason"]),
    };

    public async Task<DossierActions> Handle(GetActions query, CancellationToken ct)
    {
        var dossier = await desk.ToActOn(query.Id, ct);
        var on = await desk.Circumstances(dossier.State, caller.Required(), desk.Now, ct);
        return new DossierActions([.. Calls.Select(call => View(call.Key, call.Value.Path, call.Value.Required, dossier, on))]);
    }

    private ActionView<DossierAction> View(DossierAction action, string path, string[] required, Dossier dossier, Circumstances on)
    {
        var rule = caller.Actor.Grants(Permission.WorkOnDossiers)
            ? DossierPolicy.Refusal(action, dossier.State, on)
            : Pipeline.RequestRules.Permitted;
        var open = dossier.State.Details.Obligations.LastOrDefault(obligation => obligation.SettledAt is null);
        var href = $"/api/v1/dossiers/{dossier.State.Id}/{path.Replace("{oid}", open?.Id.ToString() ?? "{oid}", StringComparison.Ordinal)}";
        return ActionView.Of(action, rule, href, required, dossier.Version, caller.English);
    }
}

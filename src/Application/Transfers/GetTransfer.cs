using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Calendar;
using OneStop.Application.Dossiers;
using OneStop.Application.Lists;
using OneStop.Application.Ports;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Transfers;

/// <summary>One transfer — xem chặng liên thông.</summary>
[Allows(Permission.ReadDossiers)]
public sealed record GetTransfer(string Id) : IQuery<TransferView>;

internal sealed class GetTransferHandler(TransferDesk desk) : IRequestHandler<GetTransfer, TransferView>
{
    public async Task<TransferView> Handle(GetTransfer query, CancellationToken ct) => await desk.View(await desk.Get(query.Id, ct), ct);
}

/// <summary>The clock of a transfer — xem thời hạn chặng liên thông.</summary>
[Allows(Permission.ReadDossiers)]
public sealed record GetTransferDeadline(string Id) : IQuery<DeadlineView>;

internal sealed class GetTransferDeadlineHandler(TransferDesk desk, ICalendars calendars, ICaller caller) : IRequestHandler<GetTransferDeadline, DeadlineView>
{
    public async Task<DeadlineView> Handle(GetTransferDeadline query, CancellationToken ct)
    {
        var details = (await desk.Get(query.Id, ct)).State.Details;
        return DeadlineView.Of("transfer", details.Clock, await calendars.Of(details.CalendarTemplate, ct), desk.Now, caller.English);
    }
}

/// <summary>Everything that happened to a transfer, oldest first — lịch sử chặng liên thông.</summary>
/// <param name="AfterVersion">Only what came after this version.</param>
[Allows(Permission.ReadDossiers)]
public sealed record GetTransferHistory(string Id, PageRequest Page, int AfterVersion = 0) : IQuery<Page<HistoryLine>>;

internal sealed class GetTransferHistoryValidator : AbstractValidator<GetTransferHistory>
{
    public GetTransferHistoryValidator() => this.Page(query => query.Page);
}

internal sealed class GetTransferHistoryHandler(TransferDesk desk, IHistory history) : IRequestHandler<GetTransferHistory, Page<HistoryLine>>
{
    public async Task<Page<HistoryLine>> Handle(GetTransferHistory query, CancellationToken ct)
    {
        var transfer = await desk.Get(query.Id, ct);
        var page = await history.Of(transfer.Kind, transfer.Key, query.Page, query.AfterVersion, ct);
        return (await desk.Reach(ct)).IsOfficial ? page : page with { Items = [.. page.Items.Select(line => line with { Note = null })] };
    }
}

/// <summary>For every action on a transfer whether it is allowed now, to this caller, and if not, why.</summary>
[Allows(Permission.ReadDossiers)]
public sealed record GetTransferActions(string Id) : IQuery<TransferActions>;

/// <summary>What can be done with a transfer.</summary>
public sealed record TransferActions(IReadOnlyList<ActionView<TransferAction>> Items);

internal sealed class GetTransferActionsHandler(TransferDesk desk, IAgencies agencies, ICaller caller) : IRequestHandler<GetTransferActions, TransferActions>
{
    private static readonly Dictionary<TransferAction, (string Path, string[] Required)> Calls = new()
    {
        [TransferAction.Accept] = ("accept", []),
        [TransferAction.Decline] = ("decline", ["reason"]),
        [TransferAction.Reroute] = ("reroute", ["toAgency", "reason"]),
        [TransferAction.CompleteStep] = ("steps/complete", []),
        [TransferAction.Complete] = ("complete", []),
        [TransferAction.Recall] = ("recall", ["reason"]),
        [TransferAction.Remind] = ("remind", []),
    };

    public async Task<TransferActions> Handle(GetTransferActions query, CancellationToken ct)
    {
        var transfer = await desk.Get(query.Id, ct);
        var s = transfer.State.HeldOn(await agencies.Tree(ct), VietnamTime.DateOf(desk.Now), alsoEnded: true);
        var on = await desk.Circumstances(s, await desk.DossierOf(transfer, ct), caller.Required(), desk.Now, ct);
        return new TransferActions([.. Calls.Select(call => ActionView.Of(
            call.Key, Rule(call.Key, s, on), $"/api/v1/transfers/{s.Id}/{call.Value.Path}", Required(call.Key, call.Value.Required, s), transfer.Version, caller.English))]);
    }

    private Rule? Rule(TransferAction action, TransferState s, TransferCircumstances on) =>
        caller.Actor.Grants(Permission.WorkOnDossiers) ? TransferPolicy.Refusal(action, s, on) : Pipeline.RequestRules.Permitted;

    private static string[] Required(TransferAction action, string[] always, TransferState s) =>
        action == TransferAction.Complete && s.Details.Decides ? [.. always, "outcome", "result"] : always;
}

using System.Text.Json;
using FluentValidation;
using MediatR;
using OneStop.Application.Audit;
using OneStop.Application.Lists;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;

namespace OneStop.Application.Dossiers;

/// <summary>Everything that happened to a dossier, oldest first — lịch sử xử lý.</summary>
/// <param name="AfterVersion">Only what came after this version.</param>
[Allows(Permission.ReadDossiers)]
public sealed record GetHistory(string Id, PageRequest Page, int AfterVersion = 0) : IQuery<Page<HistoryLine>>;

/// <summary>One event of a dossier.</summary>
/// <param name="Version">Version of the dossier after it.</param>
/// <param name="Type">Kind of event, such as <c>dossierReceived</c>.</param>
/// <param name="Actor">Account of who did it.</param>
/// <param name="ActorName">User name of the account; null for the engine itself.</param>
/// <param name="Agency">In which agency's name.</param>
/// <param name="Data">Codes and ids of what happened.</param>
/// <param name="Note">Reason or remark of the actor.</param>
public sealed record HistoryLine(
    long Position, int Version, string Type, DateTimeOffset At, AccountId Actor, string? ActorName, string? Agency, JsonElement Data, string? Note);

/// <summary>The events of one aggregate.</summary>
public interface IHistory
{
    /// <param name="kind">Such as <c>dossier</c>.</param>
    /// <param name="key">Identity in the event log.</param>
    /// <param name="afterVersion">Only what came after this version.</param>
    Task<Page<HistoryLine>> Of(string kind, string key, PageRequest page, int afterVersion, CancellationToken ct);
}

internal sealed class GetHistoryValidator : AbstractValidator<GetHistory>
{
    public GetHistoryValidator() => this.Page(query => query.Page);
}

internal sealed class GetHistoryHandler(DossierDesk desk, IHistory history, IAccessJournal journal) : IRequestHandler<GetHistory, Page<HistoryLine>>
{
    /// <summary>Events whose reason is said to the owner; what officials note on the others they note for each other.</summary>
    private static readonly HashSet<string> SaidToOwner =
    [
        .. new[]
        {
            typeof(DossierRegistered), typeof(DossierReceived), typeof(DossierDecided), typeof(DossierStopped), typeof(DossierReopened), typeof(DeadlineExtended),
            typeof(ApologySent), typeof(ReceiptCorrected),
        }.Select(type => JsonNamingPolicy.CamelCase.ConvertName(type.Name)),
    ];

    public async Task<Page<HistoryLine>> Handle(GetHistory query, CancellationToken ct)
    {
        var dossier = await desk.Get(query.Id, ct);
        if (query.AfterVersion == 0)
        {
            // What a stale write is told about the versions since is no look into the dossier.
            await journal.Note(dossier.State, AccessKind.History, ct);
        }
        var page = await history.Of(dossier.Kind, dossier.Key, query.Page, query.AfterVersion, ct);
        var reach = await desk.Reach(ct);
        return page with { Items = [.. page.Items.Select(line => For(line, dossier.State, reach))] };
    }

    private static HistoryLine For(HistoryLine line, DossierState s, DossierReach reach)
    {
        // Of what officials note for each other, an agency with a leg reads as little as the owner does of what is not said to him.
        var said = reach.SeesWhole(s) && (reach.IsOfficial || line.Agency is null || SaidToOwner.Contains(line.Type));
        return line with { Note = said ? line.Note : null, Data = EventSight.Data(line.Data, s, reach) };
    }
}

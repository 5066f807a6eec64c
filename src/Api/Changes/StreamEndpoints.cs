using MediatR;
using Microsoft.AspNetCore.Mvc;
using OneStop.Api.Http;
using OneStop.Application.Changes;
using OneStop.Application.Dossiers;

namespace OneStop.Api.Changes;

/// <summary>The feed and the live work-list as events sent by the server.</summary>
internal static class StreamEndpoints
{
    private const int Slice = 200;

    public static void MapStreams(this RouteGroupBuilder v1)
    {
        v1.MapGet("/changes/stream", Changes).WithTags("Changes").WithName("StreamChanges")
            .Produces<ChangeItem>(StatusCodes.Status200OK, EventStream.ContentType).LimitWaiting(wait: null);
        v1.MapGet("/dossiers/stream", Dossiers).WithTags("Dossiers").WithName("StreamDossiers")
            .Produces<DossierLine>(StatusCodes.Status200OK, EventStream.ContentType).LimitWaiting(wait: null);
    }

    /// <summary>What happens, as it happens — dòng biến động trực tiếp</summary>
    /// <remarks>
    /// Events as of `GET /changes`: `id` is the position, `event` the type, `data` the item. After a cut the stream goes on behind `Last-Event-ID`. A comment
    /// comes where nothing happens for 15 seconds. A position behind the last event is refused as by `GET /changes`. The stream ends with the token, when the account may not read any more, and when the process closes down.
    /// </remarks>
    /// <param name="feed">Which events; they begin behind `after`, or with what comes from now on.</param>
    /// <param name="lastEventId">Position behind which to go on; it wins over `after`.</param>
    /// <response code="200">Events without end.</response>
    private static async Task<EventStream> Changes(
        [AsParameters] StreamParameters feed, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, StreamCaller caller, IMediator mediator, CancellationToken ct)
    {
        var query = feed.Query(await caller.Begin(lastEventId, feed.After, ct));
        await mediator.Send(new ReadChanges(query), ct);
        return new EventStream((stream, ending) => Follow(query, caller, stream, ending));
    }

    /// <summary>The work-list, live — danh sách hồ sơ trực tiếp</summary>
    /// <remarks>
    /// For each dossier of the list that changed an event `dossier` with its row as `GET /dossiers` with the same filters shows it to the caller, or an event
    /// `gone` with its `id` where it is in the list no more; `gone` may also name dossiers within reach that never were. Several changes at once are one event. Begin
    /// the stream, then read the list; after a cut read the list anew, because only a stream that showed a dossier tells that it left the reach. A stream ends where it
    /// showed 10,000 dossiers; one that begins more than 10,000 events behind the end is refused (`change.position-is-near`).
    /// </remarks>
    /// <param name="agency">Receiving or competent agency.</param>
    /// <param name="assignee">Account of the official, or `me` with those the caller covers.</param>
    /// <param name="after">Position behind which to begin; what comes from now on where absent.</param>
    /// <param name="lastEventId">Position behind which to go on; it wins over `after`.</param>
    /// <response code="200">Events without end.</response>
    private static async Task<EventStream> Dossiers(
        string? agency, string? assignee, long? after, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, StreamCaller caller, IMediator mediator, CancellationToken ct)
    {
        var list = new ReadWorkList(await caller.Begin(lastEventId, after, ct), agency, assignee);
        await mediator.Send(list, ct);
        return new EventStream((stream, ending) => Follow(list, caller, stream, ending));
    }

    private static async Task Follow(ChangeQuery query, StreamCaller caller, EventWriter stream, CancellationToken ct)
    {
        while (await caller.Ask(new ReadChanges(query with { Limit = Slice }), ct) is { } slice)
        {
            foreach (var item in slice.Items)
            {
                await stream.Event(item.Position, item.Type, item, ct);
            }
            await caller.Wait(stream, ChangeInterest.Of(query), query.After, slice.Next, ct);
            query = query with { After = slice.Next };
        }
    }

    private static async Task Follow(ReadWorkList list, StreamCaller caller, EventWriter stream, CancellationToken ct)
    {
        var shown = new ShownDossiers();
        while (!shown.IsFull && await caller.Ask(list, ct) is { } slice)
        {
            var gone = shown.Take(slice);
            // Only behind the last one the slice is done: whoever is cut off before gets it again.
            var left = slice.Lines.Count + gone.Count;
            foreach (var line in slice.Lines)
            {
                await stream.Event(--left == 0 ? slice.Next : list.After, "dossier", line, ct);
            }
            foreach (var id in gone)
            {
                await stream.Event(--left == 0 ? slice.Next : list.After, "gone", new GoneDossier(id), ct);
            }
            await caller.Wait(stream, ChangeInterest.Of(list), list.After, slice.Next, ct);
            list = list with { After = slice.Next };
        }
    }
}

/// <summary>Which events of a stream.</summary>
/// <param name="After">Position behind which to begin; what comes from now on where absent.</param>
/// <param name="Types">Kinds of event with commas between them; all where absent.</param>
/// <param name="Agency">Only what is about dossiers of this agency: as receiving or competent one, or with a leg; of a closed one, of whoever holds its work today.</param>
/// <param name="Procedure">Only what is about this procedure or its dossiers.</param>
internal sealed record StreamParameters(long? After, string? Types, string? Agency, string? Procedure)
{
    public ChangeQuery Query(long position) => new(position, CommaList.Of(Types), Agency, Procedure, ReadChanges.DefaultLimit);
}

/// <summary>A dossier that is in the list no more.</summary>
internal sealed record GoneDossier(Guid Id);

using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using OneStop.Api.Http;
using OneStop.Application.Changes;

namespace OneStop.Api.Changes;

/// <summary>What happened, for whoever keeps a copy or waits for something.</summary>
internal static class ChangeEndpoints
{
    public static void MapChanges(this RouteGroupBuilder v1)
    {
        var changes = v1.MapGroup("/changes").WithTags("Changes");

        changes.MapGet("/", Read).WithName(nameof(ReadChanges)).LimitWaiting(TimeSpan.FromSeconds(ReadChanges.MostSeconds));
        changes.MapGet("/position", Position).WithName(nameof(GetPosition));
        changes.MapGet("/types", Types).WithName(nameof(ListChangeTypes));
    }

    /// <summary>What happened behind a position — biến động</summary>
    /// <remarks>
    /// Every event that the caller may see, in the order of commits, which is the order of positions: nothing is ever written before a position that was
    /// read, so that whoever reads on behind `next` misses nothing and gets nothing twice. `items` may be empty while `next` moves on. To begin: read
    /// `GET /changes/position`, walk the pages of `GET /dossiers`, then read behind that position; skip what is not newer than the copy's `version`. A
    /// version that leaps, or a dossier that the copy does not have, came into reach meanwhile: read it by its identity.
    /// A position behind the last event is refused (409 `change.position-is-written`): the data was restored from an older backup; begin again.
    /// </remarks>
    /// <param name="feed">Which events.</param>
    /// <param name="wait">Seconds to wait where there is nothing yet, 0 (the default) to 30; the answer comes at once when there is.</param>
    /// <response code="200">The events, oldest first; read on behind `next`.</response>
    private static async Task<Ok<ChangeSlice>> Read([AsParameters] FeedParameters feed, int? wait, IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new ReadChanges(feed.Query, wait ?? 0), ct));

    /// <summary>Where the feed ends now — vị trí cuối của dòng biến động</summary>
    /// <remarks>What is read of the lists from now on is at least as new as this position.</remarks>
    /// <response code="200">The position of the last event.</response>
    private static async Task<Ok<FeedPosition>> Position(IMediator mediator, CancellationToken ct) => TypedResults.Ok(await mediator.Send(new GetPosition(), ct));

    /// <summary>The kinds of event — các loại biến động</summary>
    /// <remarks>The schema of `data` of each stands among the components of this document under the name in `schema`.</remarks>
    /// <response code="200">All of them.</response>
    private static async Task<Ok<ChangeTypeList>> Types(IMediator mediator, CancellationToken ct) => TypedResults.Ok(await mediator.Send(new ListChangeTypes(), ct));
}

/// <summary>Which events of the feed.</summary>
/// <param name="After">Position behind which to read; 0, the beginning, where absent.</param>
/// <param name="Types">Kinds of event with commas between them; all where absent.</param>
/// <param name="Agency">Only what is about dossiers of this agency: as receiving or competent one, or with a leg; of a closed one, of whoever holds its work today.</param>
/// <param name="Procedure">Only what is about this procedure or its dossiers.</param>
/// <param name="Limit">Events of one answer, 1 to 1,000; 100 where absent.</param>
internal sealed record FeedParameters(long? After, string? Types, string? Agency, string? Procedure, int? Limit)
{
    public ChangeQuery Query => new(After ?? 0, CommaList.Of(Types), Agency, Procedure, Limit ?? ReadChanges.DefaultLimit);
}

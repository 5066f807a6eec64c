using OneStop.Application.Ports;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Infrastructure.Persistence;

/// <summary>
/// Moves pieces of work, and their places in work-lists, to the agency that holds them. What no query looks into is neither read nor written.
/// </summary>
/// <param name="follow">What else goes along with each piece: what figures know of it.</param>
internal sealed class Takeover<TId>(DbSession db, Dialect dialect, TakeoverTexts texts, Func<TakenWork, Task> follow)
    where TId : struct, IEntityId<TId>
{
    /// <summary>Moves what is open, each piece with an event of its own; the answer is how many those were.</summary>
    /// <param name="happened">The event of a piece, by the dossier it belongs to where it is none itself.</param>
    public async Task<int> MoveOpen(string from, string to, Func<DossierId?, DomainEvent> happened, DateTimeOffset at, int most, CancellationToken ct)
    {
        var open = await db.Query<Row>($"{texts.Open} {dialect.Page}", new { From = from, Take = most }, ct);
        foreach (var row in open)
        {
            var move = new { From = from, To = to, row.Id, row.Version };
            if (await db.Execute(texts.TakeOver, move, ct) == 0)
            {
                // Somebody acted on it between the two statements.
                throw new RunAgainException(new InvalidOperationException($"{texts.Kind} changed meanwhile"));
            }
            await db.Execute(texts.DropTwin, move, ct);
            await db.Execute(texts.MoveRow, move, ct);
            if (row.StartedAt is { } startedAt)
            {
                await follow(new TakenWork(startedAt, row.Id.Value, from, to, at));
            }
            db.Touch(new MovedWork(texts.Kind, row.Id.Value.ToString(), row.Version, new RecordedEvent(happened(row.Dossier), at, to, null)));
        }
        return open.Count;
    }

    /// <summary>Moves the places in work-lists of what has ended; nothing else of it changes.</summary>
    public async Task<int> MoveEnded(string from, string to, int most, CancellationToken ct)
    {
        var ended = await db.Query<Row>($"{texts.Ended} {dialect.Page}", new { From = from, Take = most }, ct);
        if (ended.Count > 0)
        {
            var move = new { From = from, To = to, Last = ended[^1].Id };
            await db.Execute(texts.DropEndedTwins, move, ct);
            await db.Execute(texts.MoveEndedRows, move, ct);
        }
        return ended.Count;
    }

    private sealed record Row
    {
        public required TId Id { get; init; }

        public required int Version { get; init; }

        /// <summary>When it was received or sent; null before.</summary>
        public DateTimeOffset? StartedAt { get; init; }

        /// <summary>The dossier that a transfer belongs to.</summary>
        public DossierId? Dossier { get; init; }
    }
}

/// <summary>The statements of a takeover.</summary>
/// <param name="Kind">What the pieces are in the event log.</param>
internal sealed record TakeoverTexts(
    string Kind, string Open, string TakeOver, string DropTwin, string MoveRow, string Ended, string DropEndedTwins, string MoveEndedRows);

/// <summary>A piece of work on its way to another agency.</summary>
internal sealed record TakenWork(DateTimeOffset StartedAt, Guid Item, string From, string To, DateTimeOffset At);

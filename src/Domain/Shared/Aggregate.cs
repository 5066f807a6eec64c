namespace OneStop.Domain.Shared;

/// <summary>
/// Behaviour around one state record, recording what happened. Every event raises the version by one, so that the version of an
/// aggregate is the number of its events.
/// </summary>
public abstract class Aggregate
{
    private readonly List<RecordedEvent> recorded = [];

    /// <summary>What kind of aggregate this is in the event log, such as <c>dossier</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Its identity in the event log.</summary>
    public abstract string Key { get; }

    /// <summary>The version before the first event recorded since it was loaded.</summary>
    public abstract int Version { get; }

    public IReadOnlyList<RecordedEvent> Recorded => recorded;

    /// <summary>Forgets what was recorded, once the event log has it.</summary>
    public void ClearRecorded() => recorded.Clear();

    protected void Record(DomainEvent happened, DateTimeOffset at, string? agency, string? note = null) =>
        recorded.Add(new RecordedEvent(happened, at, agency, note));
}

/// <summary>Something that happened; carries codes and ids, never free text or personal data.</summary>
public abstract record DomainEvent;

/// <summary>An event with its circumstances.</summary>
/// <param name="Note">Free text of the actor (a reason, a remark): kept beside the log, not in it.</param>
public sealed record RecordedEvent(DomainEvent Event, DateTimeOffset At, string? Agency, string? Note);

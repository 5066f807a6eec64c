using OneStop.Domain.Shared;

namespace OneStop.Infrastructure.Persistence;

/// <summary>A piece of work that only changed hands: enough of an aggregate to be written to its history without loading it.</summary>
internal sealed class MovedWork : Aggregate
{
    public MovedWork(string kind, string key, int version, RecordedEvent happened)
    {
        (Kind, Key, Version) = (kind, key, version);
        Record(happened.Event, happened.At, happened.Agency);
    }

    public override string Kind { get; }

    public override string Key { get; }

    public override int Version { get; }
}

namespace OneStop.Domain.Shared;

/// <summary>
/// An identity: a version 7 UUID, whose bytes in network order sort by the time it was made. Both databases keep it as these
/// 16 bytes, so that keys grow at the end of their index.
/// </summary>
public interface IEntityId<TSelf> : IParsable<TSelf>
    where TSelf : struct, IEntityId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf Of(Guid value);
}

using System.Diagnostics.CodeAnalysis;
using OneStop.Domain.Shared;

namespace OneStop.Infrastructure.Persistence;

/// <summary>Identity of an event: the same in the feed, in webhooks and in every redelivery.</summary>
internal readonly record struct EventId(Guid Value) : IEntityId<EventId>
{
    public static EventId Of(Guid value) => new(value);

    public static EventId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static EventId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out EventId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new EventId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}

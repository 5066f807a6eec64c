using System.Diagnostics.CodeAnalysis;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Access;

/// <summary>Identity of a hand-over of an official's work — mã lần bàn giao.</summary>
public readonly record struct HandoverId(Guid Value) : IEntityId<HandoverId>
{
    public static HandoverId Of(Guid value) => new(value);

    public static HandoverId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static HandoverId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out HandoverId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new HandoverId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}

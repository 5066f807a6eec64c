using System.Diagnostics.CodeAnalysis;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Transfers;

/// <summary>Identity of a transfer.</summary>
public readonly record struct TransferId(Guid Value) : IEntityId<TransferId>
{
    public static TransferId Of(Guid value) => new(value);

    public static TransferId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static TransferId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TransferId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new TransferId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}

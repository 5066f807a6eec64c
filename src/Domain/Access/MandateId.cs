using System.Diagnostics.CodeAnalysis;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Access;

/// <summary>Identity of a mandate — mã văn bản đại diện, ủy quyền.</summary>
public readonly record struct MandateId(Guid Value) : IEntityId<MandateId>
{
    public static MandateId Of(Guid value) => new(value);

    public static MandateId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static MandateId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out MandateId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new MandateId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}

using System.Diagnostics.CodeAnalysis;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Access;

/// <summary>Identity of an official's absence — mã lần vắng mặt.</summary>
public readonly record struct AbsenceId(Guid Value) : IEntityId<AbsenceId>
{
    public static AbsenceId Of(Guid value) => new(value);

    public static AbsenceId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static AbsenceId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AbsenceId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new AbsenceId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}

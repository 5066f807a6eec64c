using System.Diagnostics.CodeAnalysis;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Dossiers;

/// <summary>Identity of a dossier in this installation; the code is what citizens know.</summary>
public readonly record struct DossierId(Guid Value) : IEntityId<DossierId>
{
    public static DossierId Of(Guid value) => new(value);

    public static DossierId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static DossierId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DossierId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new DossierId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}

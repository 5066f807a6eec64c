using System.Diagnostics.CodeAnalysis;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Portal;

/// <summary>Identity of a synchronisation of the national catalogue — mã lần đồng bộ danh mục.</summary>
public readonly record struct CatalogueSyncId(Guid Value) : IEntityId<CatalogueSyncId>
{
    public static CatalogueSyncId Of(Guid value) => new(value);

    public static CatalogueSyncId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static CatalogueSyncId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CatalogueSyncId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new CatalogueSyncId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}

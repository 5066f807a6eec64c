using System.Diagnostics.CodeAnalysis;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Exports;

/// <summary>Identity of an export — mã lần kết xuất.</summary>
public readonly record struct ExportId(Guid Value) : IEntityId<ExportId>
{
    public static ExportId Of(Guid value) => new(value);

    public static ExportId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static ExportId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ExportId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new ExportId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}

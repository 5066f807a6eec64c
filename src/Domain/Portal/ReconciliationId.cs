using System.Diagnostics.CodeAnalysis;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Portal;

/// <summary>Identity of a reconciliation with the portal — mã lần đối soát.</summary>
public readonly record struct ReconciliationId(Guid Value) : IEntityId<ReconciliationId>
{
    public static ReconciliationId Of(Guid value) => new(value);

    public static ReconciliationId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static ReconciliationId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ReconciliationId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new ReconciliationId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}

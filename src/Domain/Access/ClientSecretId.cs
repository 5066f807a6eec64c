using System.Diagnostics.CodeAnalysis;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Access;

/// <summary>Identity of a machine client's secret; not the secret — mã khóa bí mật của phần mềm kết nối.</summary>
public readonly record struct ClientSecretId(Guid Value) : IEntityId<ClientSecretId>
{
    public static ClientSecretId Of(Guid value) => new(value);

    public static ClientSecretId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static ClientSecretId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ClientSecretId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new ClientSecretId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}

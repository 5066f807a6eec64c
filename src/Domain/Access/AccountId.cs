using System.Diagnostics.CodeAnalysis;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Access;

/// <summary>Identity of an account — mã tài khoản.</summary>
public readonly record struct AccountId(Guid Value) : IEntityId<AccountId>
{
    /// <summary>The engine itself, where a job acts in nobody's name.</summary>
    public static readonly AccountId System = new(Guid.Empty);

    public static AccountId Of(Guid value) => new(value);

    public static AccountId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static AccountId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AccountId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new AccountId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}

using System.Diagnostics.CodeAnalysis;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Transfers;

/// <summary>Identity of a transfer.</summary>
public readonly record struct TransferId(Guid Value) : IEntityId<TransferId>
{
    public static TransferId Of(Guid value) => new(value);

    /// <summary>A new identity; those of one dossier sort by their number even where they are made at the same instant.</summary>
    /// <param name="number">Which leg of the dossier it is, 0 for the first.</param>
    public static TransferId New(DateTimeOffset now, int number = 0)
    {
        var bytes = Guid.CreateVersion7(now).ToByteArray(bigEndian: true);
        (bytes[6], bytes[7]) = ((byte)(0x70 | ((number >> 8) & 0x0F)), (byte)(number & 0xFF));
        return new TransferId(new Guid(bytes, bigEndian: true));
    }

    public static TransferId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TransferId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new TransferId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OneStop.Domain.Dossiers;

/// <summary>What a QR code lets anybody verify — giấy tờ được xác thực bằng mã QR.</summary>
public enum VerifiedPaper
{
    /// <summary>Giấy tiếp nhận hồ sơ và hẹn trả kết quả.</summary>
    Receipt = 1,

    /// <summary>Kết quả giải quyết.</summary>
    Result = 2,
}

/// <summary>
/// The token in the QR code of a receipt or result: which paper of which dossier, sealed with the secret of the dossier's receipt, so that
/// none can be guessed from another — mã xác thực giấy tờ.
/// </summary>
/// <param name="Number">Revision of the receipt, or the how-manieth result of the dossier it is, from 1.</param>
public sealed record VerificationToken(DossierId Dossier, VerifiedPaper Paper, int Number)
{
    private const int IdLength = 16;
    private const int NamedLength = IdLength + 3;
    private const int SealLength = 14;

    /// <summary>The token as the QR code has it, 44 characters.</summary>
    public string Sealed(string secret)
    {
        Span<byte> token = stackalloc byte[NamedLength + SealLength];
        Write(token[..NamedLength]);
        Seal(token[..NamedLength], secret).AsSpan(0, SealLength).CopyTo(token[NamedLength..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Whether the text is this token under that secret; takes the same time however much of it is right.</summary>
    public bool IsSealedAs(string text, string secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(text), Encoding.ASCII.GetBytes(Sealed(secret)));

    /// <summary>What a token says it is; null where it is none.</summary>
    public static VerificationToken? Read(string text)
    {
        Span<byte> token = stackalloc byte[NamedLength + SealLength];
        if (text.Length != Base64Url.GetEncodedLength(token.Length) || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, token, out _))
        {
            return null;
        }
        var paper = (VerifiedPaper)token[IdLength];
        return Enum.IsDefined(paper)
            ? new VerificationToken(new DossierId(new Guid(token[..IdLength], bigEndian: true)), paper, BinaryPrimitives.ReadUInt16BigEndian(token[(IdLength + 1)..]))
            : null;
    }

    private static byte[] Seal(ReadOnlySpan<byte> named, string secret) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), named);

    private void Write(Span<byte> named)
    {
        Dossier.Value.TryWriteBytes(named, bigEndian: true, out _);
        named[IdLength] = (byte)Paper;
        BinaryPrimitives.WriteUInt16BigEndian(named[(IdLength + 1)..], (ushort)Number);
    }
}

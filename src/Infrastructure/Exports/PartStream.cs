using System.Security.Cryptography;

namespace OneStop.Infrastructure.Exports;

/// <summary>
/// Where a sheet is written to. What is written stays in memory until the next flush, which stores the parts that are full; so that nothing
/// grows with the sheet, whoever writes flushes every few rows.
/// </summary>
internal sealed class PartStream(Func<int, byte[], Task> store) : Stream
{
    public const int PartSize = 256 * 1024;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream waiting = new();
    private int number;
    private long length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => length;

    public override long Position
    {
        get => length;
        set => throw new NotSupportedException();
    }

    /// <summary>Digest of all that was written, once it is complete.</summary>
    public string Sha256 { get; private set; } = "";

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        hash.AppendData(buffer);
        waiting.Write(buffer);
        length += buffer.Length;
    }

    public override void Flush()
    {
    }

    /// <summary>Stores the parts that are full.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken) => Store(PartSize);

    /// <summary>Stores what is left, and reckons the digest.</summary>
    public async Task Complete()
    {
        await Store(least: 1);
        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
            waiting.Dispose();
        }
        base.Dispose(disposing);
    }

    private async Task Store(int least)
    {
        if (waiting.Length < least)
        {
            return;
        }
        var all = waiting.ToArray();
        var at = 0;
        while (all.Length - at >= least && at < all.Length)
        {
            var size = Math.Min(PartSize, all.Length - at);
            await store(number++, all[at..(at + size)]);
            at += size;
        }
        waiting.SetLength(0);
        waiting.Write(all.AsSpan(at));
    }
}

using OneStop.Domain.Exports;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Exports;

/// <summary>The content of an export, read part by part from wherever it is wanted; no connection is held in between.</summary>
internal sealed class ContentStream(DbSession db, ExportState export) : Stream
{
    private const string SelectPart = "SELECT Content FROM ExportParts WHERE ExportId = @Id AND Number = @Number";

    private byte[] part = [];
    private int loaded = -1;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => export.Bytes!.Value;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length)
        {
            return 0;
        }
        var (number, at) = ((int)(Position / PartStream.PartSize), (int)(Position % PartStream.PartSize));
        if (loaded != number)
        {
            // Swept away while somebody reads it: the connection breaks, and the next request says why.
            part = await db.QueryOne<byte[]>(SelectPart, new { export.Id, Number = number }, cancellationToken)
                ?? throw new IOException("the content is kept no longer");
            loaded = number;
        }
        var count = Math.Min(buffer.Length, part.Length - at);
        part.AsMemory(at, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("content is read asynchronously");

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

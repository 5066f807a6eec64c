using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using OneStop.Application;
using OneStop.Application.Ports;
using OneStop.Domain.Access;
using OneStop.Domain.Shared;

namespace OneStop.Infrastructure.Persistence;

/// <summary>
/// Appends what the aggregates of a transaction recorded. Positions are taken last, under a row lock held to the commit, so that they
/// become visible in order; every aggregate has a hash chain of its own over its events.
/// </summary>
internal sealed class EventLog(DbSession db, ICaller caller)
{
    private const string TakePositions = "UPDATE LogPositions SET Value = Value + @Count WHERE Id = 1";

    private const string LastPosition = "SELECT Value FROM LogPositions WHERE Id = 1";

    private const string LastHash = """
        SELECT Hash
        FROM Events
        WHERE Aggregate = @Aggregate AND AggregateId = @AggregateId AND Version = @Version
        """;

    private const string Insert = """
        INSERT INTO Events (Position, Id, Aggregate, AggregateId, Version, Type, At, Actor, Agency, Client, Data, Hash)
        VALUES (@Position, @Id, @Aggregate, @AggregateId, @Version, @Type, @At, @Actor, @Agency, @Client, @Data, @Hash)
        """;

    private const string InsertNote = "INSERT INTO EventNotes (Position, Note) VALUES (@Position, @Note)";

    private static readonly JsonSerializerOptions Json = EventFormat();

    /// <summary>Writes the events of everything the transaction touched.</summary>
    /// <returns>The position of the last of them; 0 where there were none.</returns>
    public async Task<long> Append(CancellationToken ct)
    {
        var count = db.Touched.Sum(aggregate => aggregate.Recorded.Count);
        if (count == 0)
        {
            return 0;
        }
        await db.Execute(TakePositions, new { Count = count }, ct);
        var position = await db.QueryOne<long>(LastPosition, null, ct) - count;
        foreach (var aggregate in db.Touched)
        {
            // Who opens an account without being signed in acts as that account.
            var actor = caller.Actor?.Id ?? (aggregate as Account)?.State.Id ?? AccountId.System;
            position = await Append(aggregate, position, actor, ct);
            aggregate.ClearRecorded();
        }
        return position;
    }

    private async Task<long> Append(Aggregate aggregate, long position, AccountId actor, CancellationToken ct)
    {
        var version = aggregate.Version;
        var hash = version == 0 ? [] : await Previous(aggregate, ct);
        foreach (var recorded in aggregate.Recorded)
        {
            var row = new EventRow
            {
                Position = ++position, Id = EventId.New(recorded.At), Aggregate = aggregate.Kind, AggregateId = aggregate.Key,
                Version = ++version, Type = TypeName(recorded.Event), At = recorded.At, Actor = actor, Agency = recorded.Agency,
                Client = caller.Client,
                Data = JsonSerializer.Serialize(recorded.Event, recorded.Event.GetType(), Json),
            };
            row = row with { Hash = hash = ChainHash(hash, row) };
            await db.Execute(Insert, row, ct);
            if (recorded.Note is not null)
            {
                await db.Execute(InsertNote, new { row.Position, recorded.Note }, ct);
            }
        }
        return position;
    }

    private async Task<byte[]> Previous(Aggregate aggregate, CancellationToken ct) =>
        await db.QueryOne<byte[]>(
            LastHash, new { Aggregate = aggregate.Kind, AggregateId = aggregate.Key, aggregate.Version }, ct) ?? [];

    /// <summary>The link of the chain: the hash before it and everything the event says; a client only where there is one.</summary>
    internal static byte[] ChainHash(byte[] previous, EventRow row)
    {
        var said = string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Aggregate}|{row.AggregateId}|{row.Version}|{row.Type}|{row.At.ToUnixTimeMilliseconds()}|{row.Actor}|{row.Agency}|{(row.Client is { } client ? $"{client}|" : "")}{row.Data}");
        var bytes = new byte[previous.Length + Encoding.UTF8.GetByteCount(said)];
        previous.CopyTo(bytes, 0);
        Encoding.UTF8.GetBytes(said, bytes.AsSpan(previous.Length));
        return SHA256.HashData(bytes);
    }

    private static JsonSerializerOptions EventFormat()
    {
        var options = new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
        WireFormats.AddTo(options);
        return options;
    }

    private static string TypeName(DomainEvent happened) => JsonNamingPolicy.CamelCase.ConvertName(happened.GetType().Name);
}

/// <summary>One row of the log.</summary>
internal sealed record EventRow
{
    public required long Position { get; init; }

    public required EventId Id { get; init; }

    public required string Aggregate { get; init; }

    public required string AggregateId { get; init; }

    public required int Version { get; init; }

    public required string Type { get; init; }

    public required DateTimeOffset At { get; init; }

    public required AccountId Actor { get; init; }

    public string? Agency { get; init; }

    /// <summary>The machine client through which it was done.</summary>
    public AccountId? Client { get; init; }

    public required string Data { get; init; }

    public byte[] Hash { get; init; } = [];
}

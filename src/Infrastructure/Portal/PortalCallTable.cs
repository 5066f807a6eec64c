using OneStop.Application.Portal;
using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Portal;

/// <summary>The calls to the portal, with which every delay is explained.</summary>
internal sealed class PortalCallTable(DbSession db)
{
    private const int SweptAtOnce = 500;

    private const string Insert = """
        INSERT INTO PortalCalls (Id, DossierId, At, Service, Milliseconds, Outcome, ErrorCode, Note, Attempt, Number)
        VALUES (@Id, @DossierId, @At, @Service, @Milliseconds, @Outcome, @ErrorCode, @Text, @Attempt, @Number)
        """;

    private const string OfDossier = """
        SELECT At, Service, Milliseconds, Outcome, ErrorCode, Note AS Text, Attempt
        FROM PortalCalls
        WHERE DossierId = @DossierId
        ORDER BY Attempt DESC, Number DESC
        """;

    private const string Oldest = "SELECT Id FROM PortalCalls WHERE At < @Before ORDER BY At, Id";

    private const string Delete = "DELETE FROM PortalCalls WHERE Id IN @Ids";

    /// <param name="dossier">What they were about; null for calls that are about no dossier.</param>
    public async Task Add(DossierId? dossier, int attempt, IEnumerable<MadeCall> calls, CancellationToken ct)
    {
        foreach (var (number, call) in calls.Index())
        {
            await db.Execute(
                Insert,
                new
                {
                    Id = EventId.New(call.At), DossierId = dossier, call.At, call.Service, Milliseconds = (int)call.Took.TotalMilliseconds, Outcome = EnumName.Of(call.Outcome),
                    call.ErrorCode, call.Text, Attempt = attempt,
                    // What was found out when an attempt was long over stands behind its calls.
                    Number = call.Outcome == PortalOutcome.Interrupted ? short.MaxValue : number,
                },
                ct);
        }
    }

    /// <summary>The last calls about a dossier, newest first.</summary>
    public async Task<IReadOnlyList<PortalCallLine>> Of(DossierId dossier, int most, CancellationToken ct) =>
    [
        .. (await db.Query<Row>($"{OfDossier} {db.Dialect.Page}", new { DossierId = dossier, Take = most }, ct))
            .Select(row => new PortalCallLine(row.At, row.Service, row.Milliseconds, row.Outcome, row.ErrorCode, row.Text, row.Attempt)),
    ];

    public async Task<bool> AnyBefore(DateTimeOffset before, CancellationToken ct) => (await First(before, 1, ct)).Count > 0;

    /// <summary>Deletes a slice of those made before an instant; false where there was none.</summary>
    public async Task<bool> Sweep(DateTimeOffset before, CancellationToken ct)
    {
        var old = await First(before, SweptAtOnce, ct);
        if (old.Count > 0)
        {
            await db.Execute(Delete, new { Ids = old.Select(TypeHandlers.Bytes).ToArray() }, ct);
        }
        return old.Count > 0;
    }

    private Task<IReadOnlyList<EventId>> First(DateTimeOffset before, int most, CancellationToken ct) =>
        db.Query<EventId>($"{Oldest} {db.Dialect.Page}", new { Before = before, Take = most }, ct);

    private sealed record Row
    {
        public required DateTimeOffset At { get; init; }

        public required string Service { get; init; }

        public required int Milliseconds { get; init; }

        public required PortalOutcome Outcome { get; init; }

        public string? ErrorCode { get; init; }

        public string? Text { get; init; }

        public required int Attempt { get; init; }
    }
}

using OneStop.Application.Reports;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Transfers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Reports;

internal sealed class TransferTimes(DbSession db) : ITransferTimes
{
    private const string OfDossier = """
        SELECT Id, Status, FromAgency, OriginFrom, ToAgency, OriginTo, SentAt, AcceptedAt, ClosedAt, DueAt
        FROM Transfers
        WHERE DossierId = @Dossier
        ORDER BY Id
        """;

    public async Task<IReadOnlyList<ResponsibleLeg>> Of(DossierId dossier, CancellationToken ct) =>
        [.. (await db.Query<TransferTime>(OfDossier, new { Dossier = dossier }, ct)).Select(row => row.Leg)];

    private sealed record TransferTime
    {
        public required TransferId Id { get; init; }

        public required TransferStatus Status { get; init; }

        public required string FromAgency { get; init; }

        public string? OriginFrom { get; init; }

        public required string ToAgency { get; init; }

        public string? OriginTo { get; init; }

        public required DateTimeOffset SentAt { get; init; }

        public DateTimeOffset? AcceptedAt { get; init; }

        public DateTimeOffset? ClosedAt { get; init; }

        public required DateTimeOffset DueAt { get; init; }

        public ResponsibleLeg Leg => ResponsibleLeg.Of(
            Id, Status, ResponsibleAgency.Of(FromAgency, OriginFrom), ResponsibleAgency.Of(ToAgency, OriginTo), (SentAt, ClosedAt, DueAt),
            AcceptedAt is not null);
    }
}

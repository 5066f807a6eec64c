using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;
using OneStop.Infrastructure.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Transfers;

internal sealed class TransferRepository(DbSession db, HandlingFacts facts) : ITransferRepository
{
    internal const string Columns = """
        t.Id, t.Version, t.DossierId, t.Kind, t.Status, t.FromAgency, t.ToAgency, t.OriginFrom, t.OriginTo, t.StepKey, t.ParallelGroup,
        t.Previous, t.SentAt, t.AcceptBy, t.AcceptedAt, t.DueAt, t.OverdueFrom, t.ClosedAt, t.Closing, t.UpdatedAt, t.Details
        """;

    private const string ById = $"SELECT {Columns} FROM Transfers t WHERE t.Id = @Id";

    private const string OpenOfDossier = $"SELECT {Columns} FROM Transfers t WHERE t.DossierId = @DossierId AND t.Status IN (1, 2) ORDER BY t.Id";

    private const string Insert = """
        INSERT INTO Transfers (Id, Version, DossierId, Kind, Status, FromAgency, ToAgency, OriginFrom, OriginTo, StepKey, ParallelGroup,
            Previous, SentAt, AcceptBy, AcceptedAt, DueAt, OverdueFrom, ClosedAt, Closing, UpdatedAt, Details)
        VALUES (@Id, @Version, @DossierId, @Kind, @Status, @FromAgency, @ToAgency, @OriginFrom, @OriginTo, @StepKey, @ParallelGroup,
            @Previous, @SentAt, @AcceptBy, @AcceptedAt, @DueAt, @OverdueFrom, @ClosedAt, @Closing, @UpdatedAt, @Details)
        """;

    private const string Update = """
        UPDATE Transfers
        SET Version = @Version, Status = @Status, FromAgency = @FromAgency, ToAgency = @ToAgency, OriginFrom = @OriginFrom,
            OriginTo = @OriginTo, AcceptedAt = @AcceptedAt, DueAt = @DueAt, OverdueFrom = @OverdueFrom, ClosedAt = @ClosedAt,
            Closing = @Closing, UpdatedAt = @UpdatedAt, Details = @Details
        WHERE Id = @Id AND Version = @LoadedVersion
        """;

    private const string VersionOf = "SELECT Version FROM Transfers WHERE Id = @Id";

    private const string InsertAgency = """
        INSERT INTO TransferAgencies (AgencyCode, TransferId, IsOpen, DueAt)
        VALUES (@AgencyCode, @TransferId, @IsOpen, @DueAt)
        """;

    private const string AgenciesOf = "SELECT a.AgencyCode FROM TransferAgencies a WHERE a.TransferId = @Id";

    private const string UpdateAgencies = "UPDATE TransferAgencies SET IsOpen = @IsOpen, DueAt = @DueAt WHERE TransferId = @Id";

    private const string DeleteAgencies = "DELETE FROM TransferAgencies WHERE TransferId = @Id";

    public async Task<InterAgencyTransfer?> Find(TransferId id, CancellationToken ct) =>
        await db.QueryOne<TransferState>(ById, new { Id = id }, ct) is { } state ? new InterAgencyTransfer(state) : null;

    public async Task<IReadOnlyList<InterAgencyTransfer>> OpenOf(DossierId dossier, CancellationToken ct) =>
        [.. (await db.Query<TransferState>(OpenOfDossier, new { DossierId = dossier }, ct)).Select(state => new InterAgencyTransfer(state))];

    public async Task Add(InterAgencyTransfer transfer, DossierState dossier, CancellationToken ct)
    {
        await db.Execute(Insert, Row(transfer), ct);
        foreach (var agency in Agencies(transfer.State, dossier.ReceivingAgency, dossier.CompetentAgency))
        {
            await db.Execute(InsertAgency, agency, ct);
        }
        await facts.Keep(null, LegFact.Of(transfer.State, dossier), transfer.State.SentAt, ct);
        db.Touch(transfer);
    }

    public async Task Save(InterAgencyTransfer transfer, DossierState dossier, CancellationToken ct)
    {
        var s = transfer.State;
        if (await db.Execute(Update, Row(transfer), ct) == 0)
        {
            throw new StaleException(transfer.Kind, await db.QueryOne<int>(VersionOf, new { s.Id }, ct));
        }
        var wanted = Agencies(s, dossier.ReceivingAgency, dossier.CompetentAgency).ToArray();
        if ((await db.Query<string>(AgenciesOf, new { s.Id }, ct)).ToHashSet().SetEquals(wanted.Select(row => row.AgencyCode)))
        {
            await db.Execute(UpdateAgencies, new { IsOpen = s.Status.IsOpen() ? 1 : 0, s.DueAt, s.Id }, ct);
        }
        else
        {
            await db.Execute(DeleteAgencies, new { s.Id }, ct);
            await db.Execute(InsertAgency, wanted, ct);
        }
        await facts.Keep(LegFact.Of(transfer.Loaded, dossier), LegFact.Of(s, dossier), transfer.Recorded is [.., var last] ? last.At : s.UpdatedAt, ct);
        db.Touch(transfer);
    }

    /// <summary>The state as parameters, with the version it gets.</summary>
    private static object Row(InterAgencyTransfer transfer)
    {
        var s = transfer.State;
        return new
        {
            s.Id, Version = transfer.CurrentVersion, LoadedVersion = s.Version, s.DossierId, s.Kind, s.Status, s.FromAgency, s.ToAgency, s.OriginFrom,
            s.OriginTo, s.StepKey, s.ParallelGroup, s.Previous, s.SentAt, s.AcceptBy, s.AcceptedAt, s.DueAt, s.OverdueFrom, s.ClosedAt, s.Closing,
            s.UpdatedAt, s.Details,
        };
    }

    /// <summary>In whose lists it stands: sender, receiver, and the agencies of its dossier.</summary>
    private static IEnumerable<TransferAgencyRow> Agencies(TransferState s, string receiving, string competent) =>
        new[] { s.FromAgency, s.ToAgency, receiving, competent }.Distinct()
            .Select(agency => new TransferAgencyRow(agency, s.Id, s.Status.IsOpen() ? 1 : 0, s.DueAt));
}

/// <summary>The row of the table <c>TransferAgencies</c>: in whose list a transfer stands.</summary>
internal sealed record TransferAgencyRow(string AgencyCode, TransferId TransferId, int IsOpen, DateTimeOffset DueAt);

using MediatR;
using OneStop.Application.Agencies;
using OneStop.Application.Audit;
using OneStop.Application.Dossiers;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;
using OneStop.Domain.Transfers;

namespace OneStop.Application.Transfers;

/// <summary>What goes along with a transfer and is signed on hand-over — phiếu chuyển, giao nhận hồ sơ.</summary>
[Allows(Permission.ReadDossiers)]
public sealed record GetTransferSlip(string Id) : IQuery<TransferSlip>;

/// <summary>The hand-over slip of a transfer: job, deadline, lead and what is handed over (Nghị định 61/2018/NĐ-CP Điều 19.6).</summary>
public sealed record TransferSlip
{
    /// <summary>Code of the dossier and which of its legs this is: <c>H42.121-20261118-0000001/2</c>.</summary>
    public required string Number { get; init; }

    public required TransferId Transfer { get; init; }

    public required string Code { get; init; }

    public required DossierProcedure Procedure { get; init; }

    /// <summary>Name of the dossier's owner.</summary>
    public required string OwnerName { get; init; }

    public required AgencyName FromAgency { get; init; }

    public required AgencyName ToAgency { get; init; }

    /// <summary>Takes the dossier in and gives the result out.</summary>
    public required AgencyName ReceivingAgency { get; init; }

    public required TransferKind Kind { get; init; }

    public required string Task { get; init; }

    public required bool Lead { get; init; }

    /// <summary>The other agencies it was sent to at the same time.</summary>
    public required IReadOnlyList<SlipCompanion> Companions { get; init; }

    public required TimeLimit Limit { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public required DateTimeOffset AcceptBy { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public string? Reason { get; init; }

    /// <summary>The paper in the dossier, by component.</summary>
    public required IReadOnlyList<ReceiptPart> Parts { get; init; }

    /// <summary>What is sent along by reference.</summary>
    public required IReadOnlyList<Document> Documents { get; init; }

    /// <summary>Content of the QR code: code and transfer, no personal data.</summary>
    public required string Qr { get; init; }
}

/// <summary>An agency that works on the same dossier at the same time.</summary>
public sealed record SlipCompanion(AgencyName Agency, string Task, bool Lead, DateTimeOffset DueAt);

internal sealed class GetTransferSlipHandler(TransferDesk desk, DossierDesk dossiers, ITransferRepository transfers, IAccessJournal journal)
    : IRequestHandler<GetTransferSlip, TransferSlip>
{
    public async Task<TransferSlip> Handle(GetTransferSlip query, CancellationToken ct)
    {
        var transfer = await desk.Get(query.Id, ct);
        TransferRules.Exists.DemandFound((await desk.Reach(ct)).IsOfficial);
        var dossier = await desk.DossierOf(transfer, ct);
        await journal.Note(dossier, AccessKind.Form, ct);
        var around = await dossiers.Surroundings(dossier, ct);
        var view = TransferView.Of(transfer.State, dossier, around);
        var place = dossier.Details.Legs.Index().First(leg => leg.Item.Transfer == view.Id).Index + 1;
        return new TransferSlip
        {
            Number = $"{dossier.Code}/{place}", Transfer = view.Id, Code = dossier.Code, Procedure = view.Dossier.Procedure,
            OwnerName = dossier.Details.Owner.FullName, FromAgency = view.FromAgency, ToAgency = view.ToAgency,
            ReceivingAgency = view.Dossier.ReceivingAgency, Kind = view.Kind, Task = view.Task, Lead = view.Lead,
            Companions = await Companions(transfer.State, around, ct), Limit = view.Limit, SentAt = view.SentAt, AcceptBy = view.AcceptBy,
            DueAt = view.DueAt, Reason = view.Reason, Parts = ReceiptPart.Of(dossier, around.Version),
            Documents = transfer.State.Details.Documents, Qr = $"onestop:{dossier.Code}?transfer={view.Id}",
        };
    }

    private async Task<IReadOnlyList<SlipCompanion>> Companions(TransferState s, DossierSurroundings around, CancellationToken ct) =>
        s.ParallelGroup is null
            ? []
            : [.. (await transfers.OpenOf(s.DossierId, ct)).Select(other => other.State)
                .Where(other => other.Id != s.Id && other.ParallelGroup == s.ParallelGroup)
                .Select(other => new SlipCompanion(
                    new AgencyName(other.ToAgency, around.Agencies.NameOf(other.ToAgency)), other.Details.Task, other.Details.Lead, other.DueAt))];
}

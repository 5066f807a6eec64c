using OneStop.Application.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;

namespace OneStop.Application.Dossiers;

/// <summary>What the citizen takes home — giấy tiếp nhận hồ sơ và hẹn trả kết quả.</summary>
public sealed record ReceiptView
{
    public required string Code { get; init; }

    /// <summary>1 for the first; a correction raises it, and the QR of an older one says so.</summary>
    public required int Revision { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required AgencyName ReceivingAgency { get; init; }

    public required AgencyName CompetentAgency { get; init; }

    public required DossierProcedure Procedure { get; init; }

    public required Party Owner { get; init; }

    public Party? Submitter { get; init; }

    public required IReadOnlyList<ReceiptPart> Parts { get; init; }

    public required TimeLimit Limit { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The appointment — hẹn trả kết quả.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public required ReturnVia ReturnBy { get; init; }

    /// <summary>With the code it opens the public look-up.</summary>
    public required string Secret { get; init; }

    /// <summary>Content of the QR code: code, revision and secret.</summary>
    public required string Qr { get; init; }

    /// <summary>Token under which anybody can verify the receipt at <c>/verify/{token}</c>.</summary>
    public required string Verification { get; init; }

    /// <summary>Earlier mistakes that were corrected: when, why and which fields.</summary>
    public required IReadOnlyList<ReceiptRevision> Corrections { get; init; }

    /// <summary>The other dossiers that were handed in with this one and share the receipt.</summary>
    public IReadOnlyList<LinkedReceipt> Linked { get; init; } = [];

    /// <param name="group">The group it belongs to, with the others as they are printed.</param>
    internal static ReceiptView? Of(DossierState s, DossierSurroundings around, LinkedReceipts? group = null)
    {
        if (s.Details is not { Receipt: { } receipt, Clock: { } clock })
        {
            return null;
        }
        var view = s.View(around, s.Version);
        var revision = group?.Revision ?? receipt.Revision;
        return new ReceiptView
        {
            Code = s.Code, Revision = revision, IssuedAt = receipt.IssuedAt, ReceivingAgency = view.ReceivingAgency,
            CompetentAgency = view.CompetentAgency, Procedure = view.Procedure, Owner = s.Details.Owner, Submitter = s.Details.Submitter,
            Parts = ReceiptPart.Of(s, around.Version),
            Limit = clock.Terms.Limit, ReceivedAt = s.ReceivedAt!.Value, DueAt = s.DueAt!.Value, ReturnBy = s.Details.ReturnBy,
            Verification = new VerificationToken(s.Id, VerifiedPaper.Receipt, revision).Sealed(receipt.Secret),
            Secret = receipt.Secret, Qr = $"onestop:{s.Code}?revision={revision}&secret={receipt.Secret}",
            Corrections = [.. s.Details.Corrections.Select(c => new ReceiptRevision(c.Revision, c.At, c.Reason, c.Fields))],
            Linked = group?.Others ?? [],
        };
    }
}

/// <summary>A line of the receipt's table of components.</summary>
public sealed record ReceiptPart(string Component, string Name, int Originals, int CertifiedCopies, int Photocopies, int Electronic)
{
    internal static IReadOnlyList<ReceiptPart> Of(DossierState s, ProcedureVersion version) =>
        [.. s.Details.Parts.Select(part => new ReceiptPart(
            part.Component, version.Components.FirstOrDefault(c => c.Code == part.Component)?.Name ?? part.Component,
            part.Originals, part.CertifiedCopies, part.Photocopies, part.Electronic))];
}

/// <summary>One correction of the receipt.</summary>
public sealed record ReceiptRevision(int Revision, DateTimeOffset At, string Reason, IReadOnlyList<string> Fields);

/// <summary>A dossier that shares the receipt.</summary>
/// <param name="Procedure">Name of its procedure.</param>
/// <param name="DueAt">Its own appointment; null where it is not received.</param>
public sealed record LinkedReceipt(string Code, string Procedure, DateTimeOffset? DueAt);

/// <summary>What the receipt of a group says beside the dossier it is printed for.</summary>
internal sealed record LinkedReceipts(int Revision, IReadOnlyList<LinkedReceipt> Others);

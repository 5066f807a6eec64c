namespace OneStop.Application.Portal;

/// <summary>
/// Which procedure and agency of ours the portal names: what the configuration lays down, else what is mapped in the national catalogue, else what
/// the tables of the interface rename. It reads the database: inside the transaction of the message.
/// </summary>
internal sealed class PortalNaming(IInboxCodes codes, IPortalNames names)
{
    /// <summary>Our procedure; the message waits where there is none.</summary>
    public async Task<string> Procedure(string code, CancellationToken ct) =>
        codes.Set(InboxTable.Procedures, code) ?? await names.ProcedureOf(code, ct) ?? codes.Demand(InboxTable.Procedures, code, "MaTTHC");

    /// <summary>Our agency; the message waits where there is none.</summary>
    public async Task<string> Agency(string code, CancellationToken ct) =>
        await FindAgency(code, ct) ?? throw new ParkedException(InboxRules.CodeIsKnown, InboxDemands.Named("MaDonViTiepNhan", code));

    /// <summary>Our agency; null where there is none.</summary>
    public async Task<string?> FindAgency(string code, CancellationToken ct) =>
        codes.Set(InboxTable.Agencies, code) ?? await names.AgencyOf(code, ct) ?? codes.Find(InboxTable.Agencies, code);
}

using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>A fact as parameters.</summary>
internal sealed class FactRow(HandlingFact fact, DateTimeOffset at)
{
    public FactKind Kind => fact.Kind;

    public DateTimeOffset StartedAt => fact.StartedAt;

    public byte[] ItemId { get; } = fact.Item.ToByteArray(bigEndian: true);

    public DateTimeOffset RecordedFrom => at;

    public long StillOnRecord { get; } = HandlingFacts.StillOnRecord;

    public DossierId DossierId => fact.DossierId;

    public DossierId? Group => fact.Group;

    public string Agency => fact.Agency;

    public string AgencyOrigin => fact.AgencyOrigin;

    public string Receiving => fact.Receiving;

    public string ReceivingOrigin => fact.ReceivingOrigin;

    public string ProcedureCode => fact.ProcedureCode;

    public string Field => fact.Field;

    public Channel Channel => fact.Channel;

    public AccountId? Official => fact.Official;

    public bool Confidential => fact.Confidential;

    public bool Authenticated => fact.Authenticated;

    public DateTimeOffset? OverdueFrom => fact.OverdueFrom;

    public bool Paused => fact.Paused;

    public DateTimeOffset? ClosedAt => fact.ClosedAt;

    public Timeliness? Closing => fact.Closing;

    public Timeliness? FirstClosing => fact.FirstClosing;

    public Ending? Ending => fact.Ending;

    public long? TermMinutes => fact.TermMinutes;

    public long? UsedMinutes => fact.UsedMinutes;

    public int Supplements => fact.Supplements;

    public bool Apologised => fact.Apologised;

    public int Papers => fact.Papers;

    public int Digital => fact.Digital;

    public int Reused => fact.Reused;

    public bool ElectronicResult => fact.ElectronicResult;
}

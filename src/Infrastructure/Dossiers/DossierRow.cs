using OneStop.Domain.Access;
using OneStop.Domain.Calendar;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Procedures;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>A dossier's row with the version it gets: the state as parameters.</summary>
internal sealed class DossierRow(DossierState s, int version)
{
    public DossierId Id => s.Id;

    public string Code => s.Code;

    public int Version => version;

    /// <summary>The version the update expects to find.</summary>
    public int LoadedVersion => s.Version;

    public DossierStatus Status => s.Status;

    public Outcome? Outcome => s.Outcome;

    public string ProcedureCode => s.ProcedureCode;

    public int ProcedureVersion => s.ProcedureVersion;

    public string CaseKey => s.CaseKey;

    public string Field => s.Field;

    public string ReceivingAgency => s.ReceivingAgency;

    public string CompetentAgency => s.CompetentAgency;

    public Channel Channel => s.Channel;

    public AccountId? OwnerAccount => s.OwnerAccount;

    public AccountId? Client => s.Client;

    public Assurance? Assurance => s.Assurance;

    public bool Confidential => s.Confidential;

    public bool Test => s.Test;

    public DateTimeOffset? ErasedAt => s.ErasedAt;

    public AccountId? Assignee => s.Assignee;

    public string? StepKey => s.StepKey;

    public DossierId? RootId => s.RootId;

    public string? OriginReceiving => s.OriginReceiving;

    public string? OriginCompetent => s.OriginCompetent;

    public DateTimeOffset? UnreadSince => s.UnreadSince;

    public DateTimeOffset? AcceptBy => s.Details.AcceptBy;

    public DateTimeOffset? LastActAt => s.LastActAt;

    public DateTimeOffset SubmittedAt => s.SubmittedAt;

    public DateTimeOffset? ReceivedAt => s.ReceivedAt;

    public DateTimeOffset? DueAt => s.DueAt;

    public DateTimeOffset? FirstDueAt => s.FirstDueAt;

    public DateTimeOffset? OverdueFrom => s.OverdueFrom;

    public DateTimeOffset? ClosedAt => s.ClosedAt;

    public Timeliness? Closing => s.Closing;

    public DateTimeOffset? ReturnedAt => s.ReturnedAt;

    public DateTimeOffset UpdatedAt => s.UpdatedAt;

    public DossierDetails Details => s.Details;
}
